package dev.narthex.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.Collector;
import dev.narthex.Counter;
import dev.narthex.Registry;
import dev.narthex.model.Descriptor;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import dev.narthex.support.Await;
import dev.narthex.support.CapturedLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A scrape ends in time, whether the setting or the scraper limits it, and says so. */
@Timeout(300)
class ScrapeTimeoutTest {

  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMillis(20);

  private static final ScrapeRequest REQUEST = ScrapeRequest.of("", "");

  private final Registry registry = new Registry();
  private final Counter jobs = Counter.builder("jobs_total").register(registry);
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private CapturedLog log;

  @BeforeEach
  void catchTheLog() {
    log = new CapturedLog(ScrapeEndpoint.class);
  }

  @AfterEach
  void end() {
    executor.shutdownNow();
    log.close();
  }

  private static ScrapeRequest from(String patience) {
    return name -> name.equals("X-Prometheus-Scrape-Timeout-Seconds") ? patience : "";
  }

  /** A collector of one gauge that takes at least so long, and counts how often it was asked. */
  private static Collector taking(Duration time, String family, AtomicInteger asked) {
    Descriptor descriptor = Descriptor.of(MetricType.GAUGE, family, "");
    return Collector.describing(descriptor).collecting(sink -> {
      asked.getAndIncrement();
      long begin = System.nanoTime();
      while (System.nanoTime() - begin < time.toNanos()) {
        Thread.onSpinWait();
      }
      sink.family(descriptor);
      sink.value(Labels.EMPTY, 1);
    });
  }

  private static void assertLate(ScrapeResponse response, String text) {
    assertThat(response.status()).isEqualTo(503);
    assertThat(response.headers().get("Content-Type")).isEqualTo("text/plain; charset=utf-8");
    assertThat(response.headers()).doesNotContainKeys("Content-Encoding", "Vary");
    assertThat(ScrapedText.of(response)).isEqualTo(text + "\n");
  }

  @Test
  void aScrapeThatTakesTooLongIsAnswered503AndAsksNobodyElse() {
    AtomicInteger slow = new AtomicInteger();
    AtomicInteger next = new AtomicInteger();
    registry.register(taking(SHORT, "a_slow_one", slow));
    registry.register(taking(Duration.ZERO, "the_next", next));
    ScrapeEndpoint endpoint =
        ScrapeEndpoint.builder(registry).timeout(SHORT).maxConcurrent(1).build();

    while (slow.get()
        < 3) { // a scrape may be late before it asks anybody; each gives back its slot
      assertLate(endpoint.scrape(REQUEST), "Exceeded configured timeout of 0.02s.");
    }

    assertThat(next).hasValue(0);
    assertThat(log.records()).hasSize(1);
    assertThat(log.records().get(0).getMessage()).endsWith("Exceeded configured timeout of 0.02s.");
  }

  @Test
  void theLastCollectorIsHeldAgainstTheTimeToo() {
    Registry alone = new Registry();
    alone.register(taking(SHORT, "slow", new AtomicInteger()));

    try (ScrapeResponse response =
        ScrapeEndpoint.builder(alone).timeout(SHORT).build().scrape(REQUEST)) {
      assertLate(response, "Exceeded configured timeout of 0.02s.");
    }
  }

  @Test
  void aScraperThatSaysHowLongItWaitsIsAnsweredBeforeThat() {
    registry.register(taking(SHORT, "slow", new AtomicInteger()));
    ScrapeEndpoint unlimited = ScrapeEndpoint.builder(registry).build();
    ScrapeEndpoint patient = ScrapeEndpoint.builder(registry).timeout(LONG).build();

    for (ScrapeEndpoint endpoint : new ScrapeEndpoint[] {unlimited, patient}) {
      try (ScrapeResponse response = endpoint.scrape(from("0.02"))) {
        assertLate(response, "Exceeded timeout of 0.018s, which the scraper asked for.");
      }
    }
  }

  @Test
  void aScraperThatIsMorePatientThanTheSettingChangesNothing() {
    registry.register(taking(SHORT, "slow", new AtomicInteger()));
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(registry).timeout(SHORT).build();

    try (ScrapeResponse response = endpoint.scrape(from("10"))) {
      assertLate(response, "Exceeded configured timeout of 0.02s.");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "0", "-1", "NaN", "Infinity", "1e400", "ten", "1,5", "1e-300"})
  void aScraperThatWaitsLongEnoughOrSpeaksInRiddlesIsServed(String patience) {
    try (ScrapeResponse response =
        ScrapeEndpoint.builder(registry).timeout(LONG).build().scrape(from(patience))) {
      assertThat(response.status()).isEqualTo(200);
      assertThat(ScrapedText.of(response)).endsWith("jobs_total 0\n");
    }
    assertThat(log.records()).isEmpty();
  }

  @Test
  void withAnExecutorAnAnswerInTimeIsTheUsualOne() {
    jobs.inc();
    ScrapeEndpoint endpoint =
        ScrapeEndpoint.builder(registry).timeout(LONG, executor).build();

    try (ScrapeResponse response = endpoint.scrape(REQUEST)) {
      assertThat(response.status()).isEqualTo(200);
      assertThat(ScrapedText.of(response)).isEqualTo("""
          # TYPE jobs_total counter
          jobs_total 1
          """);
    }
  }

  @Test
  void withAnExecutorACollectorThatHangsDoesNotKeepTheClientButItsSlot() {
    String late = "Exceeded configured timeout of 0.02s.";
    String full = "Limit of concurrent scrapes reached (2), try again later.";
    CountDownLatch hanging = new CountDownLatch(1);
    AtomicInteger hung = new AtomicInteger();
    registry.register(sink -> {
      hung.incrementAndGet();
      await(hanging);
    });
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(registry)
        .timeout(SHORT, executor)
        .maxConcurrent(2)
        .build();

    assertLate(endpoint.scrape(REQUEST), late);
    // One that was late before it came to the collector has given back its slot.
    Await.until("two scrapes hang", () -> {
      try (ScrapeResponse response = endpoint.scrape(REQUEST)) {
        assertThat(ScrapedText.of(response)).isIn(late + "\n", full + "\n");
      }
      return hung.get() == 2;
    });
    assertLate(endpoint.scrape(REQUEST), full);
    hanging.countDown();

    // Both slots come back: a scrape that holds one leaves one for the next.
    try (ScrapeResponse first = served(endpoint);
        ScrapeResponse second = served(endpoint)) {
      assertThat(ScrapedText.of(first)).isEqualTo(ScrapedText.of(second));
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The first answer of an endpoint that is not late. */
  private static ScrapeResponse served(ScrapeEndpoint endpoint) {
    AtomicReference<ScrapeResponse> served = new AtomicReference<>();
    Await.until("a slot is free and the answer is in time", () -> {
      ScrapeResponse response = endpoint.scrape(REQUEST);
      if (response.status() != 200) {
        response.close();
        return false;
      }
      served.set(response);
      return true;
    });
    return served.get();
  }

  @Test
  void anExecutorThatRefusesFailsTheScrapeAndKeepsNoSlot() {
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(registry)
        .timeout(LONG, task -> {
          throw new RejectedExecutionException("full");
        })
        .maxConcurrent(1)
        .build();

    for (int i = 0; i < 3; i++) {
      ScrapeResponse response = endpoint.scrape(REQUEST);
      assertThat(response.status()).isEqualTo(500);
      assertThat(ScrapedText.of(response))
          .isEqualTo("Metrics could not be served. The executor given to timeout(…) refused to run"
              + " the scrape: java.util.concurrent.RejectedExecutionException: full. Give it one"
              + " that is not shut down and has a thread for each concurrent scrape.\n");
    }
  }

  @Test
  void anExecutorThatRunsWhatItRefusedAsksNobody() {
    AtomicInteger asked = new AtomicInteger();
    registry.register(taking(Duration.ZERO, "load", asked));
    List<Runnable> tasks = new ArrayList<>();
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(registry)
        .timeout(LONG, task -> {
          tasks.add(task);
          throw new RejectedExecutionException("full");
        })
        .maxConcurrent(1)
        .build();

    for (int i = 0; i < 3; i++) {
      assertThat(endpoint.scrape(REQUEST).status()).isEqualTo(500);
      tasks.get(i).run();
    }

    assertThat(asked).hasValue(0);
  }

  @Test
  void anExecutorThatRefusesWhatItRunsIsWaitedFor() {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch refused = new CountDownLatch(1);
    registry.register(sink -> {
      running.countDown();
      await(refused);
    });
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(registry)
        .timeout(LONG, task -> {
          executor.execute(task);
          await(running);
          task.run(); // does nothing, or it would hang here
          executor.execute(refused::countDown);
          throw new RejectedExecutionException("full");
        })
        .build();

    try (ScrapeResponse response = endpoint.scrape(REQUEST)) {
      assertThat(response.status()).isEqualTo(200);
      assertThat(ScrapedText.of(response)).endsWith("jobs_total 0\n");
    }
  }

  @Test
  void anInterruptedScrapeIsAnswered503AndStaysInterrupted() {
    CountDownLatch hanging = new CountDownLatch(1);
    registry.register(sink -> await(hanging));
    ScrapeEndpoint endpoint =
        ScrapeEndpoint.builder(registry).timeout(LONG, executor).build();

    Thread.currentThread().interrupt();
    ScrapeResponse response = endpoint.scrape(REQUEST);

    assertThat(Thread.interrupted()).isTrue();
    assertLate(response, "The scrape was interrupted.");
    hanging.countDown();
  }

  @Test
  void aScrapeThatWaitsForNobodyDoesNotMindAnInterrupt() {
    Thread.currentThread().interrupt();
    ScrapeResponse response = ScrapeEndpoint.builder(registry).build().scrape(REQUEST);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(response.status()).isEqualTo(200);
    response.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT24H0.000000001S", "PT876000H"})
  void aTimeThatMakesNoSenseIsRefused(String time) {
    assertThatThrownBy(() -> ScrapeEndpoint.builder(registry).timeout(Duration.parse(time)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("timeout is " + Duration.parse(time)
            + " but must be positive and at most a day, as in timeout(Duration.ofSeconds(8)).");
  }
}
