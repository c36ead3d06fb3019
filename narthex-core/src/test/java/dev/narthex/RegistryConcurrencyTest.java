package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.model.FamilySnapshot;
import dev.narthex.model.Labels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a {@link Registry} promises while some register and unregister and others scrape. */
class RegistryConcurrencyTest {

  private static final int THREADS = 4;
  private static final int ROUNDS = 500;

  private final Registry registry = new Registry();

  @Test
  void scrapesInOrderWhileMetricsComeAndGo() throws Exception {
    Counter stays = Counter.builder("m_stays_total").register(registry);
    stays.inc();
    new Race()
        .workers(THREADS, thread -> {
          Random random = new Random(thread);
          for (int i = 0; i < ROUNDS; i++) {
            String name = "%c_%d_total".formatted('a' + random.nextInt(26), thread);
            Counter comes = Counter.builder(name).register(registry);
            assertThat(names(registry)).contains(name);
            assertThat(registry.unregister(comes)).isTrue();
            assertThat(names(registry)).doesNotContain(name);
          }
        })
        .onlooker(thread -> assertThat(names(registry)).contains("m_stays_total"))
        .run();

    assertThat(names(registry)).containsExactly("m_stays_total");
  }

  @Test
  void scrapesInOrderWhileForeignCollectorsComeAndGo() throws Exception {
    Counter stays = Counter.builder("m_total").constLabel("by", "nobody").register(registry);
    stays.inc();
    new Race()
        .workers(THREADS, thread -> {
          Registry view = registry.withLabels(Labels.of("by", "thread " + thread));
          for (int i = 0; i < ROUNDS / 4; i++) {
            CallbackMetric comes = Counter.builder("m_total").callback(() -> 1).register(view);
            assertThat(view.unregister(comes)).isTrue();
          }
        })
        .onlooker(thread -> {
          List<FamilySnapshot> families = registry.snapshot();
          assertThat(families).hasSize(1);
          assertThat(families.get(0).series()).hasSizeBetween(1, 1 + THREADS);
        })
        .onlooker(thread -> assertThat(names(registry)).containsExactly("m_total"))
        .run();

    assertThat(registry.snapshot().get(0).series()).hasSize(1);
  }

  @Test
  void givesAllThreadsTheSameMetricWhenTheyRegisterOrGetIt() throws Exception {
    Set<Counter> given =
        Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
    int names = 200;
    new Race()
        .workers(THREADS, thread -> {
          for (int i = 0; i < names; i++) {
            Counter counter = Counter.builder("m_" + i + "_total").registerOrGet(registry);
            counter.inc();
            given.add(counter);
          }
        })
        .run();

    assertThat(given)
        .hasSize(names)
        .allSatisfy(counter -> assertThat(counter.value()).isEqualTo(THREADS));
  }

  @Test
  void refusesAllButOneOfThoseWhoRegisterTheSameName() throws Exception {
    List<Boolean> registered = Collections.synchronizedList(new ArrayList<>());
    int names = 200;
    new Race()
        .workers(THREADS, thread -> {
          for (int i = 0; i < names; i++) {
            try {
              Counter.builder("m_" + i + "_total").register(registry);
              registered.add(true);
            } catch (AlreadyRegisteredException e) {
              assertThat(e).hasMessageContaining("m_" + i + "_total is registered already");
            }
          }
        })
        .run();

    assertThat(registered).hasSize(names);
    assertThat(names(registry)).hasSize(names);
  }

  /** The names that a scrape shows, which are in order, each once. */
  private static List<String> names(Gatherer gatherer) {
    List<String> names =
        gatherer.snapshot().stream().map(family -> family.descriptor().name()).toList();
    assertThat(names).isSorted().doesNotHaveDuplicates();
    return names;
  }
}
