package dev.narthex.jvm;

import static dev.narthex.testing.MetricAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.Gauge;
import dev.narthex.Registry;
import dev.narthex.model.FamilySnapshot;
import dev.narthex.model.Labels;
import dev.narthex.support.Await;
import dev.narthex.testing.Exposition;
import dev.narthex.testing.reader.ExposedFamily;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;

/** What {@link JvmMetrics} promises: what is there by default, how it is chosen, how it ends. */
class JvmMetricsTest {

  private final Registry registry = Registry.pedantic();

  private void collectGarbage() {
    System.gc();
    Await.until(
        "the collection is counted",
        () -> Exposition.of(registry).seriesCount("jvm_gc_pause_seconds") > 0);
  }

  @Test
  void addsFewerThan150SeriesByDefault() {
    JvmMetrics.register(registry);
    collectGarbage();

    assertThat(Samples.count(Exposition.of(registry))).isBetween(80, 149);
  }

  @Test
  void leavesOutWhatIsNotDefined() {
    JvmMetrics.builder().with(JvmGroup.values()).register(registry);

    Exposition now = Exposition.of(registry);
    assertThat(now.value("jvm_memory_max_bytes", "area", "heap")).isPositive();
    assertThat(now).hasNoSeries("jvm_memory_max_bytes", "area", "nonheap");
    for (ExposedFamily family : now.families()) {
      assertThat(family.series())
          .as(family.name())
          .flatExtracting(Samples::of)
          .allSatisfy(value -> assertThat(value).isNotNegative().isNotNaN());
    }
  }

  @Test
  void hasNoFamilyWithoutHelp() {
    JvmMetrics.builder().with(JvmGroup.values()).register(registry);

    for (FamilySnapshot family : registry.snapshot()) {
      assertThat(family.descriptor().help()).as(family.name()).endsWith(".");
    }
  }

  @Test
  void hasTheGroupsThatAreOn() {
    JvmMetrics.builder()
        .without(JvmGroup.values())
        .with(JvmGroup.CLASSES, JvmGroup.DEADLOCKS)
        .register(registry);

    assertThat(registry)
        .hasSeriesCount(5)
        .hasFamilies(
            "jvm_classes_currently_loaded",
            "jvm_classes_loaded_total",
            "jvm_classes_unloaded_total",
            "jvm_threads_deadlocked",
            "jvm_threads_deadlocked_monitor");
  }

  @Test
  void letsTheLastRuleThatMatchesANameDecide() {
    JvmMetrics.builder()
        .allow(".*")
        .deny("jvm_.*|process_.*")
        .allow("jvm_threads_.*")
        .deny("jvm_threads_p.*")
        .deny("jvm_threads_(state|allocated_bytes_total)")
        .register(registry);

    assertThat(registry)
        .hasSeriesCount(5)
        .hasFamilies(
            "jvm_threads_current",
            "jvm_threads_daemon",
            "jvm_threads_deadlocked",
            "jvm_threads_deadlocked_monitor",
            "jvm_threads_started_total");
  }

  @Test
  void letsARuleMatchWholeNamesOnly() {
    JvmMetrics.builder().without(JvmGroup.values()).allow("jvm_classes").register(registry);

    assertThat(registry).exposes("");
  }

  @Test
  void deniesSingleFamiliesOfEachGroup() {
    String some = "process_open_fds|jvm_gc_pause_seconds|jvm_memory_pool_allocated_bytes_total"
        + "|jvm_native_memory_reserved_bytes|jvm_gc_collection_seconds|jvm_memory_used_bytes";
    JvmMetrics.builder().with(JvmGroup.values()).deny(some).register(registry);

    assertThat(registry.snapshot())
        .extracting(FamilySnapshot::name)
        .contains("process_max_fds", "jvm_memory_max_bytes", "jvm_native_memory_committed_bytes")
        .noneMatch(name -> name.matches(some));
  }

  @Test
  void refusesARuleThatIsNoRegularExpression() {
    JvmMetrics.Builder builder = JvmMetrics.builder();

    assertThatThrownBy(() -> builder.allow("(")).isInstanceOf(PatternSyntaxException.class);
    assertThatThrownBy(() -> builder.deny("[")).isInstanceOf(PatternSyntaxException.class);

    builder.register(registry);
    assertThat(registry).hasFamilies("jvm_threads_current");
  }

  @Test
  void refusesNumbersOfCausesThatCannotBe() {
    JvmMetrics.Builder builder = JvmMetrics.builder();

    assertThatThrownBy(() -> builder.gcCauses(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "gcCauses(-1) is not within 0 to 80. Pass as many causes as you want to tell apart.");
    assertThatThrownBy(() -> builder.gcCauses(81)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tellsNoCausesApartIfSoWished() {
    JvmMetrics.builder().gcCauses(0).register(registry);

    collectGarbage();

    assertThat(Samples.series(Exposition.of(registry).only("jvm_gc_pause_seconds")))
        .isNotEmpty()
        .allSatisfy(series -> assertThat(series.labels()).containsEntry("cause", "other"));
  }

  @Test
  void registersAllOrNothing() {
    Gauge.builder("jvm_threads_peak").help("Mine.").register(registry).set(7);

    assertThatThrownBy(() -> JvmMetrics.register(registry))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("jvm_threads_peak");
    assertThat(registry).hasSeriesCount(1).hasValue(7, "jvm_threads_peak");

    JvmMetrics.builder().deny("jvm_threads_peak").register(registry);
    assertThat(registry).hasValue(7, "jvm_threads_peak").hasFamilies("jvm_threads_current");
  }

  @Test
  void cannotBeRegisteredTwice() {
    JvmMetrics.register(registry);

    assertThatThrownBy(() -> JvmMetrics.register(registry))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(registry).hasFamilies("process_cpu_seconds_total");
  }

  @Test
  void mayBeRegisteredWithAViewAndLeaveItAgain() {
    JvmMetrics metrics = JvmMetrics.register(registry.withLabels(Labels.of("app", "shop")));
    assertThat(Exposition.of(registry).value("jvm_threads_peak", "app", "shop")).isPositive();

    metrics.close();

    assertThat(registry).exposes("");
  }

  @Test
  void leavesTheRegistryWhenItIsClosed() {
    JvmMetrics metrics = JvmMetrics.register(registry);

    metrics.close();
    metrics.close();

    assertThat(registry).exposes("");
    JvmMetrics.register(registry);
    assertThat(registry).hasFamilies("jvm_threads_current");
  }

  @Test
  void endsWithTheRegistry() {
    Registry own = new Registry();
    JvmMetrics metrics = JvmMetrics.register(own);

    own.close();
    metrics.close();

    assertThat(own).exposes("");
  }
}
