package dev.narthex.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.Collector;
import dev.narthex.Registry;
import dev.narthex.support.Await;
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

  private static String text(Collector collector) {
    Registry registry = new Registry();
    registry.register(collector);
    return Scrape.text(registry);
  }

  /** What has labels is there only once something was counted. */
  private static boolean hasCounted(GcListening group) {
    return text(group).contains("{");
  }

  @ParameterizedTest
  @MethodSource("groups")
  void countNothingAfterTheyAreClosed(Consumer<Assembly> group) {
    GcListening closed = begin(group);
    GcListening open = begin(group);
    System.gc();
    Await.until("both count", () -> hasCounted(closed) && hasCounted(open));

    closed.close();
    String afterClosing = text(closed);
    String before = text(open);
    byte[] allocated = new byte[1 << 22];
    System.gc();
    Await.until("the other counts", () -> !text(open).equals(before));

    assertThat(text(closed)).isEqualTo(afterClosing);
    assertThat(allocated).hasSize(1 << 22);
    open.close();
  }
}
