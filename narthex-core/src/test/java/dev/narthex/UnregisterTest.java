package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.narthex.model.Descriptor;
import dev.narthex.model.FamilySnapshot;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a {@link Registry} promises when something is unregistered. */
class UnregisterTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Registry registry = new Registry();

  private static Counter.Builder jobs() {
    return Counter.builder("jobs_total").help("Jobs.");
  }

  private static Descriptor gauge(String name) {
    return Descriptor.of(MetricType.GAUGE, name, "");
  }

  @Test
  void unregistersACollectorAndTellsWhetherItWasThere() {
    Counter jobs = jobs().register(registry);
    Gauge depth = Gauge.builder("depth").register(registry);

    assertThat(registry.unregister(jobs)).isTrue();
    assertThat(registry.unregister(jobs)).isFalse();

    jobs.inc();
    assertThat(Transcript.of(registry)).isEqualTo("""
        depth gauge ""
          {} 0.0
        """);
    assertThat(registry.unregister(depth)).isTrue();
    assertThat(registry.snapshot()).isEmpty();
  }

  @Test
  void unregistersByAnyCollectorThatDescribesTheSame() {
    jobs().constLabel("zone", "a").register(registry);
    registry.register(WrittenCollector.describing(gauge("a"), gauge("b")));

    assertThat(registry.unregister(jobs().build())).isFalse();
    assertThat(registry.unregister(jobs().constLabel("zone", "b").build())).isFalse();
    assertThat(registry.unregister(WrittenCollector.describing(gauge("a")))).isFalse();
    assertThat(registry.unregister(Gauge.builder("a").build())).isFalse();
    assertThat(registry.unregister(jobs().constLabel("zone", "a").build())).isTrue();
    assertThat(registry.unregister(WrittenCollector.describing(gauge("b"), gauge("b"), gauge("a"))))
        .isTrue();
    assertThat(registry.snapshot()).isEmpty();
  }

  @Test
  void unregistersACollectorThatDescribesSomethingTwice() {
    registry.register(WrittenCollector.describing(gauge("a"), gauge("b"), gauge("a")));

    assertThat(registry.unregister(WrittenCollector.describing(gauge("a"), gauge("b"))))
        .isTrue();
    registry.register(WrittenCollector.describing(gauge("b"), gauge("a")));
  }

  @Test
  void findsNothingLikeACollectorThatCannotDescribeItself() {
    Collector broken = new Collector() {
      @Override
      public List<Descriptor> describe() {
        throw new IllegalStateException("not connected");
      }

      @Override
      public void collect(MetricSink sink) {}
    };
    registry.register(WrittenCollector.undeclared(sink -> {}));

    assertThat(registry.unregister(broken)).isFalse();
    assertThat(registry.withPrefix("p_").unregister(broken)).isFalse();
  }

  @Test
  void unregistersAnUndeclaredCollectorOnlyByItself() {
    Collector undeclared = registry.register(WrittenCollector.undeclared(sink -> {}));

    assertThat(registry.unregister(WrittenCollector.undeclared(sink -> {}))).isFalse();
    assertThat(registry.unregister(undeclared)).isTrue();
    assertThat(registry.unregister(undeclared)).isFalse();
  }

  /** A collector that is a record, or a collection of something, may well be equal to another. */
  @Test
  void tellsApartCollectorsThatAreEqualInSomeSenseOfTheirOwn() {
    AlwaysEqual first = registry.register(new AlwaysEqual("first"));
    AlwaysEqual second = registry.register(new AlwaysEqual("second"));

    assertThat(registry.snapshot()).hasSize(2);
    assertThat(registry.unregister(second)).isTrue();
    assertThat(registry.unregister(second)).isFalse();

    assertThat(registry.snapshot()).extracting(FamilySnapshot::name).containsExactly("first");
    assertThat(registry.unregister(first)).isTrue();
  }

  private record AlwaysEqual(String name) implements Collector {

    @Override
    public void collect(MetricSink sink) {
      sink.family(gauge(name));
      sink.value(Labels.EMPTY, 1);
    }

    @Override
    public boolean equals(Object object) {
      return object instanceof AlwaysEqual;
    }

    @Override
    public int hashCode() {
      return 1;
    }
  }

  @Test
  void freesTheNameOfWhatIsUnregisteredForAnotherDefinition() {
    Counter jobs = jobs().labelNames("queue").register(registry).with("a");
    jobs.inc();
    registry.unregister(jobs().labelNames("queue").build());

    Gauge.builder("jobs_total").help("Other.").unit("jobs").register(registry).set(5);
    Histogram.builder("jobs").buckets(1).register(registry);

    assertThat(Transcript.of(registry)).isEqualTo("""
        jobs histogram ""
          {} 1.0:0 Infinity:0 sum 0.0
        jobs_total gauge "Other."
          {} 5.0
        """);
  }

  @Test
  void keepsTheDefinitionOfANameWhileOneMetricHasIt() {
    Counter a = jobs().constLabel("zone", "a").register(registry);
    jobs().constLabel("zone", "b").register(registry);
    registry.unregister(a);

    assertThatThrownBy(() -> jobs().help("other").constLabel("zone", "a").register(registry))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the help \"Jobs.\" but got \"other\"");
    registry.register(a);
  }

  /** Work is counted in the bytes that finding one makes: going through all would make some for each. */
  @Test
  void takesNoMoreWorkForOneOfManyThanForOneOfFew() {
    long ofFew = bytesToUnregister(100);
    long ofMany = bytesToUnregister(3_000);

    assertThat(ofMany).isLessThan(3 * ofFew);
  }

  /** The most that unregistering one of some gauges made, of different names or of one. */
  private static long bytesToUnregister(int gauges) {
    Registry named = new Registry();
    Registry labelled = new Registry();
    for (int i = 0; i < gauges; i++) {
      Gauge.builder("g" + i).register(named.withPrefix("p_"));
      Gauge.builder("g").constLabel("i", "" + i).register(labelled);
    }
    List<Long> made = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Gauge ofName = Gauge.builder("g" + i).build();
      Gauge ofLabels = Gauge.builder("g").constLabel("i", "" + i).build();
      long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
      boolean both = named.withPrefix("p_").unregister(ofName) && labelled.unregister(ofLabels);
      made.add(THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before);
      assertThat(both).isTrue();
    }
    Collections.sort(made);
    return made.get(made.size() / 2); // the JVM itself makes something now and then
  }

  /** The collector may wait for a thread that is registering. */
  @Test
  void asksACollectorWithoutKeepingOthersFromRegistering() {
    Collector waiting = new Collector() {
      @Override
      public List<Descriptor> describe() {
        CompletableFuture.runAsync(() -> Gauge.builder("depth").registerOrGet(registry))
            .orTimeout(10, TimeUnit.SECONDS)
            .join();
        return List.of(gauge("a"));
      }

      @Override
      public void collect(MetricSink sink) {}
    };
    registry.register(WrittenCollector.describing(gauge("a")));

    assertThat(registry.unregister(waiting)).isTrue();
    assertThat(registry.unregister(Gauge.builder("depth").build())).isTrue();
  }
}
