package dev.narthex.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.Gatherer;
import dev.narthex.model.Descriptor;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import dev.narthex.support.Await;
import dev.narthex.support.CapturedLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What scrapes that overlap share, if they may, and what each has for itself. */
@Timeout(300)
class CoalescingTest {

  private static final Descriptor FAMILY = Descriptor.of(MetricType.GAUGE, "passes", "");

  private static final ScrapeRequest REQUEST = ScrapeRequest.of("", "");

  private final AtomicInteger passes = new AtomicInteger();
  private final CountDownLatch gate = new CountDownLatch(1);

  /** Tells which pass it is. The first one waits at the gate. */
  private final Gatherer gatherer = sink -> {
    int pass = passes.incrementAndGet();
    if (pass == 1) {
      await(gate);
    }
    sink.family(FAMILY);
    sink.value(Labels.EMPTY, pass);
  };

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String pass(int number) {
    return "# TYPE passes gauge\npasses " + number + "\n";
  }

  /** Scrapes on threads of their own; returns when each of them waits for the answer. */
  private static List<FutureTask<ScrapeResponse>> waiting(
      ScrapeEndpoint endpoint, ScrapeRequest request, int scrapes) throws Exception {
    List<FutureTask<ScrapeResponse>> answers = new ArrayList<>();
    for (int i = 0; i < scrapes; i++) {
      FutureTask<ScrapeResponse> answer = new FutureTask<>(() -> endpoint.scrape(request));
      Thread thread = new Thread(answer, "scrape " + i);
      thread.setDaemon(true);
      thread.start();
      answers.add(answer);
      awaitWaiting(thread);
    }
    return answers;
  }

  private static void awaitWaiting(Thread thread) {
    Await.until(
        thread + " waits",
        () -> thread.getState() == Thread.State.WAITING
            || thread.getState() == Thread.State.TIMED_WAITING);
  }

  @Test
  void scrapesThatComeWhileOneIsBeingMadeShareItsAnswer() throws Exception {
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(gatherer).coalesce(true).build();
    List<FutureTask<ScrapeResponse>> answers = waiting(endpoint, REQUEST, 10);

    gate.countDown();

    for (FutureTask<ScrapeResponse> answer : answers) {
      try (ScrapeResponse response = answer.get()) {
        assertThat(response.status()).isEqualTo(200);
        assertThat(ScrapedText.of(response)).isEqualTo(pass(1));
      }
    }
    assertThat(passes).hasValue(1);
  }

  @Test
  void theNextScrapeAfterTheAnswerIsMadeBeginsAnewThoughOthersAreStillSending() throws Exception {
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(gatherer).coalesce(true).build();
    List<FutureTask<ScrapeResponse>> answers = waiting(endpoint, REQUEST, 3);
    gate.countDown();
    List<ScrapeResponse> sending = new ArrayList<>();
    for (FutureTask<ScrapeResponse> answer : answers) {
      sending.add(answer.get());
    }

    for (int next = 2; next < 6; next++) { // would write into the shared bytes if they were free
      try (ScrapeResponse response = endpoint.scrape(REQUEST)) {
        assertThat(ScrapedText.of(response)).isEqualTo(pass(next));
      }
      if (!sending.isEmpty()) {
        assertThat(sending).allSatisfy(r -> assertThat(ScrapedText.of(r)).isEqualTo(pass(1)));
        sending.remove(0).close();
      }
    }
  }

  @Test
  void whatIsSharedIsGivenBackOnce() throws Exception {
    ScrapeEndpoint endpoint =
        ScrapeEndpoint.builder(gatherer).coalesce(true).maxConcurrent(4).build();
    List<FutureTask<ScrapeResponse>> answers = waiting(endpoint, REQUEST, 4);
    gate.countDown();
    for (FutureTask<ScrapeResponse> answer : answers) {
      answer.get().close();
      answer.get().close();
    }

    List<ScrapeResponse> open = new ArrayList<>();
    for (int pass = 2; pass < 6; pass++) { // each with a slot and bytes of its own
      open.add(endpoint.scrape(REQUEST));
    }
    for (int pass = 2; pass < 6; pass++) {
      assertThat(ScrapedText.of(open.get(pass - 2))).isEqualTo(pass(pass));
    }
    try (ScrapeResponse tooMany = endpoint.scrape(REQUEST)) {
      assertThat(tooMany.status()).isEqualTo(503);
    }
    open.forEach(ScrapeResponse::close);
  }

  @Test
  void onlyThoseThatWantTheSameShare() throws Exception {
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(gatherer).coalesce(true).build();
    FutureTask<ScrapeResponse> first = waiting(endpoint, REQUEST, 1).get(0);
    ScrapeRequest some = new ScrapeRequest() {
      @Override
      public String header(String name) {
        return "";
      }

      @Override
      public String query() {
        return "name[]=passes";
      }
    };
    List<ScrapeRequest> others = List.of(
        ScrapeRequest.of("application/openmetrics-text;version=1.0.0", ""),
        ScrapeRequest.of("application/openmetrics-text;version=0.0.1", ""),
        ScrapeRequest.of("text/plain;escaping=dots", ""),
        ScrapeRequest.of("", "gzip"),
        some,
        name -> name.startsWith("X-") ? "10" : "");

    for (int i = 0; i < others.size(); i++) {
      try (ScrapeResponse response = endpoint.scrape(others.get(i))) {
        assertThat(response.status()).isEqualTo(200);
      }
      assertThat(passes).hasValue(i + 2);
    }
    gate.countDown();
    first.get().close();
  }

  @Test
  void unlessTheyMayScrapesShareNothing() throws Exception {
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(gatherer).build();
    FutureTask<ScrapeResponse> first = waiting(endpoint, REQUEST, 1).get(0);

    try (ScrapeResponse second = endpoint.scrape(REQUEST)) {
      assertThat(ScrapedText.of(second)).isEqualTo(pass(2));
    }
    gate.countDown();
    first.get().close();
  }

  @Test
  void whereThePassFailsItFailsForAllAndTheNextScrapeBeginsAnew() throws Exception {
    Gatherer broken = sink -> {
      gatherer.gather(sink);
      if (passes.get() == 1) {
        throw new IllegalStateException("on purpose");
      }
    };
    ScrapeEndpoint endpoint =
        ScrapeEndpoint.builder(broken).coalesce(true).maxConcurrent(3).build();

    try (CapturedLog log = new CapturedLog(ScrapeEndpoint.class)) {
      List<FutureTask<ScrapeResponse>> answers = waiting(endpoint, REQUEST, 3);
      gate.countDown();

      for (FutureTask<ScrapeResponse> answer : answers) {
        assertThat(answer.get().status()).isEqualTo(500);
        assertThat(ScrapedText.of(answer.get()))
            .isEqualTo("Metrics could not be served. on purpose\n");
      }
      assertThat(log.records()).hasSize(1);
    }
    try (ScrapeResponse next = endpoint.scrape(REQUEST)) {
      assertThat(ScrapedText.of(next)).isEqualTo(pass(2));
    }
  }

  @Test
  void anErrorIsThrownWhereItHappenedAndToldToTheOthers() throws Exception {
    Gatherer broken = sink -> {
      gatherer.gather(sink);
      if (passes.get() == 1) {
        throw new StackOverflowError("on purpose");
      }
    };
    ScrapeEndpoint endpoint =
        ScrapeEndpoint.builder(broken).coalesce(true).maxConcurrent(2).build();
    List<FutureTask<ScrapeResponse>> answers = waiting(endpoint, REQUEST, 2);

    gate.countDown();

    assertThatThrownBy(answers.get(0)::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(StackOverflowError.class);
    assertThat(answers.get(1).get().status()).isEqualTo(500);
    assertThat(ScrapedText.of(answers.get(1).get()))
        .isEqualTo("Metrics could not be served. on purpose\n");
    try (ScrapeResponse next = endpoint.scrape(REQUEST);
        ScrapeResponse beside = endpoint.scrape(REQUEST)) {
      assertThat(next.status()).isEqualTo(200);
      assertThat(beside.status()).isEqualTo(200);
    }
  }

  @Test
  void whoWaitsGivesUpWhenItsOwnTimeIsOver() throws Exception {
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(gatherer)
        .coalesce(true)
        .timeout(Duration.ofMillis(20))
        .maxConcurrent(2)
        .build();
    FutureTask<ScrapeResponse> first = waiting(endpoint, REQUEST, 1).get(0);

    try (CapturedLog log = new CapturedLog(ScrapeEndpoint.class)) {
      for (int i = 0; i < 3; i++) { // without the slot
        ScrapeResponse response = endpoint.scrape(REQUEST);
        assertThat(response.status()).isEqualTo(503);
        assertThat(ScrapedText.of(response)).isEqualTo("Exceeded configured timeout of 0.02s.\n");
      }
      assertThat(passes).hasValue(1);
      gate.countDown();
      assertThat(first.get().status()).isEqualTo(503);
      assertThat(log.records()).hasSize(1);
    }
  }
}
