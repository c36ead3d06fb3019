package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.model.ValueSnapshot;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a {@link StateSet} promises to many threads: its invariant I1. */
class StateSetConcurrencyTest {

  private static final int THREADS = 4;
  private static final int SETS = 50_000;
  private static final List<String> STATES = List.of("a", "b", "c", "d");

  private final Registry registry = new Registry();
  private final StateSet<String> states =
      StateSet.builder("state", STATES.toArray(String[]::new)).register(registry);

  @Test
  void neverShowsTwoStatesOrNoneWhileOneAloneIsSet() throws Exception {
    states.setOnly("a");
    new Race()
        .workers(THREADS, thread -> {
          for (int i = 0; i < SETS; i++) {
            states.setOnly(STATES.get((thread + i) % STATES.size()));
          }
        })
        .onlooker(thread -> assertThat(holding()).isEqualTo(1))
        .run();

    assertThat(holding()).isEqualTo(1);
  }

  @Test
  void losesNoStateThatOneOfManyThreadsSets() throws Exception {
    new Race()
        .workers(STATES.size(), thread -> {
          String own = STATES.get(thread);
          for (int i = 0; i < SETS; i++) {
            boolean holds = i % 2 == 0;
            states.set(own, holds);
            assertThat(states.isSet(own)).isEqualTo(holds);
          }
          states.set(own, thread % 2 == 0);
        })
        .run();

    assertThat(STATES.stream().filter(states::isSet)).containsExactly("a", "c");
  }

  private long holding() {
    return registry.snapshot().get(0).series().stream()
        .filter(series -> ((ValueSnapshot) series).value() == 1)
        .count();
  }
}
