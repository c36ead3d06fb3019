package dev.narthex.testing;

import dev.narthex.Collector;
import dev.narthex.Gatherer;

/**
 * Where assertions about metrics begin.
 *
 * <pre>{@code
 * assertThat(registry).hasValue(3, "jobs_total", "queue", "a");
 * assertThat(jobs).hasValue(3);
 * assertThat(registry).exposes("""
 *     # HELP jobs_total Jobs done.
 *     # TYPE jobs_total counter
 *     jobs_total{queue="a"} 3
 *     """);
 * }</pre>
 *
 * <p>It needs no other library, and gets along with AssertJ: both {@code assertThat} can be imported
 * side by side, and its {@code SoftAssertions.check} collects what fails here, as {@code assertAll} of
 * JUnit does.
 *
 * @since 0.1
 */
// Who passes a lambda names its type.
@SuppressWarnings({"overloads", "FunctionalInterfaceClash"})
public final class MetricAssertions {

  private MetricAssertions() {}

  /**
   * Begins an assertion about what a registry, or anything else that can be scraped, has now.
   *
   * @param gatherer gathered from once, at this call
   * @return what to assert
   * @throws dev.narthex.GatherException if something could not be gathered
   */
  public static ExpositionAssert assertThat(Gatherer gatherer) {
    return new ExpositionAssert(Exposition.of(gatherer));
  }

  /**
   * Begins an assertion about what a metric, a family or your own collector has now.
   *
   * @param collector collected from once, at this call, as {@link Exposition#of(Collector)} does
   * @return what to assert
   * @throws IllegalArgumentException if no registry would take the collector
   * @throws dev.narthex.GatherException if it throws, or writes something wrong
   */
  public static ExpositionAssert assertThat(Collector collector) {
    return new ExpositionAssert(Exposition.of(collector));
  }

  /**
   * Begins an assertion about an exposition, such as that of a running program: {@code
   * assertThat(Exposition.scraped(url))}.
   *
   * @param exposition what was exposed
   * @return what to assert
   */
  public static ExpositionAssert assertThat(Exposition exposition) {
    return new ExpositionAssert(exposition);
  }
}
