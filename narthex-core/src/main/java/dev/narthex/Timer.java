package dev.narthex;

import dev.narthex.model.Labels;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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
    this.observer = Objects.requireNonNull(observer, "observer");
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
   * @throws NullPointerException if {@code observer} is null; the timer runs on
   */
  public Duration stop(Observer observer) {
    return stop(observer, null);
  }

  /**
   * Stops the timer and hands the time, with an exemplar, to the observer it was started with. On a
   * stopped timer it only returns the time measured.
   *
   * @param labels labels that lead to more about it, such as a trace id; null for none
   * @return the time measured
   * @throws IllegalArgumentException as in {@link Histogram#observeWithExemplar}; the time was counted
   */
  public Duration stopWithExemplar(@Nullable Labels labels) {
    return stop(observer, labels);
  }

  private Duration stop(Observer observer, @Nullable Labels labels) {
    Objects.requireNonNull(
        observer, "observer"); // before the time is taken, which nobody would get
    if (measuredNanos == RUNNING) {
      measuredNanos = nanosNow();
      double seconds = measuredNanos / NANOS_PER_SECOND;
      if (labels == null) {
        observer.observe(seconds);
      } else {
        observer.observeWithExemplar(seconds, labels);
      }
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
