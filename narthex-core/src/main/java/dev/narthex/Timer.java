package dev.narthex;

import java.time.Duration;

/**
 * A stopwatch that hands the time it measured, in seconds, to a {@link Histogram}, a {@link Summary},
 * a {@link Gauge} or any {@link Observer}.
 *
 * <p>It runs from the moment it is made, by a clock that never goes back. {@link #stop} or {@link
 * #close}, whichever comes first, hands over the time; the calls after it do nothing, so that a timer
 * may be stopped early inside a {@code try}. To choose the metric by the outcome, begin without one
 * and stop with it:
 *
 * <pre>{@code
 * Timer timer = Timer.start();
 * boolean found = lookUp(key);
 * timer.stop(found ? hits : misses);
 * }</pre>
 *
 * <p>For one thread at a time.
 *
 * @since 0.1
 */
public final class Timer implements AutoCloseable {

  private static final long RUNNING = -1;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final Observer NOBODY = seconds -> {};

  private final Observer observer;
  private final TimeSource time;
  private final long startNanos;
  private long measuredNanos = RUNNING;

  private Timer(Observer observer, TimeSource time) {
    this.observer = observer;
    this.time = time;
    this.startNanos = time.nanos();
  }

  /**
   * Starts a timer that belongs to no metric yet; stop it with {@link #stop(Observer)}.
   *
   * @return a running timer
   */
  public static Timer start() {
    return start(NOBODY);
  }

  /**
   * Starts a timer.
   *
   * @param observer takes the seconds when the timer stops, such as {@code gauge::set}
   * @return a running timer
   */
  public static Timer start(Observer observer) {
    return start(observer, TimeSource.SYSTEM);
  }

  static Timer start(Observer observer, TimeSource time) {
    return new Timer(observer, time);
  }

  /**
   * The time so far; once the timer has stopped, the time it measured.
   *
   * @return not negative
   */
  public Duration elapsed() {
    return Duration.ofNanos(measuredNanos == RUNNING ? nanosNow() : measuredNanos);
  }

  /**
   * Stops the timer and hands the time to the observer it was started with. On a stopped timer it
   * only returns the time measured.
   *
   * @return the time measured
   */
  public Duration stop() {
    return stop(observer);
  }

  /**
   * Stops the timer and hands the time to another observer than the one it was started with. On a
   * stopped timer it only returns the time measured.
   *
   * @param observer takes the seconds
   * @return the time measured
   */
  public Duration stop(Observer observer) {
    if (measuredNanos == RUNNING) {
      measuredNanos = nanosNow();
      observer.observe(measuredNanos / NANOS_PER_SECOND);
    }
    return elapsed();
  }

  /** Stops the timer, if it is still running. */
  @Override
  public void close() {
    stop();
  }

  private long nanosNow() {
    return Math.max(0, time.nanos() - startNanos);
  }
}
