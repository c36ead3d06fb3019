package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.model.Buckets;
import dev.narthex.model.Descriptor;
import dev.narthex.model.HistogramSnapshot;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import dev.narthex.model.Quantiles;
import dev.narthex.model.SummarySnapshot;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a scrape does with a collector that writes something wrong: it leaves out what is wrong, says
 * so, and keeps all the rest.
 */
class ForeignCollectorTest {

  private final Registry registry = new Registry();

  @BeforeEach
  void registerOneThatIsRight() {
    Gauge.builder("right").register(registry).set(1);
  }

  private static Descriptor gauge(String name) {
    return Descriptor.of(MetricType.GAUGE, name, "");
  }

  private void write(Consumer<MetricSink> writing) {
    registry.register(WrittenCollector.undeclared(writing));
  }

  private void assertGathered(String expected) {
    String right = """
        right gauge ""
          {} 1.0
        """;
    assertThat(Transcript.of(registry).replace(right, "")).isEqualTo(expected);
    assertThat(Transcript.of(registry)).contains(right);
  }

  @Test
  void aSampleBeforeAnyFamilyIsRefused() {
    write(sink -> sink.counter(Labels.EMPTY, 1));
    write(sink -> sink.value(Labels.EMPTY, 1));
    write(sink ->
        sink.histogram(Labels.EMPTY, HistogramSnapshot.of(Buckets.of(), new long[] {1}, 1)));
    write(sink ->
        sink.summary(Labels.EMPTY, SummarySnapshot.of(Quantiles.NONE, new double[0], 1, 1)));

    assertGathered("""
        ! WrittenCollector: collect() threw java.lang.IllegalStateException: counter(…) was called \
        before family(…). Say first which family the sample belongs to.
        ! WrittenCollector: collect() threw java.lang.IllegalStateException: value(…) was called \
        before family(…). Say first which family the sample belongs to.
        ! WrittenCollector: collect() threw java.lang.IllegalStateException: histogram(…) was called \
        before family(…). Say first which family the sample belongs to.
        ! WrittenCollector: collect() threw java.lang.IllegalStateException: summary(…) was called \
        before family(…). Say first which family the sample belongs to.
        """);
  }

  @Test
  void aFamilyDoesNotGoOnInTheNextCollector() {
    write(sink -> {
      sink.family(gauge("g"));
      sink.value(Labels.of("x", "1"), 1);
    });
    write(sink -> sink.value(Labels.of("x", "2"), 2));

    assertGathered("""
        g gauge ""
          {x="1"} 1.0
        ! WrittenCollector: collect() threw java.lang.IllegalStateException: value(…) was called \
        before family(…). Say first which family the sample belongs to.
        """);
  }

  @Test
  void aSampleOfAnotherTypeThanItsFamilyIsRefused() {
    write(sink -> {
      sink.family(gauge("g"));
      sink.value(Labels.EMPTY, 1);
      sink.counter(Labels.of("x", "1"), 1);
    });
    write(sink -> {
      sink.family(Descriptor.of(MetricType.COUNTER, "c_total", ""));
      sink.value(Labels.EMPTY, 1);
    });
    write(sink -> {
      sink.family(Descriptor.of(MetricType.UNTYPED, "u", ""));
      sink.histogram(Labels.EMPTY, HistogramSnapshot.of(Buckets.of(), new long[] {1}, 1));
    });
    write(sink -> {
      sink.family(Descriptor.of(MetricType.HISTOGRAM, "h", ""));
      sink.summary(Labels.EMPTY, SummarySnapshot.of(Quantiles.NONE, new double[0], 1, 1));
    });

    assertGathered("""
        g gauge ""
          {} 1.0
        ! WrittenCollector: collect() threw java.lang.IllegalStateException: g is a family of type \
        GAUGE but counter(…) was called. Call the method of its type, or describe it as COUNTER.
        ! WrittenCollector: collect() threw java.lang.IllegalStateException: c_total is a family of \
        type COUNTER but value(…) was called. Call the method of its type, or describe it as GAUGE.
        ! WrittenCollector: collect() threw java.lang.IllegalStateException: u is a family of type \
        UNTYPED but histogram(…) was called. Call the method of its type, or describe it as \
        HISTOGRAM.
        ! WrittenCollector: collect() threw java.lang.IllegalStateException: h is a family of type \
        HISTOGRAM but summary(…) was called. Call the method of its type, or describe it as SUMMARY.
        """);
  }

  @Test
  void nullIsRefusedWhereItIsWritten() {
    write(sink -> sink.family(null));
    write(sink -> {
      sink.family(gauge("g"));
      sink.value(Labels.of("x", "1"), 1);
      sink.value(null, 1);
    });
    write(sink -> {
      sink.family(gauge("g"));
      sink.value(null, 1);
    });
    write(sink -> {
      sink.family(Descriptor.of(MetricType.HISTOGRAM, "h", ""));
      sink.histogram(null, HistogramSnapshot.of(Buckets.of(), new long[] {1}, 1));
    });
    write(sink -> {
      sink.family(Descriptor.of(MetricType.SUMMARY, "s", ""));
      sink.summary(Labels.EMPTY, null);
    });
    write(sink -> {
      sink.family(Descriptor.of(MetricType.COUNTER, "c_total", ""));
      sink.counter(null, 1);
    });

    String transcript = Transcript.of(registry);

    assertThat(transcript).startsWith("""
        g gauge ""
          {x="1"} 1.0
        right gauge ""
          {} 1.0
        ! WrittenCollector: collect() threw java.lang.NullPointerException""");
    assertThat(transcript.lines().filter(line -> line.startsWith("! "))).hasSize(6);
  }

  @Test
  void aSeriesThatComesTwiceIsKeptOnceAndTheFirstTime() {
    write(sink -> {
      sink.family(gauge("g"));
      sink.value(Labels.of("x", "2"), 1);
      sink.value(Labels.of("x", "1"), 2);
      sink.value(Labels.of("x", "2"), 3);
      sink.value(Labels.of("x", "2"), 4, 1000);
      sink.value(Labels.of("x", "2"), 5, 1000);
      sink.value(Labels.of("x", "2"), 6);
    });
    write(sink -> {
      sink.family(gauge("g"));
      sink.value(Labels.of("x", "1"), 7);
    });
    String twice = " was collected twice; the first value was kept. A series must have labels of"
        + " its own.\n";

    assertGathered("""
        g gauge ""
          {x="1"} 2.0
          {x="2"} 4.0 @1000
          {x="2"} 1.0
        """
        + "! WrittenCollector: g{x=\"1\"}" + twice
        + "! WrittenCollector: g{x=\"2\"}" + twice
        + "! WrittenCollector: g{x=\"2\"}" + twice
        + "! WrittenCollector: g{x=\"2\"}" + twice);
  }

  @Test
  void aSeriesOfAMetricIsKeptBeforeOneThatACollectorWrites() {
    write(sink -> {
      sink.family(gauge("right"));
      sink.value(Labels.EMPTY, 99);
      sink.value(Labels.of("x", "1"), 2);
    });

    assertThat(Transcript.of(registry)).isEqualTo("""
        right gauge ""
          {} 1.0
          {x="1"} 2.0
        ! WrittenCollector: right{} was collected twice; the first value was kept. A series must \
        have labels of its own.
        """);
  }

  @Test
  void aFamilyOfAnotherTypeHelpOrUnitThanBeforeIsLeftOut() {
    write(sink -> {
      sink.family(Descriptor.of(MetricType.GAUGE, "g", "Help."));
      sink.value(Labels.of("x", "1"), 1);
      sink.family(Descriptor.of(MetricType.GAUGE, "g", "Other."));
      sink.value(Labels.of("x", "2"), 2);
      sink.family(Descriptor.of(MetricType.COUNTER, "g", "Help."));
      sink.counter(Labels.of("x", "3"), 3);
      sink.family(
          Descriptor.builder(MetricType.GAUGE, "g").help("Help.").unit("bytes").build());
      sink.value(Labels.of("x", "4"), 4);
      sink.family(Descriptor.builder(MetricType.GAUGE, "g")
          .help("Help.")
          .labelNames("x")
          .build());
      sink.value(Labels.of("x", "5"), 5); // other labels in one family do no harm
    });
    String leftOut = "! WrittenCollector: g was left out, because it was collected before with the"
        + " type GAUGE, the help \"Help.\" and the unit \"\" but now has the type ";
    String mend = " Make them alike, or give one another name.\n";

    assertGathered("""
        g gauge "Help."
          {x="1"} 1.0
          {x="5"} 5.0
        """
        + leftOut + "GAUGE, the help \"Other.\" and the unit \"\"." + mend
        + leftOut + "COUNTER, the help \"Help.\" and the unit \"\"." + mend
        + leftOut + "GAUGE, the help \"Help.\" and the unit \"bytes\"." + mend);
  }

  @Test
  void aFamilyThatAgreesNotWithAMetricIsLeftOutAndTheMetricStays() {
    write(sink -> {
      sink.family(Descriptor.of(MetricType.GAUGE, "right", "Another help."));
      sink.value(Labels.of("x", "1"), 2);
    });

    assertGathered("""
        ! WrittenCollector: right was left out, because it was collected before with the type GAUGE, \
        the help "" and the unit "" but now has the type GAUGE, the help "Another help." and the unit \
        "". Make them alike, or give one another name.
        """);
  }

  @Test
  void aSeriesWithTheLabelThatItsTypeWritesItselfIsLeftOut() {
    write(sink -> {
      sink.family(Descriptor.of(MetricType.HISTOGRAM, "h", ""));
      HistogramSnapshot histogram = HistogramSnapshot.of(Buckets.of(), new long[] {1}, 1);
      sink.histogram(Labels.of("le", "1"), histogram);
      sink.histogram(Labels.of("quantile", "1"), histogram);
      sink.family(Descriptor.of(MetricType.SUMMARY, "s", ""));
      SummarySnapshot summary = SummarySnapshot.of(Quantiles.NONE, new double[0], 1, 1);
      sink.summary(Labels.of("le", "1"), summary);
      sink.summary(Labels.of("a", "b", "quantile", "1"), summary);
      sink.family(gauge("g"));
      sink.value(Labels.of("le", "1", "quantile", "1"), 1);
    });

    assertGathered("""
        g gauge ""
          {le="1", quantile="1"} 1.0
        h histogram ""
          {quantile="1"} Infinity:1 sum 1.0
        s summary ""
          {le="1"} count 1 sum 1.0
        ! WrittenCollector: h{le="1"} was left out, because a histogram cannot have a label "le": it \
        writes that label itself.
        ! WrittenCollector: s{a="b", quantile="1"} was left out, because a summary cannot have a label \
        "quantile": it writes that label itself.
        """);
  }

  @Test
  void aFamilyThatClashesWithARegisteredHistogramIsLeftOut() {
    Histogram.builder("size").buckets().register(registry);
    write(sink -> {
      sink.family(gauge("size_count"));
      sink.value(Labels.EMPTY, 1);
      sink.family(gauge("size_total"));
      sink.value(Labels.EMPTY, 2);
    });

    assertGathered("""
        size histogram ""
          {} Infinity:0 sum 0.0
        size_total gauge ""
          {} 2.0
        ! WrittenCollector: size_count was left out, because it clashes with size: one of them is a \
        histogram or summary and writes samples under the other's name. Give one of them another name.
        """);
  }

  @Test
  void aHistogramThatClashesWithARegisteredFamilyIsLeftOut() {
    Gauge.builder("size_bucket").register(registry);
    write(sink -> {
      sink.family(Descriptor.of(MetricType.HISTOGRAM, "size", ""));
      sink.histogram(Labels.EMPTY, HistogramSnapshot.of(Buckets.of(), new long[] {1}, 1));
    });

    assertGathered("""
        size_bucket gauge ""
          {} 0.0
        ! WrittenCollector: size was left out, because it clashes with size_bucket: one of them is a \
        histogram or summary and writes samples under the other's name. Give one of them another name.
        """);
  }

  @Test
  void ofTwoCollectorsWhoseFamiliesClashTheFirstIsRight() {
    write(sink -> {
      sink.family(gauge("size_sum"));
      sink.value(Labels.EMPTY, 1);
      sink.family(Descriptor.of(MetricType.SUMMARY, "length", ""));
      sink.summary(Labels.EMPTY, SummarySnapshot.of(Quantiles.NONE, new double[0], 1, 1));
    });
    write(sink -> {
      sink.family(Descriptor.of(MetricType.HISTOGRAM, "size", ""));
      sink.histogram(Labels.EMPTY, HistogramSnapshot.of(Buckets.of(), new long[] {1}, 1));
      sink.family(gauge("length_count"));
      sink.value(Labels.EMPTY, 1);
      sink.family(gauge("length_bucket"));
      sink.value(Labels.EMPTY, 1);
    });
    String reason = ": one of them is a histogram or summary and writes samples under the other's"
        + " name. Give one of them another name.\n";

    assertGathered("""
        length summary ""
          {} count 1 sum 1.0
        length_bucket gauge ""
          {} 1.0
        size_sum gauge ""
          {} 1.0
        ! WrittenCollector: length_count was left out, because it clashes with length"""
        + reason
        + "! WrittenCollector: size was left out, because it clashes with size_sum"
        + reason);
  }

  @Test
  void aFamilyWithoutSeriesClashesWithNothing() {
    write(sink -> {
      sink.family(gauge("size_sum"));
      sink.family(Descriptor.of(MetricType.HISTOGRAM, "size", ""));
      sink.histogram(Labels.EMPTY, HistogramSnapshot.of(Buckets.of(), new long[] {1}, 1));
      sink.family(Descriptor.of(MetricType.COUNTER, "right", "Other."));
    });

    assertGathered("""
        size histogram ""
          {} Infinity:1 sum 1.0
        """);
  }

  @Test
  void aLabelThatTheViewAddsToItIsRefused() {
    registry.withLabels(Labels.of("zone", "a")).register(WrittenCollector.undeclared(sink -> {
      sink.family(gauge("g"));
      sink.value(Labels.of("x", "1"), 1);
      sink.value(Labels.of("zone", "b"), 2);
    }));

    assertGathered("""
        g gauge ""
          {x="1", zone="a"} 1.0
        ! WrittenCollector: collect() threw java.lang.IllegalArgumentException: Label "zone" is given \
        twice. A series has each label once.
        """);
  }
}
