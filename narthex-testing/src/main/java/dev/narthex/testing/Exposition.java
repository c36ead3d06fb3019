package dev.narthex.testing;

import dev.narthex.Collector;
import dev.narthex.Gatherer;
import dev.narthex.Metric;
import dev.narthex.Registry;
import dev.narthex.testing.reader.ExposedFamily;
import dev.narthex.testing.reader.ExposedHistogram;
import dev.narthex.testing.reader.ExpositionReader;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a program exposes at one moment: its metric families, to be asked for values, counted, written
 * as text, and compared.
 *
 * <pre>{@code
 * Exposition now = Exposition.of(registry);
 * now.value("http_requests_total", "code", "200", "method", "GET");
 * now.value("http_request_duration_seconds_count", "route", "/");
 * now.seriesCount("http_requests_total");
 * }</pre>
 *
 * <p>In a test, {@link MetricAssertions} says most of this shorter, and {@link Delta} says what
 * changed.
 *
 * <p>Immutable and thread-safe. What is not as a test wants it is an {@link AssertionError}.
 *
 * @since 0.1
 */
// Who passes a lambda names its type.
@SuppressWarnings({"overloads", "FunctionalInterfaceClash"})
public final class Exposition {

  private final List<ExposedFamily> families;
  private final Origin origin;

  Exposition(List<ExposedFamily> families, Origin origin) {
    this.families =
        families.stream().filter(family -> !family.series().isEmpty()).toList();
    this.origin = origin;
  }

  /**
   * What a registry, or anything else that can be scraped, has now.
   *
   * @param gatherer what to gather from
   * @return the exposition, native histograms and exemplars included
   * @throws dev.narthex.GatherException if something could not be gathered
   */
  public static Exposition of(Gatherer gatherer) {
    FamiliesSink sink = new FamiliesSink();
    gatherer.gather(sink);
    return new Exposition(sink.families(), Origin.PROGRAM);
  }

  /**
   * What a metric, a family or your own collector has now. It need not be registered. A collector is
   * held against what it describes, as in a {@linkplain Registry#pedantic() pedantic registry}; one
   * series of a family, such as {@code requests.with("GET")}, will do as well.
   *
   * @param collector what to collect from
   * @return the exposition
   * @throws IllegalArgumentException if no registry would take the collector
   * @throws dev.narthex.GatherException if it throws, or writes something wrong
   */
  public static Exposition of(Collector collector) {
    if (collector instanceof Metric) { // may be one series of a family, which is not registered
      FamiliesSink sink = new FamiliesSink();
      collector.collect(sink);
      return new Exposition(sink.families(), Origin.PROGRAM);
    }
    Registry registry = Registry.pedantic();
    registry.register(collector);
    return of(registry);
  }

  /**
   * What a running program exposes now over HTTP. It is asked for protobuf first, which says most,
   * then for OpenMetrics and text, with names in UTF-8; what it answers is read by its content type.
   *
   * <p>The whole exchange may take 10 seconds, and the body may have 64 MiB. {@link Scrape} asks for a
   * format of your choice.
   *
   * @param url an absolute URL, such as {@code http://localhost:9400/metrics}
   * @return the exposition
   * @throws AssertionError if the URL does not answer with status 200 and a body that can be read;
   *     the message begins with {@code scraping metrics failed:}
   */
  public static Exposition scraped(URI url) {
    return Scrape.of(url).exposition();
  }

  /**
   * Reads the body of an answer that a test has got in a way of its own.
   *
   * @param body the body, without a coding such as gzip
   * @param contentType its {@code Content-Type}, which tells the format
   * @return the exposition
   * @throws dev.narthex.testing.reader.ReadException if the body breaks a rule of its format
   */
  public static Exposition read(byte[] body, String contentType) {
    return new Exposition(ExpositionReader.read(body, contentType), Origin.of(contentType));
  }

  /**
   * Reads an exposition that a person wrote down: text 0.0.4, or OpenMetrics if a line says {@code #
   * EOF}. Lines may be indented, and the last one need not be ended. Otherwise it is held to the rules
   * of its format: OpenMetrics forbids some of what Prometheus reads, such as a sum that is NaN.
   *
   * <p>A native histogram is written as one sample, in the notation of OpenMetrics 2.0:
   *
   * <pre>
   * # TYPE rpc_seconds histogram
   * rpc_seconds{method="get"} {count:5,sum:9.5,schema:0,zero_threshold:0.001,zero_count:1,positive_spans:[0:2,3:1],positive_buckets:[1,2,1]}
   * </pre>
   *
   * <p>{@code negative_spans} and {@code negative_buckets} say the other side; {@code
   * bucket:[0.1:3,+Inf:5]} at the end says classic buckets, where there are both; a gauge histogram
   * has {@code gcount} and {@code gsum}. Only here are composite values understood, never in a scrape.
   *
   * @param text the text
   * @return the exposition
   * @throws IllegalArgumentException if the text cannot be read; the message tells where and why
   */
  public static Exposition parse(String text) {
    return ExpectedText.read(text);
  }

  /**
   * The families, in the order in which they were exposed, each with at least one series.
   *
   * @return an immutable list
   */
  public List<ExposedFamily> families() {
    return families;
  }

  /**
   * Only the families of these names. A name that there is none of is no error; {@link
   * ExpositionAssert#strictlyOnly} makes it one.
   *
   * @param names names of families, a counter's with {@code _total}
   * @return the rest; with no name, nothing
   */
  public Exposition only(String... names) {
    return filtered(Set.copyOf(List.of(names))::contains);
  }

  Exposition filtered(Predicate<String> names) {
    return new Exposition(
        families.stream().filter(family -> names.test(family.name())).toList(), origin);
  }

  /**
   * The value of the only series there is: of a collector without labels, or with one label set.
   *
   * @return its value
   * @throws AssertionError if there is none or several, or if it is a histogram or summary; the
   *     message says what to ask for instead
   */
  public double value() {
    return new Samples(families).only();
  }

  /**
   * The value of one series by the name and the labels that its line in a scrape has, so that the
   * parts of histograms and summaries can be asked for too: {@code x_count}, {@code x_sum}, {@code
   * x_bucket} with {@code le}, {@code x} with {@code quantile}. How the numbers in these two labels
   * are spelled does not matter.
   *
   * @param series the name of the sample
   * @param labels all its labels, as name, value, name, value, …
   * @return its value
   * @throws AssertionError if there is no such series; the message lists what is near
   * @throws IllegalArgumentException if the last label has no value, or one is there twice
   */
  public double value(String series, String... labels) {
    return new Samples(families).value(series, Samples.labels(labels));
  }

  /**
   * How many series there are. A histogram or summary is one, with all its lines; each state of a
   * state set is one.
   *
   * @param names which families to count, by name; all if none is given
   * @return 0 or more
   */
  public int seriesCount(String... names) {
    return ofNames(names).families.stream()
        .mapToInt(family -> family.series().size())
        .sum();
  }

  /**
   * How many families there are.
   *
   * @param names which ones to count, by name; all if none is given
   * @return 0 or more
   */
  public int familyCount(String... names) {
    return ofNames(names).families.size();
  }

  private Exposition ofNames(String... names) {
    return names.length == 0 ? this : only(names);
  }

  /**
   * This exposition as text 0.0.4, as a scrape returns it: without units, exemplars and native
   * buckets. Families are ordered by name, series by their labels.
   *
   * @return the text
   */
  public String asText() {
    return LineWriter.text(families, Detail.TEXT);
  }

  /**
   * This exposition as OpenMetrics 1.0, as a scrape returns it, {@code # EOF} included: without native
   * buckets and, as they never are the same twice, without created times.
   *
   * @return the text
   */
  public String asOpenMetrics() {
    return LineWriter.text(families, Detail.OPENMETRICS);
  }

  /**
   * This exposition as text 0.0.4, with each native histogram as the composite value that {@link
   * #parse} reads. No scraper understands it; it is for looking, and for pasting into a test.
   *
   * @return the text
   */
  public String asTextWithNativeBuckets() {
    return LineWriter.text(families, Detail.TEXT_WITH_NATIVE_BUCKETS);
  }

  /**
   * Compares this exposition with another one, in what both can say. The order of families, series
   * and labels, the spelling of numbers and created times do not matter; timestamps do.
   *
   * <ul>
   *   <li>No help and an empty one are the same. A help that is said on one side only is a difference.
   *   <li>Text 0.0.4 has no units and exemplars, and shows infos, state sets and gauge histograms as
   *       gauges and histograms. Where one of the two is such a text, none of that matters.
   *   <li>Native buckets matter where both have them: in a text, for the families of which it writes
   *       a composite value. Their exemplars do not.
   * </ul>
   *
   * @param expected what should be exposed
   * @return the difference; empty if there is none
   */
  public Difference differenceFrom(Exposition expected) {
    return Difference.between(this, expected);
  }

  Origin origin() {
    return origin;
  }

  /** Whether native buckets of a family are told here, or would be if it had some. */
  boolean showsNativeBuckets(String name) {
    return origin.nativeBuckets
        || families.stream()
            .filter(family -> family.name().equals(name))
            .flatMap(family -> family.series().stream())
            .anyMatch(series ->
                series instanceof ExposedHistogram histogram && histogram.nativePart() != null);
  }

  /** The text, with native buckets. */
  @Override
  public String toString() {
    return asTextWithNativeBuckets();
  }
}
