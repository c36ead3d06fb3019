package dev.narthex.jvm;

import static dev.narthex.testing.MetricAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.Collector;
import dev.narthex.support.Await;
import dev.narthex.testing.Exposition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Collectors that the JVM calls after each collection are called until they are closed. */
class GcListeningTest {

  static Stream<Consumer<Assembly>> groups() {
    return Stream.of(GcSteps::addTo, Allocation::addTo);
  }

  private static GcListening begin(Consumer<Assembly> group) {
    List<Collector> collectors = new ArrayList<>();
    group.accept(new Assembly(name -> true, false, GcCauses.USUAL, collectors));
    return (GcListening) collectors.get(0);
  }

  /** What has labels is there only once something was counted. */
  private static boolean hasCounted(GcListening group) {
    return Samples.series(Exposition.of(group)).stream()
        .anyMatch(series -> !series.labels().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("groups")
  void countNothingAfterTheyAreClosed(Consumer<Assembly> group) {
    GcListening closed = begin(group);
    GcListening open = begin(group);
    System.gc();
    Await.until("both count", () -> hasCounted(closed) && hasCounted(open));

    closed.close();
    Exposition afterClosing = Exposition.of(closed);
    Exposition before = Exposition.of(open);
    byte[] allocated = new byte[1 << 22];
    System.gc();
    Await.until(
        "the other counts", () -> !Exposition.of(open).differenceFrom(before).isEmpty());

    assertThat(closed).exposes(afterClosing);
    assertThat(allocated).hasSize(1 << 22);
    open.close();
  }
}
