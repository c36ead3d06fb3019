package dev.narthex.jvm;

import static dev.narthex.testing.MetricAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.Registry;
import dev.narthex.testing.Exposition;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is read from the JVM's report of its native memory. */
class NativeMemoryTest {

  private static final String REPORT = """

      Native Memory Tracking:

      (Omitting categories weighting less than 1B)

      Total: reserved=1457914093, committed=103485677
             malloc: 8519917B #33914, peak=8540133B #33901
             mmap:   reserved=1449394176, committed=94965760

      -                 Java Heap (reserved=4194304, committed=4194304)
                                  (mmap: reserved=4194304, committed=4194304, at peak)

      -                     Class (reserved=1073931105, committed=1040225)
                                  (classes #1443)
                                  (  Class space:)
                                  (    reserved=1073741824, committed=851968)

      -    Native Memory Tracking (reserved=583408, committed=583409)
      """;

  @Test
  void hasASeriesForEachCategoryAndTheTotal() {
    Registry registry = Registry.pedantic();
    registry.register(new NativeMemory(
        () -> REPORT, new Assembly(name -> true, false, GcCauses.USUAL, List.of())));

    assertThat(registry).exposes("""
        # HELP jvm_native_memory_committed_bytes Memory that the JVM has from the operating system, by what it is for.
        # TYPE jvm_native_memory_committed_bytes gauge
        jvm_native_memory_committed_bytes{pool="Class"} 1040225
        jvm_native_memory_committed_bytes{pool="Java Heap"} 4194304
        jvm_native_memory_committed_bytes{pool="Native Memory Tracking"} 583409
        jvm_native_memory_committed_bytes{pool="Total"} 103485677
        # HELP jvm_native_memory_reserved_bytes Address space that the JVM has set aside, by what it is for.
        # TYPE jvm_native_memory_reserved_bytes gauge
        jvm_native_memory_reserved_bytes{pool="Class"} 1073931105
        jvm_native_memory_reserved_bytes{pool="Java Heap"} 4194304
        jvm_native_memory_reserved_bytes{pool="Native Memory Tracking"} 583408
        jvm_native_memory_reserved_bytes{pool="Total"} 1457914093
        """);
  }

  /** The build starts the JVM of the tests with tracking on. */
  @Test
  void readsTheReportOfThisJvm() {
    Registry registry = Registry.pedantic();
    JvmMetrics.builder().without(JvmGroup.values()).with(JvmGroup.NATIVE_MEMORY).register(registry);

    Exposition now = Exposition.of(registry);

    assertThat(now.seriesCount()).isGreaterThan(30);
    assertThat(now.value("jvm_native_memory_committed_bytes", "pool", "Java Heap"))
        .isBetween(1e6, now.value("jvm_native_memory_committed_bytes", "pool", "Total"));
  }
}
