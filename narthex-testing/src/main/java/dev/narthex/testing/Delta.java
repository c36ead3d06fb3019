package dev.narthex.testing;

import dev.narthex.Collector;
import dev.narthex.Gatherer;
import java.net.URI;
import java.util.Map;
import java.util.function.Supplier;

/**
 * How much metrics changed. For code that counts with metrics which others use too, such as those of
 * the default registry, whose values a test cannot know beforehand.
 *
 * <pre>{@code
 * Delta delta = Delta.during(registry, () -> shop.order("tea"));
 *
 * assertEquals(1, delta.value("orders_total", "product", "tea"));
 * assertEquals(1, delta.value("order_duration_seconds_count"));
 * }</pre>
 *
 * <p>What the block throws goes on to the caller as it is. To count around a failure, catch it in the
 * block: {@code Delta.during(registry, () -> assertThrows(…, () -> shop.order("sand")))}.
 *
 * <p>Immutable but for what it looks at; thread-safe.
 *
 * @since 0.1
 */
// Who passes a lambda names its type.
@SuppressWarnings({"overloads", "FunctionalInterfaceClash"})
public final class Delta {

  private final Exposition before;
  private final Supplier<Exposition> after;

  private Delta(Exposition before, Supplier<Exposition> after) {
    this.before = before;
    this.after = after;
  }

  /**
   * What is done while metrics are watched.
   *
   * @param <E> what it throws
   * @since 0.1
   */
  @FunctionalInterface
  public interface Block<E extends Exception> {

    /**
     * Runs the block.
     *
     * @throws E whatever it throws
     */
    void run() throws E;
  }

  /**
   * Runs a block and tells what it changed.
   *
   * @param gatherer a registry, or anything else that can be scraped
   * @param block what to do meanwhile
   * @param <E> what the block throws
   * @return the change from before the block to after it, whatever happens later
   * @throws E what the block throws
   * @throws dev.narthex.GatherException if something could not be gathered
   */
  public static <E extends Exception> Delta during(Gatherer gatherer, Block<E> block) throws E {
    return during(() -> Exposition.of(gatherer), block);
  }

  /**
   * Runs a block and tells what it changed.
   *
   * @param collector a metric, a family or your own collector, registered or not
   * @param block what to do meanwhile
   * @param <E> what the block throws
   * @return the change from before the block to after it
   * @throws E what the block throws
   */
  public static <E extends Exception> Delta during(Collector collector, Block<E> block) throws E {
    return during(() -> Exposition.of(collector), block);
  }

  /**
   * Runs a block and tells what it changed in a running program.
   *
   * @param url where its metrics are, as in {@link Exposition#scraped}
   * @param block what to do meanwhile
   * @param <E> what the block throws
   * @return the change from before the block to after it
   * @throws E what the block throws
   * @throws AssertionError if it cannot be scraped
   */
  public static <E extends Exception> Delta during(URI url, Block<E> block) throws E {
    return during(() -> Exposition.scraped(url), block);
  }

  private static <E extends Exception> Delta during(Supplier<Exposition> source, Block<E> block)
      throws E {
    Exposition before = source.get();
    block.run();
    Exposition after = source.get();
    return new Delta(before, () -> after);
  }

  /**
   * Begins to watch. Each later question is about the change up to then.
   *
   * @param gatherer a registry, or anything else that can be scraped
   * @return the change from now on
   * @throws dev.narthex.GatherException if something could not be gathered
   */
  public static Delta since(Gatherer gatherer) {
    return since(() -> Exposition.of(gatherer));
  }

  /**
   * Begins to watch. Each later question is about the change up to then.
   *
   * @param collector a metric, a family or your own collector, registered or not
   * @return the change from now on
   */
  public static Delta since(Collector collector) {
    return since(() -> Exposition.of(collector));
  }

  /**
   * Begins to watch a running program. Each later question scrapes it again.
   *
   * @param url where its metrics are, as in {@link Exposition#scraped}
   * @return the change from now on
   * @throws AssertionError if it cannot be scraped
   */
  public static Delta since(URI url) {
    return since(() -> Exposition.scraped(url));
  }

  private static Delta since(Supplier<Exposition> source) {
    return new Delta(source.get(), source);
  }

  /**
   * How much the only series there is changed.
   *
   * @return its value now less its value before, which is 0 if it was not there yet
   * @throws AssertionError if there is none or several, or if it is a histogram or summary
   */
  public double value() {
    double now = after.get().value();
    return now - (before.families().isEmpty() ? 0 : before.value());
  }

  /**
   * How much one series changed, named as in {@link Exposition#value(String, String...)}: {@code
   * x_count} and {@code x_sum} say what a histogram or summary observed.
   *
   * @param series the name of the sample
   * @param labels all its labels, as name, value, name, value, …
   * @return its value now less its value before, which is 0 if it was not there yet
   * @throws AssertionError if there is no such series now; the message lists what is near
   * @throws IllegalArgumentException if the last label has no value, or one is there twice
   */
  public double value(String series, String... labels) {
    Map<String, String> wanted = Samples.labels(labels);
    double now = new Samples(after.get().families()).value(series, wanted);
    Samples then = new Samples(before.families());
    return now - (then.has(series, wanted) ? then.value(series, wanted) : 0);
  }
}
