package dev.narthex.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.Collector;
import dev.narthex.Counter;
import dev.narthex.Family;
import dev.narthex.GatherException;
import dev.narthex.Gauge;
import dev.narthex.GaugeHistogram;
import dev.narthex.Histogram;
import dev.narthex.Info;
import dev.narthex.Registry;
import dev.narthex.StateSet;
import dev.narthex.Summary;
import dev.narthex.Untyped;
import dev.narthex.model.Buckets;
import dev.narthex.model.Descriptor;
import dev.narthex.model.HistogramSnapshot;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import org.junit.jupiter.api.Test;

/** What {@link Exposition} promises to whoever asks it for values and counts. */
class ExpositionTest {

  private final Registry registry = new Registry();
  private final Family<Counter> requests = Counter.builder("http_requests_total")
      .help("Requests answered.")
      .labelNames("method", "code")
      .register(registry);

  @Test
  void tellsTheValueOfACollectorThatHasOne() {
    Counter jobs = Counter.builder("jobs_total").build();
    jobs.add(3);
    Gauge temperature = Gauge.builder("temperature_celsius").build();
    temperature.set(-1);
    requests.with("GET", "200").inc();

    assertThat(Exposition.of(jobs).value()).isEqualTo(3);
    assertThat(Exposition.of(temperature).value()).isEqualTo(-1);
    assertThat(Exposition.of(requests).value()).isEqualTo(1);
    assertThat(Exposition.of(requests.with("GET", "200")).value()).isEqualTo(1);
    assertThat(Exposition.of(Untyped.builder("forwarded").callback(() -> 12.5).build())
            .value())
        .isEqualTo(12.5);
    assertThat(Exposition.of(Info.builder("build_info").build()).value()).isEqualTo(1);
  }

  @Test
  void refusesTheOneValueOfNoneOrMany() {
    assertThatThrownBy(() -> Exposition.of(requests).value())
        .isInstanceOf(AssertionError.class)
        .hasMessage("There is no series, so there is no value.");

    requests.with("GET", "200").inc();
    requests.with("PUT", "500").add(2);

    assertThatThrownBy(() -> Exposition.of(requests).value())
        .isInstanceOf(AssertionError.class)
        .hasMessage("""
            There are 2 series instead of exactly 1:
              http_requests_total{code="200",method="GET"} 1
              http_requests_total{code="500",method="PUT"} 2
            Name the one you mean: value(name, labels…).""");
  }

  @Test
  void saysWhatToAskForInsteadOfTheOneValueOfAHistogramOrSummary() {
    Histogram latency = Histogram.builder("latency_seconds").build();
    Summary size = Summary.builder("size_bytes").build();

    assertThatThrownBy(() -> Exposition.of(latency).value())
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            "latency_seconds is a histogram, which is not one number. Ask for a part of it by"
                + " name: value(\"latency_seconds_count\", labels…), the same with _sum, or _bucket with a"
                + " label le.");
    assertThatThrownBy(() -> Exposition.of(size).value("size_bytes"))
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            "size_bytes is a summary, which is not one number. Ask for a part of it by name:"
                + " value(\"size_bytes_count\", labels…), the same with _sum, or size_bytes with a label"
                + " quantile.");
  }

  @Test
  void tellsTheValueOfASeriesByItsNameAndLabelsInAnyOrder() {
    requests.with("GET", "200").add(7);
    requests.with("GET", "404").add(2);

    Exposition exposition = Exposition.of(registry);

    assertThat(exposition.value("http_requests_total", "method", "GET", "code", "404"))
        .isEqualTo(2);
    assertThat(exposition.value("http_requests_total", "code", "200", "method", "GET"))
        .isEqualTo(7);
  }

  @Test
  void tellsThePartsOfHistogramsAndSummariesHoweverTheirNumbersAreSpelled() {
    Family<Histogram> latency = Histogram.builder("latency_seconds")
        .buckets(0.5, 1, 2e6)
        .labelNames("route")
        .register(registry);
    latency.with("/").observe(0.7);
    latency.with("/").observe(3);
    Summary size = Summary.builder("size_bytes").objective(0.5, 0.01).register(registry);
    size.observe(20);
    GaugeHistogram.builder("age_seconds")
        .register(registry)
        .set(HistogramSnapshot.counting(Buckets.of(1), 0.5, 4));

    Exposition now = Exposition.of(registry);

    assertThat(now.value("latency_seconds_count", "route", "/")).isEqualTo(2);
    assertThat(now.value("latency_seconds_sum", "route", "/")).isEqualTo(3.7);
    assertThat(now.value("latency_seconds_bucket", "route", "/", "le", "0.50")).isZero();
    assertThat(now.value("latency_seconds_bucket", "le", "1.0", "route", "/")).isEqualTo(1);
    assertThat(now.value("latency_seconds_bucket", "le", "2000000", "route", "/"))
        .isEqualTo(2);
    assertThat(now.value("latency_seconds_bucket", "le", "+Inf", "route", "/")).isEqualTo(2);
    assertThat(now.value("size_bytes", "quantile", "5e-1")).isEqualTo(20);
    assertThat(now.value("size_bytes_sum")).isEqualTo(20);
    assertThat(now.value("age_seconds_count")).isEqualTo(2);
  }

  @Test
  void tellsTheStatesOfAStateSetOneByOne() {
    StateSet.builder("mode", "off", "on").register(registry).setOnly("on");

    assertThat(Exposition.of(registry).value("mode", "mode", "on")).isEqualTo(1);
    assertThat(Exposition.of(registry).value("mode", "mode", "off")).isZero();
  }

  @Test
  void listsTheSeriesOfTheNameWhereThereIsNoneOfTheLabelsTheNearestFirst() {
    requests.with("PUT", "200").inc();
    requests.with("GET", "404").add(2);

    assertThatThrownBy(() ->
            Exposition.of(registry).value("http_requests_total", "method", "GET", "code", "500"))
        .isInstanceOf(AssertionError.class)
        .hasMessage("""
            There is no series http_requests_total{code="500",method="GET"}. Of that name there is:
              http_requests_total{code="404",method="GET"} 2
              http_requests_total{code="200",method="PUT"} 1""");
  }

  @Test
  void listsTheNamesMostLikeTheOneThereIsNotAndNoMoreThanTen() {
    for (int i = 0; i < 30; i++) {
      Gauge.builder("gauge_" + i).register(registry);
    }
    requests.with("PUT", "200").inc();

    assertThatThrownBy(() -> Exposition.of(registry).value("http_request_total"))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("""
            There is no series http_request_total. The names most like it:
              http_requests_total
              gauge_""")
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(12).endsWith("  and 21 more"));
    assertThatThrownBy(() -> Exposition.of(new Registry()).value("a"))
        .isInstanceOf(AssertionError.class)
        .hasMessage("There is no series a. There are no series at all.");
  }

  @Test
  void refusesALabelWithoutAValue() {
    assertThatThrownBy(() -> Exposition.of(registry).value("a", "method", "GET", "code"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Labels come as name, value, name, value, …, but the last of method, GET, code"
            + " has no value.");
  }

  @Test
  void refusesALabelThatIsThereTwice() {
    assertThatThrownBy(() -> Exposition.of(registry).value("a", "code", "200", "code", "404"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Label code is there twice in code, 200, code, 404.");
  }

  @Test
  void countsSeriesAndFamiliesAllOrOfSomeNames() {
    requests.with("GET", "200");
    requests.with("GET", "404");
    Gauge.builder("queue_length").register(registry);
    Histogram.builder("latency_seconds").register(registry);
    Gauge.builder("without_series").labelNames("a").register(registry);

    Exposition now = Exposition.of(registry);

    assertThat(now.seriesCount()).isEqualTo(4);
    assertThat(now.seriesCount("http_requests_total", "queue_length", "nowhere"))
        .isEqualTo(3);
    assertThat(now.seriesCount("nowhere")).isZero();
    assertThat(now.familyCount()).isEqualTo(3);
    assertThat(now.familyCount("latency_seconds")).isEqualTo(1);
    assertThat(Exposition.of(requests).seriesCount()).isEqualTo(2);
  }

  @Test
  void keepsOnlyTheFamiliesOfSomeNames() {
    requests.with("GET", "200");
    Gauge.builder("queue_length").register(registry);

    Exposition now = Exposition.of(registry);

    assertThat(now.only("queue_length", "nowhere").asText()).isEqualTo("""
        # TYPE queue_length gauge
        queue_length 0
        """);
    assertThat(now.only("queue_length", "queue_length").familyCount()).isEqualTo(1);
    assertThat(now.only().families()).isEmpty();
  }

  @Test
  void holdsACollectorAgainstWhatItDescribes() {
    Descriptor size = Descriptor.of(MetricType.GAUGE, "pool_size", "Size.");
    Descriptor other = Descriptor.of(MetricType.GAUGE, "pool_length", "Length.");
    Collector collector = Collector.describing(size).collecting(sink -> {
      sink.family(other);
      sink.value(Labels.EMPTY, 3);
    });

    assertThatThrownBy(() -> Exposition.of(collector))
        .isInstanceOf(GatherException.class)
        .hasMessageContaining("pool_length");
  }

  @Test
  void passesOnWhatACollectorThrows() {
    Collector broken = sink -> {
      throw new IllegalStateException("the pool is gone");
    };

    assertThatThrownBy(() -> Exposition.of(broken))
        .isInstanceOf(GatherException.class)
        .hasMessageContaining("the pool is gone");
  }

  @Test
  void staysAsItWasWhenTheMetricsGoOn() {
    Counter jobs = Counter.builder("jobs_total").register(registry);
    Exposition before = Exposition.of(registry);

    jobs.inc();

    assertThat(before.value("jobs_total")).isZero();
  }
}
