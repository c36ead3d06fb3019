package dev.narthex;

import dev.narthex.model.Labels;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that takes observations: a {@link Histogram}, a {@link Summary}, or a lambda that hands
 * them on.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface Observer {

  /**
   * Takes one observation.
   *
   * @param value the observed value, in the base unit of the metric
   */
  void observe(double value);

  /**
   * Takes a duration, in seconds.
   *
   * @param duration how long something took
   */
  default void observe(Duration duration) {
    observe(duration.getSeconds() + duration.getNano() / 1e9);
  }

  /**
   * Takes one observation and keeps it as an example, where the metric can: a {@link Histogram} does, a
   * {@link Summary} only observes.
   *
   * @param value the observed value, in the base unit of the metric
   * @param labels labels that lead to more about it, such as a trace id; null for a plain {@link
   *     #observe(double)}
   */
  default void observeWithExemplar(double value, @Nullable Labels labels) {
    observe(value);
  }

  /**
   * Begins to measure a duration, which is observed in seconds when the timer stops.
   *
   * <pre>{@code
   * try (Timer timer = latency.startTimer()) {
   *   serve();
   * }
   * }</pre>
   *
   * @return a running timer
   */
  default Timer startTimer() {
    return Timer.start(this);
  }

  /**
   * Runs something and observes how long it took in seconds, whether it returns or throws.
   *
   * @param action what to run
   */
  @SuppressWarnings("try") // the timer is there to be closed
  default void time(Runnable action) {
    try (Timer timer = startTimer()) {
      action.run();
    }
  }

  /**
   * Runs something and observes how long it took in seconds, whether it returns or throws.
   *
   * @param action what to run
   * @param <T> what it returns
   * @return what {@code action} returned
   */
  @SuppressWarnings("try") // the timer is there to be closed
  default <T> T time(Supplier<T> action) {
    try (Timer timer = startTimer()) {
      return action.get();
    }
  }

  /**
   * Runs something that may throw a checked exception, and observes how long it took in seconds,
   * whether it returns or throws. It has a name of its own because a lambda could be either a
   * supplier or a callable.
   *
   * @param action what to run
   * @param <T> what it returns
   * @return what {@code action} returned
   * @throws Exception what {@code action} threw
   */
  @SuppressWarnings("try") // the timer is there to be closed
  default <T> T timeCallable(Callable<T> action) throws Exception {
    try (Timer timer = startTimer()) {
      return action.call();
    }
  }
}
