package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.model.CounterSnapshot;
import dev.narthex.model.FamilySnapshot;
import dev.narthex.model.SeriesSnapshot;
import dev.narthex.support.CapturedLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What a {@link Family} promises whose series are limited in number, expire, are held by somebody, and
 * are removed, in whatever order: the same as a model says that does one after the other.
 */
class GuardedFamilyModelTest {

  private static final long SEED = 17;
  private static final int ROUNDS = 500;
  private static final int STEPS = 200;
  private static final String OVERFLOW = Family.OVERFLOW + " " + Family.OVERFLOW;

  private final Random random = new Random(SEED);
  private final CapturedLog log = new CapturedLog(Family.class);

  @AfterEach
  void stopListening() {
    log.close();
  }

  @Test
  void agreesWithAModelWhateverIsCalled() {
    for (int round = 0; round < ROUNDS; round++) {
      Given given = new Given(1 + random.nextInt(6), 1 + random.nextInt(5));
      for (int step = 0; step < STEPS; step++) {
        switch (random.nextInt(9)) {
          case 0, 1, 2 -> given.find(some(4), some(3));
          case 3, 4, 5 -> given.changeOneThatIsHeld();
          case 6 -> given.remove(some(4), some(3));
          default -> given.scrape(random.nextInt(3));
        }
      }
    }
  }

  /** One of a few values; now and then that of the overflow series. */
  private String some(int values) {
    return random.nextInt(20) == 0 ? Family.OVERFLOW : "" + random.nextInt(values);
  }

  /** A series as the model knows it. */
  private static final class Known {
    final Counter metric;
    int value;
    boolean asleep;
    boolean changed = true;
    int unchangedSince;

    Known(Counter metric) {
      this.metric = metric;
    }

    void change() {
      changed = true;
      asleep = false;
    }
  }

  /** A family and its model. All metrics are held, so that none is collected in its sleep. */
  private final class Given {

    private final ManualTime time = new ManualTime();
    private final Registry registry = new Registry();
    private final int maxSeries;
    private final int expireAfterSeconds;
    private final Family<Counter> family;
    private final List<Counter> held = new ArrayList<>();
    private final Map<String, Known> model = new TreeMap<>();
    private int seconds;
    private long overflowed;
    private long expired;

    Given(int maxSeries, int expireAfterSeconds) {
      this.maxSeries = maxSeries;
      this.expireAfterSeconds = expireAfterSeconds;
      this.family = Counter.builder("jobs_total")
          .time(time)
          .labelNames("queue", "code")
          .maxSeries(maxSeries)
          .expireAfter(Duration.ofSeconds(expireAfterSeconds))
          .register(registry);
    }

    void find(String queue, String code) {
      Counter found = random.nextBoolean()
          ? family.with(queue, code)
          : family.curry("queue", queue).with(code);

      String key = queue + " " + code;
      if (!model.containsKey(key) && !key.equals(OVERFLOW) && isFull()) {
        overflowed++;
        key = OVERFLOW;
      }
      Known known = model.computeIfAbsent(key, missing -> new Known(found));
      if (known.asleep) {
        known.change();
      }
      assertThat(found).as(key).isSameAs(known.metric);
      held.add(found);
    }

    private boolean isFull() {
      return model.entrySet().stream()
              .filter(one -> !one.getKey().equals(OVERFLOW) && !one.getValue().asleep)
              .count()
          >= maxSeries;
    }

    void changeOneThatIsHeld() {
      if (held.isEmpty()) {
        return;
      }
      Counter metric = held.get(random.nextInt(held.size()));

      metric.inc();

      for (Known known : model.values()) {
        if (known.metric == metric) {
          known.value++;
          known.change();
        }
      }
    }

    void remove(String queue, String code) {
      switch (random.nextInt(10)) {
        case 0 -> {
          family.clear();
          model.clear();
        }
        case 1, 2, 3 -> {
          int removed = family.removeMatching(Map.of("queue", queue));

          List<String> keys =
              model.keySet().stream().filter(key -> key.startsWith(queue + " ")).toList();
          assertThat(removed)
              .isEqualTo(keys.stream().filter(this::isAwakeUntilRemoved).count());
        }
        default ->
          assertThat(family.remove(queue, code)).isEqualTo(isAwakeUntilRemoved(queue + " " + code));
      }
    }

    /** Whether there was such a series; one that sleeps has left already, but is forgotten too. */
    private boolean isAwakeUntilRemoved(String key) {
      Known removed = model.remove(key);
      return removed != null && !removed.asleep;
    }

    void scrape(int secondsLater) {
      time.advance(Duration.ofSeconds(secondsLater));
      seconds += secondsLater;

      List<String> scraped = scraped();

      assertThat(scraped).isEqualTo(expectedInScrape());
      assertThat(family.size()).isEqualTo(scraped.size());
      assertThat(family.overflowed()).isEqualTo(overflowed);
      assertThat(family.expired()).isEqualTo(expired);
    }

    private List<String> scraped() {
      List<String> series = new ArrayList<>();
      for (FamilySnapshot scraped : registry.snapshot()) {
        for (SeriesSnapshot one : scraped.series()) {
          series.add("%s %s: %s"
              .formatted(
                  one.labels().get("queue"),
                  one.labels().get("code"),
                  ((CounterSnapshot) one).value()));
        }
      }
      series.sort(null);
      return series;
    }

    private List<String> expectedInScrape() {
      List<String> series = new ArrayList<>();
      model.forEach((key, known) -> {
        if (known.changed) {
          known.changed = false;
          known.unchangedSince = seconds;
        } else if (!known.asleep && seconds - known.unchangedSince >= expireAfterSeconds) {
          known.asleep = true;
          expired++;
        }
        if (!known.asleep) {
          series.add(key + ": " + (double) known.value);
        }
      });
      series.sort(null);
      return series;
    }
  }
}
