package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.model.Descriptor;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import org.junit.jupiter.api.Test;

/** What {@link Collector#describing} promises: a lambda that says which families it writes. */
class DescribedCollectorTest {

  private static final Descriptor SIZE =
      Descriptor.of(MetricType.GAUGE, "pool_size", "Connections.");
  private static final Descriptor AGE =
      Descriptor.of(MetricType.GAUGE, "pool_age_seconds", "Age of the oldest connection.");

  private final Registry registry = new Registry();

  @Test
  void writesWhatTheLambdaWrites() {
    registry.register(Collector.describing(SIZE, AGE).collecting(sink -> {
      sink.family(SIZE);
      sink.value(Labels.EMPTY, 3);
      sink.family(AGE);
      sink.value(Labels.EMPTY, 0.5);
    }));

    assertThat(Transcript.of(registry)).isEqualTo("""
        pool_age_seconds gauge "Age of the oldest connection."
          {} 0.5
        pool_size gauge "Connections."
          {} 3.0
        """);
  }

  @Test
  void findsClashesWhenItIsRegistered() {
    Gauge.builder("pool_size").register(registry);

    assertThatThrownBy(
            () -> registry.register(Collector.describing(SIZE, AGE).collecting(sink -> {})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("pool_size is registered with the help \"\" but got");
    assertThat(Collector.describing(SIZE, AGE).collecting(sink -> {}).describe())
        .containsExactly(SIZE, AGE);
  }

  @Test
  void isNamedAfterTheClassOfTheLambdaWhenItFails() {
    registry.register(Collector.describing(SIZE).collecting(sink -> {
      throw new IllegalStateException("closed");
    }));

    assertThat(Transcript.of(registry)).isEqualTo("""
        ! DescribedCollectorTest (pool_size): collect() threw java.lang.IllegalStateException: closed
        """);
  }

  @Test
  void refusesToDescribeNothing() {
    assertThatThrownBy(Collector::describing)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("describing() got no family. Name at least one, or register the lambda itself"
            + " where the families are not known in advance.");
    assertThatThrownBy(() -> Collector.describing(SIZE, null))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> Collector.describing(SIZE).collecting(null))
        .isInstanceOf(NullPointerException.class);
  }
}
