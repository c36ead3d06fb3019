package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.narthex.model.Descriptor;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link Registry#close} promises. */
class RegistryCloseTest {

  private final Registry registry = new Registry();
  private final List<String> closed = new ArrayList<>();

  /** A collector that has something to close, such as a connection. */
  @SuppressWarnings("try") // may even be interrupted while it closes
  private final class Connection implements Collector, AutoCloseable {

    private final String name;
    private final Throwable failure;

    Connection(String name) {
      this(name, null);
    }

    Connection(String name, Throwable failure) {
      this.name = name;
      this.failure = failure;
    }

    @Override
    public List<Descriptor> describe() {
      return List.of(Descriptor.of(MetricType.GAUGE, name, ""));
    }

    @Override
    public void collect(MetricSink sink) {
      sink.family(describe().get(0));
      sink.value(Labels.EMPTY, 1);
    }

    @Override
    public void close() throws Exception {
      closed.add(name);
      if (failure instanceof Exception exception) {
        throw exception;
      }
      if (failure instanceof Error error) {
        throw error;
      }
    }
  }

  @Test
  void unregistersEverything() {
    Counter jobs = Counter.builder("jobs_total").register(registry);
    Registry view = registry.withPrefix("shop_");
    Gauge.builder("depth").register(view);
    Gatherer merged = Gatherer.merged(registry);
    assertThat(merged.snapshot()).hasSize(2);

    registry.close();
    jobs.inc();

    assertThat(registry.snapshot()).isEmpty();
    assertThat(view.snapshot()).isEmpty();
    assertThat(merged.snapshot()).isEmpty();
    assertThat(registry.filtered(name -> true).snapshot()).isEmpty();
    assertThat(registry.unregister(jobs)).isFalse();
    assertThat(jobs.value()).isEqualTo(1);
    jobs.inc();
    new Registry().register(jobs);
  }

  @Test
  void refusesWhateverIsRegisteredLaterAlsoThroughViews() {
    Counter jobs = Counter.builder("jobs_total").register(registry);
    Registry view = registry.withPrefix("shop_");
    registry.close();

    assertThatThrownBy(() -> registry.register(jobs))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("dev.narthex.Counter (jobs_total) cannot be registered, because the registry is"
            + " closed. Register with another one, or close this one later.");
    assertThatThrownBy(() -> Gauge.builder("depth").register(view))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("dev.narthex.Gauge (shop_depth) cannot be registered");
    assertThatThrownBy(
            () -> Gauge.builder("depth").registerOrGet(registry.withLabels(Labels.EMPTY)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("dev.narthex.Gauge (depth) cannot be registered");
    assertThat(registry.snapshot()).isEmpty();
  }

  @Test
  void closesEachCollectorThatCanBeClosedOnce() {
    Connection wrapped = new Connection("wrapped");
    registry.register(new Connection("plain"));
    registry.register(wrapped.withPrefix("a_").withLabels(Labels.of("x", "1")));
    registry.withPrefix("b_").register(wrapped);
    registry.register(WrittenCollector.undeclared(sink -> {}));

    registry.close();
    registry.close();

    assertThat(closed).containsExactly("plain", "wrapped");
  }

  @Test
  void tellsEachCollectorThatFailsAndClosesTheOthers() {
    IllegalStateException first = new IllegalStateException("first");
    AssertionError second = new AssertionError("second");
    registry.register(new Connection("a", first));
    registry.register(new Connection("b"));
    registry.register(new Connection("c", second));
    registry.register(new Connection("d"));

    IllegalStateException failure =
        catchThrowableOfType(IllegalStateException.class, registry::close);

    assertThat(failure).hasMessage("""
        The registry is closed, but not all of its collectors:
        * dev.narthex.RegistryCloseTest$Connection (a): close() threw \
        java.lang.IllegalStateException: first
        * dev.narthex.RegistryCloseTest$Connection (c): close() threw java.lang.AssertionError: \
        second""").hasCause(first).hasSuppressedException(second);
    assertThat(closed).containsExactly("a", "b", "c", "d");
    assertThat(registry.snapshot()).isEmpty();
    registry.close(); // now there is nothing left to fail
  }

  @Test
  void tellsABoundedNumberOfFailuresAndCountsTheOthers() {
    for (int i = 0; i < GatherException.MAX_FAILURES + 2; i++) {
      registry.register(new Connection("c" + i, new IllegalStateException("x")));
    }

    assertThatThrownBy(registry::close)
        .hasMessageEndingWith("\n* and 2 more")
        .hasMessageContaining("(c99)");
    assertThat(closed).hasSize(GatherException.MAX_FAILURES + 2);
  }

  @Test
  void keepsTheInterruptionThatACollectorMet() {
    registry.register(new Connection("a", new InterruptedException("stop")));

    assertThatThrownBy(registry::close).hasMessageContaining("InterruptedException: stop");

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void letsACollectorUnregisterItselfAndOthersWhenItIsClosed() {
    Gauge depth = Gauge.builder("depth").register(registry);
    class Unregistering implements Collector, AutoCloseable {
      @Override
      public void collect(MetricSink sink) {}

      @Override
      public void close() {
        closed.add("with me " + registry.unregister(this) + " " + registry.unregister(depth));
      }
    }
    registry.register(new Unregistering());

    registry.close();

    assertThat(closed).containsExactly("with me false false");
  }

  @Test
  void isRefusedByAViewAndChangesNothing() {
    registry.register(new Connection("a"));

    for (Registry view : List.of(
        registry.withPrefix("x_"), registry.withPrefix(""), registry.withLabels(Labels.EMPTY))) {
      assertThatThrownBy(view::close)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(
              "Close the registry that withPrefix(…) or withLabels(…) was called");
    }
    assertThat(closed).isEmpty();
    assertThat(registry.snapshot()).hasSize(1);
  }

  @Test
  void isRefusedByTheDefaultRegistryAndChangesNothing() {
    assertThatThrownBy(Registry.defaultRegistry()::close)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("The default registry stays open as long as the program runs");
    assertThatThrownBy(Registry.defaultRegistry().withPrefix("x_")::close)
        .isInstanceOf(IllegalStateException.class);

    Gauge depth = Gauge.builder("registry_close_test_depth").register();
    assertThat(Registry.defaultRegistry().unregister(depth)).isTrue();
  }
}
