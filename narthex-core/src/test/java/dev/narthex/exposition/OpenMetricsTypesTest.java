package dev.narthex.exposition;

import static dev.narthex.exposition.EscapingScheme.ALLOW_UTF_8;
import static dev.narthex.exposition.EscapingScheme.UNDERSCORES;
import static dev.narthex.exposition.EscapingScheme.VALUES;
import static dev.narthex.exposition.Exposed.bytes;
import static dev.narthex.exposition.Exposed.openMetrics;
import static dev.narthex.exposition.Exposed.openMetricsWithCreated;
import static dev.narthex.exposition.Exposed.registry;
import static dev.narthex.exposition.Exposed.text;
import static dev.narthex.exposition.ExpositionFormat.PROTOBUF;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.TextFormat;
import dev.narthex.Collector;
import dev.narthex.GaugeHistogram;
import dev.narthex.Info;
import dev.narthex.MetricSink;
import dev.narthex.StateSet;
import dev.narthex.model.Buckets;
import dev.narthex.model.Descriptor;
import dev.narthex.model.Exemplar;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import dev.narthex.model.Millis;
import dev.narthex.testproto.MetricFamily;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The types that OpenMetrics alone knows in full (OpenMetrics 1.0.0, sections "Info", "StateSet",
 * "GaugeHistogram"), and what the other formats make of them.
 */
class OpenMetricsTypesTest {

  private static final Descriptor BUILD =
      Descriptor.of(MetricType.INFO, "build_info", "What runs.");
  private static final Descriptor MODE =
      Descriptor.builder(MetricType.STATESET, "mode").labelNames("zone").build();
  private static final Descriptor AGES = Descriptor.builder(
          MetricType.GAUGE_HISTOGRAM, "age_seconds")
      .help("Age of jobs.")
      .unit("seconds")
      .build();

  private static void collect(MetricSink sink) {
    sink.family(BUILD);
    sink.value(Labels.of("version", "1.4"), 1);
    sink.family(MODE);
    sink.value(Labels.of("mode", "on", "zone", "a"), 1);
    sink.value(Labels.of("mode", "off", "zone", "a"), 0, 1_234_567_890L);
    sink.family(AGES);
    sink.histogram(
        Labels.of("queue", "mail"),
        new GivenHistogram(
            Buckets.of(1),
            List.of(2L, 1L),
            4.5,
            ShopMetrics.CREATED_MILLIS,
            Map.of(0, new Exemplar(Labels.of("id", "7"), 0.5, Millis.NONE))));
  }

  @Test
  void openMetricsHasThemInFull() {
    assertThat(openMetrics(UNDERSCORES, OpenMetricsTypesTest::collect)).isEqualTo("""
        # HELP age_seconds Age of jobs.
        # TYPE age_seconds gaugehistogram
        # UNIT age_seconds seconds
        age_seconds_bucket{queue="mail",le="1.0"} 2 # {id="7"} 0.5
        age_seconds_bucket{queue="mail",le="+Inf"} 3
        age_seconds_gsum{queue="mail"} 4.5
        age_seconds_gcount{queue="mail"} 3
        # HELP build What runs.
        # TYPE build info
        build_info{version="1.4"} 1.0
        # TYPE mode stateset
        mode{mode="off",zone="a"} 0.0 1.23456789e+06
        mode{mode="on",zone="a"} 1.0
        # EOF
        """);
  }

  @Test
  void aGaugeHistogramHasNoCreatedTime() {
    assertThat(openMetricsWithCreated(UNDERSCORES, OpenMetricsTypesTest::collect))
        .isEqualTo(openMetrics(UNDERSCORES, OpenMetricsTypesTest::collect));
  }

  @Test
  void textShowsThemAsTheNearestTypeItKnows() {
    assertThat(text(UNDERSCORES, OpenMetricsTypesTest::collect)).isEqualTo("""
        # HELP age_seconds Age of jobs.
        # TYPE age_seconds histogram
        age_seconds_bucket{queue="mail",le="1"} 2
        age_seconds_bucket{queue="mail",le="+Inf"} 3
        age_seconds_sum{queue="mail"} 4.5
        age_seconds_count{queue="mail"} 3
        # HELP build_info What runs.
        # TYPE build_info gauge
        build_info{version="1.4"} 1
        # TYPE mode gauge
        mode{mode="off",zone="a"} 0 1234567890
        mode{mode="on",zone="a"} 1
        """);
  }

  @Test
  void protobufKnowsGaugeHistogramsAndShowsTheOthersAsGauges() throws IOException {
    byte[] delimited = bytes(PROTOBUF, UNDERSCORES, registry(OpenMetricsTypesTest::collect));

    assertThat(asText(delimited)).isEqualTo("""
        name: "age_seconds"
        help: "Age of jobs."
        type: GAUGE_HISTOGRAM
        metric {
          label {
            name: "queue"
            value: "mail"
          }
          histogram {
            sample_count: 3
            sample_sum: 4.5
            bucket {
              cumulative_count: 2
              upper_bound: 1.0
              exemplar {
                label {
                  name: "id"
                  value: "7"
                }
                value: 0.5
              }
            }
          }
        }
        unit: "seconds"

        name: "build_info"
        help: "What runs."
        type: GAUGE
        metric {
          label {
            name: "version"
            value: "1.4"
          }
          gauge {
            value: 1.0
          }
        }

        name: "mode"
        type: GAUGE
        metric {
          label {
            name: "mode"
            value: "off"
          }
          label {
            name: "zone"
            value: "a"
          }
          gauge {
            value: 0.0
          }
          timestamp_ms: 1234567890
        }
        metric {
          label {
            name: "mode"
            value: "on"
          }
          label {
            name: "zone"
            value: "a"
          }
          gauge {
            value: 1.0
          }
        }
        """);
  }

  private static String asText(byte[] delimited) throws IOException {
    List<String> families = new ArrayList<>();
    InputStream input = new ByteArrayInputStream(delimited);
    for (MetricFamily family = MetricFamily.parseDelimitedFrom(input);
        family != null;
        family = MetricFamily.parseDelimitedFrom(input)) {
      families.add(TextFormat.printer().printToString(family));
    }
    return String.join("\n", families);
  }

  @Test
  void namesOfAnyAlphabetAreEscapedBeforeTheSuffixIsTakenOff() {
    Info build = Info.builder("shop.build_info").build();
    build.set("git.revision", "9f3c");

    assertThat(openMetrics(UNDERSCORES, build)).isEqualTo("""
        # TYPE shop_build info
        shop_build_info{git_revision="9f3c"} 1.0
        # EOF
        """);
    assertThat(openMetrics(ALLOW_UTF_8, build)).isEqualTo("""
        # TYPE "shop.build" info
        {"shop.build_info","git.revision"="9f3c"} 1.0
        # EOF
        """);
  }

  @Test
  void theLabelOfAStateIsEscapedLikeTheFamily() {
    StateSet<String> mode = StateSet.builder("shop.mode", "on").build();

    assertThat(openMetrics(VALUES, mode)).isEqualTo("""
        # TYPE U__shop_2e_mode stateset
        U__shop_2e_mode{U__shop_2e_mode="on"} 0.0
        # EOF
        """);
    assertThat(openMetrics(ALLOW_UTF_8, mode)).isEqualTo("""
        # TYPE "shop.mode" stateset
        {"shop.mode","shop.mode"="on"} 0.0
        # EOF
        """);
  }

  @ParameterizedTest
  @EnumSource
  void whateverNamesAStateSetNamesItsLabelAlike(EscapingScheme escaping) {
    for (String name : new String[] {"mode", "a.b", "1st", "花火 mode", "a__b", "U__x", "\"\\\n"}) {
      assertThat(escaping.labelName(name)).isEqualTo(escaping.metricName(name));
    }
  }

  @Test
  void anEmptyGaugeHistogramHasItsLines() {
    Collector empty = GaugeHistogram.builder("age").build();

    assertThat(openMetrics(UNDERSCORES, empty)).isEqualTo("""
        # TYPE age gaugehistogram
        age_bucket{le="+Inf"} 0
        age_gsum 0.0
        age_gcount 0
        # EOF
        """);
  }
}
