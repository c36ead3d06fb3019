package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a {@link Family} promises to many threads: invariants I1 to I3 of {@link SeriesTable}. */
class FamilyConcurrencyTest {

  private static final int THREADS = 6;

  private final Family<Counter> family =
      Counter.builder("requests_total").labelNames("path").build();

  @Test
  void makesOneSeriesWhenManyThreadsAskForTheSameLabels() throws Exception {
    int labels = 1_000;
    List<Series<Counter>> last = Collections.synchronizedList(new ArrayList<>());
    new Race()
        .workers(THREADS, thread -> {
          for (int i = 0; i < labels; i++) {
            family.with("/" + i).inc();
          }
        })
        .onlooker(thread -> {
          List<Series<Counter>> listed = listInOrder();
          assertThat(identities(listed))
              .as("what was listed before is listed still")
              .containsAll(last);
          last.clear();
          last.addAll(listed);
        })
        .run();

    assertThat(listInOrder())
        .hasSize(labels)
        .allSatisfy(series -> assertThat(series.metric().value()).isEqualTo(THREADS));
  }

  @Test
  void agreesWithAModelWhileEachThreadMakesAndRemovesItsOwnSeries() throws Exception {
    Map<String, Double> expected = Collections.synchronizedMap(new TreeMap<>());
    new Race()
        .workers(THREADS, thread -> expected.putAll(makeAndRemove(thread)))
        .onlooker(thread -> listInOrder())
        .run();

    Map<String, Double> found = listInOrder().stream()
        .collect(Collectors.toMap(
            series -> series.labels().value(0), series -> series.metric().value()));
    assertThat(found).isEqualTo(expected);
    assertThat(family.size()).isEqualTo(expected.size());
  }

  /** Makes, counts and removes series that no other thread uses, and returns what must be left. */
  private Map<String, Double> makeAndRemove(int thread) {
    Random random = new Random(thread);
    Map<String, Double> model = new HashMap<>();
    for (int step = 0; step < 2_000; step++) {
      String path = "/" + thread + "/" + random.nextInt(100);
      switch (random.nextInt(8)) {
        case 0, 1 -> {
          boolean removed = family.remove(path);
          assertThat(removed).isEqualTo(model.remove(path) != null);
        }
        case 2 -> {
          Set<String> listed = family.series().stream()
              .map(series -> series.labels().value(0))
              .filter(other -> other.startsWith("/" + thread + "/"))
              .collect(Collectors.toSet());
          assertThat(listed).isEqualTo(model.keySet());
        }
        default -> {
          Counter counter = family.with(path);
          assertThat(counter.value()).isEqualTo(model.getOrDefault(path, 0.0));
          counter.inc();
          model.merge(path, 1.0, Double::sum);
        }
      }
    }
    return model;
  }

  @Test
  void losesNoCountAndListsNoSeriesTwiceWhileOthersRemoveAndClear() throws Exception {
    int counts = 10_000;
    Set<Counter> everGiven =
        Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
    new Race()
        .workers(THREADS, thread -> {
          Random random = new Random(thread);
          for (int i = 0; i < counts; i++) {
            Counter counter = family.with("/" + random.nextInt(20));
            counter.inc();
            everGiven.add(counter);
          }
        })
        .workers(1, thread -> {
          Random random = new Random(42);
          for (int i = 0; i < counts / 4; i++) {
            family.remove("/" + random.nextInt(20));
          }
        })
        .workers(1, thread -> {
          for (int i = 0; i < counts / 40; i++) {
            family.clear();
            family.removeMatching(Map.of("path", "/7"));
          }
        })
        .onlooker(thread -> assertThat(listInOrder()).hasSizeLessThanOrEqualTo(20))
        .run();

    assertThat(everGiven.stream().mapToDouble(Counter::value).sum())
        .as("each count is in one of the metrics that were given out")
        .isEqualTo(THREADS * counts);
    assertThat(listInOrder())
        .hasSize(family.size())
        .allSatisfy(series -> assertThat(family.with(series.labels().value(0)))
            .as("what is listed is what is found")
            .isSameAs(series.metric()));
  }

  @Test
  void listsAtOnceWhatTheListingThreadHasMadeAndNoLongerWhatItHasRemoved() throws Exception {
    new Race()
        .workers(THREADS, thread -> {
          for (int i = 0; i < 1_000; i++) {
            String path = "/" + thread + "/" + i % 3;
            Counter made = family.with(path);
            assertThat(metrics(listInOrder())).contains(made);
            family.remove(path);
            assertThat(metrics(listInOrder())).doesNotContain(made);
          }
        })
        .run();

    assertThat(family.series()).isEmpty();
  }

  @Test
  void growsUnderManyVirtualThreads() throws Exception {
    int threads = 5_000;

    VirtualThreads.run(threads, thread -> {
      family.with("/" + thread).inc();
      family.with("/" + thread / 2).inc();
    });

    assertThat(listInOrder().stream()
            .mapToDouble(series -> series.metric().value())
            .sum())
        .isEqualTo(2 * threads);
    assertThat(listInOrder()).hasSize(threads);
  }

  /** Lists the series, and checks that they are in order and none is there twice. */
  private List<Series<Counter>> listInOrder() {
    List<Series<Counter>> listed = family.series();
    for (int i = 1; i < listed.size(); i++) {
      assertThat(listed.get(i - 1).labels())
          .usingComparator(Comparator.naturalOrder())
          .isLessThan(listed.get(i).labels());
    }
    return listed;
  }

  private static Set<Series<Counter>> identities(List<Series<Counter>> listed) {
    Set<Series<Counter>> set = Collections.newSetFromMap(new IdentityHashMap<>());
    set.addAll(listed);
    return set;
  }

  private static Set<Counter> metrics(List<Series<Counter>> listed) {
    return listed.stream().map(Series::metric).collect(Collectors.toSet());
  }
}
