package dev.narthex.testing;

import static dev.narthex.testing.MetricAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.Collector;
import dev.narthex.Counter;
import dev.narthex.Family;
import dev.narthex.Gauge;
import dev.narthex.GaugeHistogram;
import dev.narthex.Histogram;
import dev.narthex.Info;
import dev.narthex.Registry;
import dev.narthex.StateSet;
import dev.narthex.Summary;
import dev.narthex.model.Buckets;
import dev.narthex.model.Descriptor;
import dev.narthex.model.Exemplar;
import dev.narthex.model.HistogramSnapshot;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import dev.narthex.model.Millis;
import org.junit.jupiter.api.Test;

/** What is compared, and what does not matter, between what is exposed and a text. */
class CompareTest {

  private final Registry registry = new Registry();

  @Test
  void neitherOrderNorSpellingNorIndentationMatter() {
    Family<Counter> requests = Counter.builder("requests_total")
        .help("Requests.")
        .labelNames("method", "code")
        .register(registry);
    requests.with("GET", "200").add(1_000_000);
    requests.with("PUT", "404").add(0.5);
    Gauge.builder("depth").help("Depth.").register(registry).set(-0.0);
    Histogram.builder("seconds").buckets(1).register(registry).observe(0.25);

    assertThat(registry).exposes("""

            # TYPE seconds histogram
            seconds_count 1
            seconds_bucket{le="+Inf"} 1.0
            seconds_bucket{le="1.0"} 1
            seconds_sum 25e-2

        \t# A comment.
            # TYPE requests_total counter
            # HELP requests_total Requests.
            requests_total{ code = "404", method = "PUT" , } .5
            requests_total{method="GET",code="200"} 1e6
            # HELP depth Depth.
            # TYPE depth gauge
            depth 0.0""");
  }

  @Test
  void noHelpAndAnEmptyOneAreTheSame() {
    Counter.builder("jobs_total").register(registry);

    assertThat(registry).exposes("# TYPE jobs_total counter\njobs_total 0\n");
    assertThat(registry).exposes("# HELP jobs_total \n# TYPE jobs_total counter\njobs_total 0\n");
  }

  @Test
  void aHelpOnOneSideOnlyMatters() {
    Counter.builder("jobs_total").help("Jobs.").register(registry);

    assertThatThrownBy(
            () -> assertThat(registry).exposes("# TYPE jobs_total counter\njobs_total 0\n"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("-# HELP jobs_total Jobs.\n");
  }

  @Test
  void timestampsMatter() {
    Descriptor size = Descriptor.of(MetricType.GAUGE, "pool_size", "");
    Collector collector = Collector.describing(size).collecting(sink -> {
      sink.family(size);
      sink.value(Labels.EMPTY, 3, 1_600_000_000_500L);
    });

    assertThat(collector).exposes("# TYPE pool_size gauge\npool_size 3 1600000000500\n");
    assertThat(collector).exposes("# TYPE pool_size gauge\npool_size 3.0 1600000000.500\n# EOF\n");
    assertThatThrownBy(() -> assertThat(collector).exposes("# TYPE pool_size gauge\npool_size 3\n"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("-pool_size 3 1600000000500\n+pool_size 3\n");
  }

  @Test
  void createdTimesDoNot() {
    Counter.builder("jobs_total").register(registry);

    assertThat(registry).exposes("""
        # TYPE jobs counter
        jobs_total 0
        jobs_created 17
        # EOF
        """);
  }

  @Test
  void whatText004CannotSayDoesNotMatterToIt() {
    Info.builder("build_info").register(registry).set("version", "1.2");
    StateSet.builder("mode", "on").register(registry);
    GaugeHistogram.builder("age_seconds")
        .unit("seconds")
        .register(registry)
        .set(HistogramSnapshot.counting(Buckets.of(1), 0.5, 4));
    Counter.builder("jobs_total").register(registry).incWithExemplar(Labels.of("id", "7"));

    assertThat(registry).exposes("""
        # TYPE build_info gauge
        build_info{version="1.2"} 1
        # TYPE mode gauge
        mode{mode="on"} 0
        # TYPE age_seconds histogram
        age_seconds_bucket{le="1"} 1
        age_seconds_bucket{le="+Inf"} 2
        age_seconds_sum 4.5
        age_seconds_count 2
        # TYPE jobs_total counter
        jobs_total 1
        """);
  }

  @Test
  void whatOpenMetricsSaysMattersToIt() {
    Info.builder("build_info").register(registry).set("version", "1.2");
    StateSet.builder("mode", "on").register(registry);
    GaugeHistogram.builder("age_seconds")
        .unit("seconds")
        .register(registry)
        .set(HistogramSnapshot.counting(Buckets.of(1), 0.5, 4));
    registry.register(Collector.describing(Descriptor.of(MetricType.COUNTER, "jobs_total", ""))
        .collecting(sink -> {
          sink.family(Descriptor.of(MetricType.COUNTER, "jobs_total", ""));
          sink.counter(
              Labels.EMPTY, 1, 0, new Exemplar(Labels.of("id", "7"), 1, 1500), Millis.NONE);
        }));
    Counter.builder("misnamed").register(registry);

    assertThat(registry).exposes("""
        # TYPE build info
        build_info{version="1.2"} 1
        # TYPE mode stateset
        mode{mode="on"} 0
        # TYPE age_seconds gaugehistogram
        # UNIT age_seconds seconds
        age_seconds_bucket{le="1"} 1
        age_seconds_bucket{le="+Inf"} 2
        age_seconds_gsum 4.5
        age_seconds_gcount 2
        # TYPE jobs counter
        jobs_total 1 # {id="7"} 1 1.5
        # TYPE misnamed unknown
        misnamed 0
        # EOF
        """);
    assertThatThrownBy(
            () -> assertThat(registry).strictlyOnly("jobs_total", "mode").exposes("""
        # TYPE mode gauge
        mode{mode="on"} 0
        # TYPE jobs counter
        jobs_total 1 # {id="8"} 1 1.5
        # EOF
        """))
        .isInstanceOf(AssertionError.class)
        .hasMessage("""
            What is exposed is not what was expected: 2 lines different
            --- exposed
            +++ expected
             # TYPE jobs counter
            -jobs_total 1.0 # {id="7"} 1.0 1.5
            +jobs_total 1.0 # {id="8"} 1.0 1.5
            -# TYPE mode stateset
            +# TYPE mode gauge
             mode{mode="on"} 0.0
            """);
  }

  @Test
  void namesInUtf8AreCompared() {
    Counter.builder("http.requests_total")
        .labelNames("http.method")
        .register(registry)
        .with("GET")
        .inc();

    assertThat(registry).exposes("""
        # TYPE "http.requests_total" counter
        {"http.requests_total","http.method"="GET"} 1
        """);
  }

  @Test
  void aLabelValueMayContainAnything() {
    Family<Gauge> strange = Gauge.builder("strange").labelNames("value").register(registry);
    strange.with("\r").set(1);
    strange.with("a\n\"b\" \\ {count:1}").set(2);

    assertThat(registry).exposes("""
        # TYPE strange gauge
        strange{value="\r"} 1
        strange{value="a\\n\\"b\\" \\\\ {count:1}"} 2
        """);
  }

  @Test
  void quantilesAndNaNAreCompared() {
    Summary.builder("size_bytes").objective(0.5, 0.01).register(registry);

    assertThat(registry).exposes("""
        # TYPE size_bytes summary
        size_bytes{quantile="0.50"} NaN
        size_bytes_sum 0
        size_bytes_count 0
        """);
  }

  @Test
  void aTextThatCannotBeReadIsAMistakeOfTheTest() {
    assertThatThrownBy(() -> assertThat(registry).exposes("jobs_total\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("The expected text cannot be read. line 1");
  }
}
