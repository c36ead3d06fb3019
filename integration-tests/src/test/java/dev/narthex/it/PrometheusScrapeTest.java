package dev.narthex.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.Registry;
import dev.narthex.http.MetricsServer;
import dev.narthex.it.PrometheusApi.Metadata;
import dev.narthex.it.PrometheusApi.Point;
import dev.narthex.it.PrometheusApi.StoredExemplar;
import dev.narthex.it.PrometheusApi.StoredSeries;
import dev.narthex.it.PrometheusApi.Target;
import dev.narthex.it.ScrapeTarget.Exchange;
import dev.narthex.model.FamilySnapshot;
import dev.narthex.model.Millis;
import dev.narthex.scrape.ScrapeEndpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * The promise to whoever runs Prometheus: it stores every series of a target, with its value, type,
 * help, unit, exemplars and created time, whatever protocol it scrapes with; and nothing else.
 */
class PrometheusScrapeTest {

  /** A first scrape, and one that finds everything stored already. */
  private static final int SCRAPES = 2;

  private static final Duration DEADLINE = Duration.ofMinutes(3);

  /** What Prometheus adds to the samples of each scrape. */
  private static final Set<String> OF_PROMETHEUS = Set.of(
      "up",
      "scrape_duration_seconds",
      "scrape_samples_scraped",
      "scrape_samples_post_metric_relabeling",
      "scrape_series_added");

  private static final Registry REGISTRY = Everything.registry();
  private static final List<FamilySnapshot> FAMILIES = REGISTRY.snapshot();

  private static ScrapeTarget target;
  private static MetricsServer oneLine;
  private static PrometheusServer prometheus;
  private static PrometheusApi api;

  @RegisterExtension
  static final TestExecutionExceptionHandler SHOW_LOG = (context, failure) -> {
    throw prometheus.withLog(failure);
  };

  @BeforeAll
  static void scrapeEverythingInEveryWay() {
    oneLine = MetricsServer.builder().host("127.0.0.1").gatherer(REGISTRY).start();
    target = new ScrapeTarget();
    for (ScrapeJob job : ScrapeJob.values()) {
      target.serve(job.path(), job.configure(ScrapeEndpoint.builder(REGISTRY)).build());
    }
    // Seconds for a scrape, because a busy machine may take more than one.
    prometheus = PrometheusServer.start(
        "prometheus-scrape",
        """
        global: {scrape_interval: 3s, scrape_timeout: 3s}
        scrape_configs:
        """
            + Arrays.stream(ScrapeJob.values())
                .map(job -> job.scrapeConfig(address(job)))
                .collect(Collectors.joining("\n")));
    api = prometheus.api();
    for (ScrapeJob job : ScrapeJob.values()) {
      awaitScrapes(job);
    }
  }

  private static String address(ScrapeJob job) {
    return job == ScrapeJob.ONE_LINE ? "127.0.0.1:" + oneLine.port() : target.address();
  }

  private static void awaitScrapes(ScrapeJob job) {
    try {
      Await.atMost(DEADLINE)
          .until(
              SCRAPES + " scrapes of " + job,
              () -> timesOfScrapesInTime(api.stored("up" + job.selector())).size() >= SCRAPES
                  ? Optional.of(job)
                  : Optional.empty());
    } catch (AssertionError e) {
      throw prometheus.withLog(e);
    }
  }

  @AfterAll
  static void stop() throws Exception {
    for (AutoCloseable started : Arrays.asList(prometheus, target, oneLine)) {
      if (started != null) {
        started.close();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void findsTheTargetUp(ScrapeJob job) {
    Target up = new Target(job.job(), job.path(), "up", "");

    // It is down for a moment where a scrape was late, as on a machine that stood still.
    Await.atMost(DEADLINE)
        .until(
            "the target of " + job + " to be up",
            () -> Optional.of(targets(job)).filter(found -> found.equals(List.of(up))));
  }

  private static List<Target> targets(ScrapeJob job) {
    return api.targets().stream().filter(each -> each.job().equals(job.job())).toList();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ONE_LINE") // it cannot be watched
  void isAnsweredInTheFormatAndTheCodingItAsksFor(ScrapeJob job) {
    List<Exchange> exchanges = Await.atMost(DEADLINE)
        .until(
            "an answer to " + job,
            () -> Optional.of(exchangesInTime(job)).filter(seen -> !seen.isEmpty()));

    String gzip = job.isCompressed() ? "gzip" : "identity";
    String coding = job.isCompressed() ? "gzip" : "";
    assertThat(exchanges).allSatisfy(exchange -> {
      assertThat(exchange.acceptEncoding()).isEqualTo(gzip);
      assertThat(exchange.contentType()).isEqualTo(job.contentType());
      assertThat(exchange.contentEncoding()).isEqualTo(coding);
      assertThat(exchange.status()).isEqualTo(200);
    });
  }

  /** Without those that were too late for Prometheus, which it is told by status 503. */
  private static List<Exchange> exchangesInTime(ScrapeJob job) {
    return target.exchanges(job.path()).stream()
        .filter(exchange -> exchange.status() != 503)
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void storesEverySeriesWithValueAndTimesAndNothingElse(ScrapeJob job) {
    Expectation expectation = new Expectation(job, FAMILIES);

    List<Sample> stored = storedSamples(job);

    assertThat(Difference.between(expectation.samples(), stored)).isEmpty();
  }

  /** Written by hand, in case the snapshot from which all else is expected is wrong itself. */
  @ParameterizedTest
  @EnumSource
  void storesWhatWasCountedAndObserved(ScrapeJob job) {
    List<String> stored = storedSamples(job).stream()
        .filter(sample -> sample
            .name()
            .matches("(whole|requests|shard_hits)_total|spelled_.*|disk_info|viewed_mode"))
        .map(sample -> sample.labels() + " " + sample.value())
        .sorted()
        .toList();

    assertThat(String.join("\n", stored)).isEqualTo("""
        {__name__=disk_info, disk=sda, maker=a, size=2T} 1.0
        {__name__=disk_info, disk=sdb, maker=b} 1.0
        {__name__=requests_total, code=200, method=GET} 1027.0
        {__name__=requests_total, code=200, method=POST} 0.5
        {__name__=requests_total, code=404, method=GET} 3.0
        {__name__=shard_hits_total, kind=read, shard=a} 41.0
        {__name__=shard_hits_total, kind=read, shard=b} 41.0
        {__name__=shard_hits_total, kind=write, shard=a} 42.0
        {__name__=shard_hits_total, kind=write, shard=b} 42.0
        {__name__=spelled_bounds_bucket, le=+Inf} 11.0
        {__name__=spelled_bounds_bucket, le=-0.5} 2.0
        {__name__=spelled_bounds_bucket, le=-1e+06} 2.0
        {__name__=spelled_bounds_bucket, le=0.0001} 5.0
        {__name__=spelled_bounds_bucket, le=0.0} 3.0
        {__name__=spelled_bounds_bucket, le=1.0} 7.0
        {__name__=spelled_bounds_bucket, le=100.0} 8.0
        {__name__=spelled_bounds_bucket, le=123456.789} 8.0
        {__name__=spelled_bounds_bucket, le=1e+06} 9.0
        {__name__=spelled_bounds_bucket, le=1e+21} 10.0
        {__name__=spelled_bounds_bucket, le=1e-05} 4.0
        {__name__=spelled_bounds_bucket, le=2.5} 7.0
        {__name__=spelled_bounds_count} 11.0
        {__name__=spelled_bounds_sum} 1.0E300
        {__name__=viewed_mode, shard=a, viewed_mode=off} 0.0
        {__name__=viewed_mode, shard=a, viewed_mode=on} 1.0
        {__name__=whole_total} 42.0""");
  }

  @ParameterizedTest
  @EnumSource
  void countsAsManySamplesAsThereAreSeries(ScrapeJob job) {
    int series = new Expectation(job, FAMILIES).samples().size();

    List<StoredSeries> all = api.stored(job.selector());
    Set<Long> inTime = timesOfScrapesInTime(all);
    assertThat(all)
        .filteredOn(each ->
            each.name().matches("scrape_samples_scraped|scrape_samples_post_metric_relabeling"))
        .hasSize(2)
        .allSatisfy(each -> assertThat(each.points())
            .filteredOn(point -> inTime.contains(point.millis()))
            .extracting(Point::value)
            .containsOnly((double) series));
  }

  @ParameterizedTest
  @EnumSource
  void knowsTypeHelpAndUnitOfEveryFamily(ScrapeJob job) {
    Expectation expectation = new Expectation(job, FAMILIES);

    List<Metadata> stored = api.metadata(job.job());

    assertThat(Difference.between(expectation.metadata(), stored)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void storesEveryExemplar(ScrapeJob job) {
    Expectation expectation = new Expectation(job, FAMILIES);

    List<StoredExemplar> stored = storedExemplars(job);

    assertThat(Difference.between(expectation.exemplars(), stored)).isEmpty();
  }

  @Test
  void hasNothingToComplainOfInItsLog() {
    assertThat(prometheus.log().lines())
        .filteredOn(line -> line.contains("component=\"scrape manager\""))
        .filteredOn(line -> !line.contains("level=INFO"))
        .isEmpty();
  }

  /** The samples of a job, its points brought down to what they say of value and times. */
  private static List<Sample> storedSamples(ScrapeJob job) {
    List<StoredSeries> all = api.stored(job.selector());
    Set<Long> scrapeTimes = scrapeTimes(all);
    List<Sample> samples = new ArrayList<>();
    for (StoredSeries series : all) {
      if (!OF_PROMETHEUS.contains(series.name())) {
        samples.addAll(samples(withoutTarget(series.labels(), job), series.points(), scrapeTimes));
      }
    }
    return samples;
  }

  /** One sample; or several, which cannot be right, if the points contradict each other. */
  private static Set<Sample> samples(
      SortedMap<String, String> labels, List<Point> points, Set<Long> scrapeTimes) {
    List<Point> rest = new ArrayList<>(points);
    Point first = rest.get(0);
    long created = Millis.NONE;
    if (rest.size() > 1 && first.value() == 0 && !scrapeTimes.contains(first.millis())) {
      created = first.millis();
      rest.remove(0);
    }
    long createdMillis = created;
    return rest.stream()
        .map(point -> new Sample(
            labels,
            point.value(),
            createdMillis,
            scrapeTimes.contains(point.millis()) ? Millis.NONE : point.millis()))
        .collect(Collectors.toSet());
  }

  private static Set<Long> scrapeTimes(List<StoredSeries> stored) {
    return stored.stream()
        .filter(series -> series.name().equals("up"))
        .flatMap(series -> series.points().stream())
        .map(Point::millis)
        .collect(Collectors.toSet());
  }

  private static Set<Long> timesOfScrapesInTime(List<StoredSeries> stored) {
    return stored.stream()
        .filter(series -> series.name().equals("up"))
        .flatMap(series -> series.points().stream())
        .filter(point -> point.value() == 1)
        .map(Point::millis)
        .collect(Collectors.toSet());
  }

  /** The exemplars of a job; those at the time of a scrape had no time of their own. */
  private static List<StoredExemplar> storedExemplars(ScrapeJob job) {
    Set<Long> scrapeTimes = scrapeTimes(api.stored("up" + job.selector()));
    return api.exemplars(job.selector()).stream()
        .map(exemplar -> new StoredExemplar(
            withoutTarget(exemplar.series(), job),
            exemplar.labels(),
            exemplar.value(),
            scrapeTimes.contains(exemplar.millis()) ? Millis.NONE : exemplar.millis()))
        .toList();
  }

  /** Takes off the labels that Prometheus puts on everything it scrapes from a target. */
  private static SortedMap<String, String> withoutTarget(
      SortedMap<String, String> labels, ScrapeJob job) {
    SortedMap<String, String> rest = new TreeMap<>(labels);
    assertThat(rest.remove("job")).isEqualTo(job.job());
    assertThat(rest.remove("instance")).isEqualTo(address(job));
    return rest;
  }
}
