package dev.narthex.jvm;

import static dev.narthex.testing.MetricAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.Registry;
import dev.narthex.model.Descriptor;
import dev.narthex.model.FamilySnapshot;
import dev.narthex.support.Await;
import dev.narthex.testing.Exposition;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Under OpenTelemetry's names stand the families of its semantic conventions for the JVM, stable and in
 * development, as Prometheus spells them.
 */
class OpenTelemetryNamesTest {

  private final Registry registry = Registry.pedantic();

  @BeforeEach
  void register() {
    JvmMetrics.builder().openTelemetryNames().register(registry);
    System.gc();
    Await.until(
        "the collection is counted",
        () -> Exposition.of(registry).seriesCount("jvm_gc_duration_seconds") > 0);
  }

  @Test
  void hasTheFamiliesOfTheConventions() {
    Map<String, String> families = new TreeMap<>();
    for (FamilySnapshot family : registry.snapshot()) {
      Descriptor descriptor = family.descriptor();
      families.put(descriptor.name(), descriptor.type() + " " + descriptor.labelNames());
    }

    assertThat(families)
        .containsEntry("jvm_memory_used_bytes", "GAUGE [jvm_memory_type, jvm_memory_pool_name]")
        .containsEntry(
            "jvm_memory_committed_bytes", "GAUGE [jvm_memory_type, jvm_memory_pool_name]")
        .containsEntry("jvm_memory_limit_bytes", "GAUGE [jvm_memory_type, jvm_memory_pool_name]")
        .containsEntry("jvm_memory_init_bytes", "GAUGE [jvm_memory_type, jvm_memory_pool_name]")
        .containsEntry(
            "jvm_memory_used_after_last_gc_bytes", "GAUGE [jvm_memory_type, jvm_memory_pool_name]")
        .containsEntry("jvm_gc_duration_seconds", "HISTOGRAM [jvm_gc_name, jvm_gc_action]")
        .containsEntry("jvm_thread_count", "GAUGE [jvm_thread_daemon, jvm_thread_state]")
        .containsEntry("jvm_class_loaded_total", "COUNTER []")
        .containsEntry("jvm_class_unloaded_total", "COUNTER []")
        .containsEntry("jvm_class_count", "GAUGE []")
        .containsEntry("jvm_cpu_count", "GAUGE []")
        .containsEntry("jvm_cpu_time_seconds_total", "COUNTER []")
        .containsEntry("jvm_cpu_recent_utilization_ratio", "GAUGE []")
        .containsEntry("jvm_buffer_memory_used_bytes", "GAUGE [jvm_buffer_pool_name]")
        .containsEntry("jvm_buffer_memory_limit_bytes", "GAUGE [jvm_buffer_pool_name]")
        .containsEntry("jvm_buffer_count", "GAUGE [jvm_buffer_pool_name]");
  }

  @Test
  void hasNothingTwiceUnderAnotherName() {
    assertThat(registry.snapshot())
        .extracting(FamilySnapshot::name)
        .noneMatch(name -> name.matches("jvm_memory_(pool|max)_(?!allocated).*"
            + "|jvm_gc_(collection|pause|cycle)_.*|jvm_threads_(current|daemon|state)"
            + "|jvm_classes_.*|jvm_buffer_pool_.*"));
  }

  @Test
  void tellsTheSameNumbers() {
    Registry other = Registry.pedantic();
    JvmMetrics.register(other);

    Exposition now = Exposition.of(registry);

    assertThat(now.value(
            "jvm_memory_limit_bytes",
            "jvm_memory_pool_name",
            "G1 Old Gen",
            "jvm_memory_type",
            "heap"))
        .isEqualTo(Exposition.of(other).value("jvm_memory_pool_max_bytes", "pool", "G1 Old Gen"))
        .isPositive();
    assertThat(now).hasValue(Runtime.getRuntime().availableProcessors(), "jvm_cpu_count");
    assertThat(Samples.count(now)).isLessThan(150);
  }
}
