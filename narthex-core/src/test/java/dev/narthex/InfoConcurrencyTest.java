package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.model.Labels;
import dev.narthex.model.SeriesSnapshot;
import org.junit.jupiter.api.Test;

/** What an {@link Info} promises to many threads: its invariant I2. */
class InfoConcurrencyTest {

  private static final int THREADS = 4;
  private static final int SETS = 20_000;

  private final Registry registry = new Registry();
  private final Info leader =
      Info.builder("leader_info").constLabel("app", "shop").register(registry);

  @Test
  void showsTheFactsOfOneCallWhileOthersSetThem() throws Exception {
    leader.set("name", "none", "same", "none");
    new Race()
        .workers(THREADS, thread -> {
          for (int i = 0; i < SETS; i++) {
            String name = thread + "-" + i;
            leader.set("name", name, "same", name);
          }
        })
        .onlooker(thread -> assertAgrees())
        .onlooker(thread -> assertAgrees())
        .run();

    assertThat(scraped().get("name")).isEqualTo(leader.facts().get("name"));
  }

  private void assertAgrees() {
    Labels labels = scraped();

    assertThat(labels.size()).isEqualTo(3);
    assertThat(labels.get("name")).isNotNull().isEqualTo(labels.get("same"));
  }

  private Labels scraped() {
    SeriesSnapshot series = registry.snapshot().get(0).series().get(0);
    return series.labels();
  }
}
