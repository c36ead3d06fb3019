package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.model.Labels;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Invariants I1 to I3 of {@link SeriesTable}, through {@link Family}: whatever is added and removed in
 * whatever order, it holds what a sorted map would hold, and nothing piles up.
 */
class SeriesTableTest {

  private static final long SEED = 7;

  private final Family<Counter> family =
      Counter.builder("jobs_total").labelNames("queue", "code").build();

  @Test
  void holdsWhatASortedMapWouldHold() {
    assertHoldsWhatASortedMapWould(new Random(SEED), 3_000, Integer::toString);
  }

  @Test
  void holdsWhatASortedMapWouldHoldWhenFewSeriesComeAndGoAllTheTime() {
    assertHoldsWhatASortedMapWould(new Random(SEED), 12, Integer::toString);
  }

  @Test
  void holdsWhatASortedMapWouldHoldWhenManyHashCodesAreTheSame() {
    // Each of ten bits is "Aa" or "BB", which have one hash code, so all the values have one.
    IntFunction<String> colliding = number -> IntStream.range(0, 10)
        .mapToObj(bit -> (number >> bit & 1) == 0 ? "Aa" : "BB")
        .reduce("", String::concat);

    assertHoldsWhatASortedMapWould(new Random(SEED), 1 << 10, colliding);
  }

  private void assertHoldsWhatASortedMapWould(
      Random random, int different, IntFunction<String> value) {
    NavigableMap<Labels, Double> expected = new TreeMap<>();
    for (int step = 0; step < 30_000; step++) {
      String queue = value.apply(random.nextInt(different));
      String code = random.nextInt(3) == 0 ? "500" : "200";
      Labels labels = Labels.of("queue", queue, "code", code);
      int kind = random.nextInt(1000);
      if (kind < 600) {
        family.with(queue, code).add(step);
        expected.merge(labels, (double) step, Double::sum);
      } else if (kind < 990) {
        assertThat(family.remove(queue, code)).isEqualTo(expected.remove(labels) != null);
      } else if (kind < 995) {
        int before = expected.size();
        expected.keySet().removeIf(one -> queue.equals(one.get("queue")));
        assertThat(family.removeMatching(Map.of("queue", queue)))
            .isEqualTo(before - expected.size());
      } else if (kind == 995 && random.nextInt(5) == 0) {
        family.clear();
        expected.clear();
      } else {
        assertListed(expected);
      }
      assertThat(family.size()).isEqualTo(expected.size());
    }
    assertListed(expected);
  }

  private void assertListed(NavigableMap<Labels, Double> expected) {
    List<Series<Counter>> listed = family.series();

    assertThat(listed.stream().map(Series::labels).toList())
        .isEqualTo(List.copyOf(expected.keySet()));
    assertThat(listed.stream().map(one -> one.metric().value()).toList())
        .isEqualTo(List.copyOf(expected.values()));
  }

  @Test
  void listsTheSameListUntilSomethingChanges() {
    family.with("a", "1");
    assertThat(family.series()).isEqualTo(family.series());
    List<Series<Counter>> before = family.series();

    family.with("a", "1").inc();

    assertThat(family.series()).isEqualTo(before);
  }

  /** Series that come and go, such as one for each connection, while nobody scrapes. */
  @Test
  void forgetsRemovedSeriesAlsoWhenNobodyScrapes() throws InterruptedException {
    List<WeakReference<Counter>> removed = new ArrayList<>();
    family.with("stays", "1");
    for (int i = 0; i < 10_000; i++) {
      String queue = "q" + i;
      removed.add(new WeakReference<>(family.with(queue, "1")));
      family.remove(queue, "1");
    }

    assertThat(family.size()).isEqualTo(1);
    assertThat(heldOf(removed)).isLessThan(100);
  }

  @Test
  void forgetsAllSeriesWhenItIsClearedAndThenListed() throws InterruptedException {
    List<WeakReference<Counter>> removed = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      removed.add(new WeakReference<>(family.with("q" + i, "1")));
    }
    family.series();

    family.clear();
    family.series();

    assertThat(heldOf(removed)).isZero();
  }

  /** How many are still held when the collector has had every chance to find that they are not. */
  private static long heldOf(List<WeakReference<Counter>> references) throws InterruptedException {
    long held = references.size();
    for (int i = 0; i < 10 && held > 0; i++) {
      System.gc();
      held = references.stream().filter(one -> !one.refersTo(null)).count();
    }
    return held;
  }
}
