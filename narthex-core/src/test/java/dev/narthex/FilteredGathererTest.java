package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.model.Buckets;
import dev.narthex.model.Descriptor;
import dev.narthex.model.FamilySnapshot;
import dev.narthex.model.HistogramSnapshot;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import dev.narthex.model.Quantiles;
import dev.narthex.model.SummarySnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link Gatherer#filtered} promises: some families, and no work for the others. */
class FilteredGathererTest {

  private static final Descriptor A =
      Descriptor.builder(MetricType.GAUGE, "a").constLabel("own", "no").build();
  private static final Descriptor B = Descriptor.of(MetricType.GAUGE, "b", "");
  private static final Predicate<String> ONLY_A = "a"::equals;

  private final Registry registry = new Registry();
  private final List<String> called = new ArrayList<>();

  private Collector declared(String name, Descriptor... families) {
    return Collector.describing(families).collecting(sink -> write(name, sink, families));
  }

  private Collector undeclared(String name, Descriptor... families) {
    return sink -> write(name, sink, families);
  }

  private void write(String name, MetricSink sink, Descriptor... families) {
    called.add(name);
    for (Descriptor family : families) {
      sink.family(family);
      sink.value(Labels.of("by", name), 1);
    }
  }

  @BeforeEach
  void registerEachKindOfCollector() {
    registry.register(declared("declares a", A));
    registry.register(undeclared("says nothing", A, B));
    Gauge.builder("a").constLabel("own", "a").register(registry);
    Gauge.builder("c")
        .callback(() -> {
          called.add("c");
          return 1;
        })
        .register(registry);
    Gauge.builder("d").register(registry);
  }

  @Test
  void writesTheFamiliesWhoseNamesPass() {
    assertThat(Transcript.of(registry.filtered(ONLY_A))).isEqualTo("""
        a gauge ""
          {own="a"} 0.0
          {by="declares a"} 1.0
          {by="says nothing"} 1.0
        """);
    assertThat(Transcript.of(registry.filtered("b"::equals))).isEqualTo("""
        b gauge ""
          {by="says nothing"} 1.0
        """);
    assertThat(Transcript.of(registry.filtered(name -> true))).isEqualTo(Transcript.of(registry));
    assertThat(Transcript.of(registry.filtered(name -> false))).isEmpty();
  }

  @Test
  void callsNoCollectorThatDescribesOnlyOthers() {
    registry.filtered(ONLY_A).snapshot();
    assertThat(called).containsExactlyInAnyOrder("declares a", "says nothing");

    called.clear();
    registry.filtered(Set.of("c", "d")::contains).snapshot();
    assertThat(called).containsExactlyInAnyOrder("c", "says nothing");
  }

  @Test
  void doesNotEvenStreamMetricsOfOtherNames() {
    Registry own = new Registry();
    Gauge.builder("a").register(own).set(1);
    Gauge.builder("b").register(own).set(2);

    assertThat(Transcript.of(own.filtered(ONLY_A))).isEqualTo("""
        a gauge ""
          {} 1.0
        """);
  }

  @Test
  void asksTheFilterForTheNamesThatAreExposed() {
    Registry own = new Registry();
    own.withPrefix("shop_").register(undeclared("view", A, B));
    own.register(undeclared("wrapped", A, B).withPrefix("cart_"));
    Counter.builder("jobs_total").register(own);

    assertThat(Transcript.of(own.filtered(Set.of("shop_a", "cart_b", "jobs_total", "a")::contains)))
        .isEqualTo("""
            cart_b gauge ""
              {by="wrapped"} 1.0
            jobs_total counter ""
              {} 0.0
            shop_a gauge ""
              {by="view"} 1.0
            """);
  }

  @Test
  void tellsNoFailureOfFamiliesThatWereNotAskedFor() {
    Registry own = new Registry();
    own.register(undeclared("twice", A, B, B));
    own.register(declared("fails", Descriptor.of(MetricType.GAUGE, "c", "")).withPrefix(""));
    own.register(Collector.describing(B).collecting(sink -> {
      throw new IllegalStateException("closed");
    }));

    assertThat(Transcript.of(own.filtered(ONLY_A))).isEqualTo("""
        a gauge ""
          {by="twice"} 1.0
        """);
    assertThat(Transcript.of(own.filtered("b"::equals))).startsWith("""
        b gauge ""
          {by="twice"} 1.0
        ! FilteredGathererTest (b): collect() threw java.lang.IllegalStateException: closed
        """);
  }

  @Test
  void stillTellsASampleThatComesBeforeItsFamily() {
    Registry own = new Registry();
    own.register(WrittenCollector.undeclared(sink -> sink.value(Labels.EMPTY, 1)));

    assertThat(Transcript.of(own.filtered(ONLY_A)))
        .startsWith(
            "! WrittenCollector: collect() threw java.lang.IllegalStateException: value(…)");
  }

  @Test
  void leavesOutEachTypeOfSample() {
    Registry own = new Registry();
    own.register(sink -> {
      sink.family(Descriptor.of(MetricType.COUNTER, "c_total", ""));
      sink.counter(Labels.EMPTY, 1);
      sink.family(Descriptor.of(MetricType.HISTOGRAM, "h", ""));
      sink.histogram(Labels.EMPTY, HistogramSnapshot.of(Buckets.of(), new long[] {1}, 1));
      sink.family(Descriptor.of(MetricType.SUMMARY, "s", ""));
      sink.summary(Labels.EMPTY, SummarySnapshot.of(Quantiles.NONE, new double[0], 1, 1));
      sink.family(Descriptor.of(MetricType.UNTYPED, "u", ""));
      sink.value(Labels.EMPTY, 1);
    });

    for (String name : List.of("c_total", "h", "s", "u")) {
      assertThat(own.filtered(name::equals).snapshot())
          .extracting(FamilySnapshot::name)
          .containsExactly(name);
    }
    assertThat(own.filtered("x"::equals).snapshot()).isEmpty();
  }

  @Test
  void filtersMergedRegistriesWithoutCallingOthers() {
    Registry other = new Registry();
    other.register(declared("other b", B));
    other.register(declared("other a", A));
    Gatherer merged = Gatherer.merged(registry, other);

    assertThat(Transcript.of(merged.filtered(ONLY_A))).isEqualTo("""
        a gauge ""
          {own="a"} 0.0
          {by="declares a"} 1.0
          {by="other a"} 1.0
          {by="says nothing"} 1.0
        """);
    assertThat(called).containsExactlyInAnyOrder("declares a", "other a", "says nothing");
  }

  @Test
  void filtersAnyGathererThatPeopleWrite() {
    Gatherer written = sink -> write("written", sink, A, B);

    assertThat(Transcript.of(written.filtered(ONLY_A))).isEqualTo("""
        a gauge ""
          {by="written"} 1.0
        """);
  }

  @Test
  void takesAnotherFilterForEachScrape() {
    Transcript transcript = new Transcript();

    registry.gather(transcript, "d"::equals);
    Gatherer.merged(registry).gather(transcript, "c"::equals);

    assertThat(transcript.text()).isEqualTo("""
        d gauge ""
          {} 0.0
        c gauge ""
          {} 1.0
        """);
  }

  @Test
  void writesWhatPassesEachOfSeveralFilters() {
    Gatherer filtered = registry.filtered(Set.of("a", "b")::contains);

    assertThat(filtered.filtered(Set.of("b", "c")::contains).snapshot())
        .extracting(FamilySnapshot::name)
        .containsExactly("b");
  }

  @Test
  void refusesNull() {
    assertThatThrownBy(() -> registry.filtered(null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> registry.gather(new IgnoringSink(), null))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> Gatherer.merged(registry).gather(new IgnoringSink(), null))
        .isInstanceOf(NullPointerException.class);
  }
}
