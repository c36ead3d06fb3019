package dev.narthex.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.Gatherer;
import dev.narthex.Gauge;
import dev.narthex.Registry;
import dev.narthex.exposition.OutputBuffer;
import dev.narthex.support.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever breaks in a pass that scrapes share, and wherever, each of them comes to its end, and their
 * slots are free again. None of these scrapes has a time limit, so one that is forgotten would wait for
 * ever.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BrokenPassTest {

  private static final ScrapeRequest REQUEST = ScrapeRequest.of("", "fragile");
  private static final int SCRAPES = 3;

  /** Where an error strikes. */
  enum Point {
    /** Before anything was written. */
    GATHERING,
    /** After a failure. */
    LOGGING_A_FAILURE,
    /** After a failure that leaves a rest. */
    LOGGING_WHAT_IS_MISSING,
    NEW_COMPRESSOR,
    BEGIN_OF_COMPRESSION,
    COMPRESSION,
    END_OF_COMPRESSION,
    /** When a workspace is given back that nobody needs. */
    CLOSE_OF_COMPRESSOR,
    /** The coding is asked for its name when the pass has begun, by whoever wants to know it. */
    NAME_OF_CODING,
    NOWHERE
  }

  /** The scrape that begins a pass waits here for its compressor, so that others can join. */
  private final CountDownLatch gate = new CountDownLatch(1);

  private final BrokenHandler handler = new BrokenHandler();
  private final Logger logger = Logger.getLogger(ScrapeEndpoint.class.getName());
  private final Registry registry = new Registry();
  private volatile Point broken = Point.NOWHERE;

  private void strike(Point point) {
    if (broken == point) {
      throw new OutOfMemoryError("on purpose: " + point);
    }
  }

  private final Gatherer gatherer = sink -> {
    strike(Point.GATHERING);
    if (broken == Point.LOGGING_A_FAILURE) {
      throw new IllegalStateException("is logged");
    }
    registry.gather(sink);
  };

  private final class FragileCoding implements ContentCoding {

    @Override
    public String name() {
      strike(Point.NAME_OF_CODING);
      return "fragile";
    }

    @Override
    public Compressor newCompressor() {
      await(gate);
      strike(Point.NEW_COMPRESSOR);
      Compressor gzip = ContentCoding.gzip().newCompressor();
      return new Compressor() {
        @Override
        public void begin(OutputBuffer out) {
          strike(Point.BEGIN_OF_COMPRESSION);
          gzip.begin(out);
        }

        @Override
        public void drain(byte[] bytes, int length) {
          strike(Point.COMPRESSION);
          gzip.drain(bytes, length);
        }

        @Override
        public void finish() {
          strike(Point.END_OF_COMPRESSION);
          gzip.finish();
        }

        @Override
        public void close() {
          strike(Point.CLOSE_OF_COMPRESSOR);
          gzip.close();
        }
      };
    }
  }

  private final class BrokenHandler extends Handler {
    @Override
    public void publish(LogRecord record) {
      strike(Point.LOGGING_A_FAILURE);
      strike(Point.LOGGING_WHAT_IS_MISSING);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  BrokenPassTest() {
    Gauge.builder("g").help("x".repeat(100_000)).register(registry);
    registry.register(sink -> {
      if (broken == Point.LOGGING_WHAT_IS_MISSING) {
        throw new IllegalStateException("is missing");
      }
    });
    logger.setUseParentHandlers(false);
    logger.addHandler(handler);
  }

  @AfterEach
  void leaveTheLogAsItWas() {
    logger.removeHandler(handler);
    logger.setUseParentHandlers(true);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private ScrapeEndpoint.Builder endpoint() {
    return ScrapeEndpoint.builder(gatherer)
        .codings(new FragileCoding())
        .coalesce(true)
        .maxConcurrent(SCRAPES);
  }

  /** Scrapes that share a pass: the first began it, and all wait. */
  private static List<FutureTask<ScrapeResponse>> sharing(ScrapeEndpoint endpoint) {
    List<FutureTask<ScrapeResponse>> scrapes = new ArrayList<>();
    for (int i = 0; i < SCRAPES; i++) {
      FutureTask<ScrapeResponse> scrape = new FutureTask<>(() -> endpoint.scrape(REQUEST));
      Thread thread = new Thread(scrape, "scrape " + i);
      thread.setDaemon(true);
      thread.start();
      scrapes.add(scrape);
      Await.until(thread + " waits", () -> isWaiting(thread));
    }
    return scrapes;
  }

  private static boolean isWaiting(Thread thread) {
    return thread.getState() == Thread.State.WAITING
        || thread.getState() == Thread.State.TIMED_WAITING;
  }

  /** The status of a scrape, or 0 if it threw the error. */
  private static int statusOrThrown(FutureTask<ScrapeResponse> scrape) throws Exception {
    try {
      ScrapeResponse response = scrape.get(1, TimeUnit.MINUTES);
      response.close();
      return response.status();
    } catch (ExecutionException e) {
      assertThat(e).hasCauseInstanceOf(OutOfMemoryError.class);
      return 0;
    }
  }

  private static void assertAllSlotsAreFree(ScrapeEndpoint endpoint) {
    List<ScrapeResponse> open = new ArrayList<>();
    for (int i = 0; i < SCRAPES; i++) {
      open.add(endpoint.scrape(REQUEST));
      assertThat(open.get(i).status()).as("slot %d", i).isEqualTo(200);
    }
    try (ScrapeResponse oneMore = endpoint.scrape(REQUEST)) {
      assertThat(oneMore.status()).isEqualTo(503);
    }
    open.forEach(ScrapeResponse::close);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"CLOSE_OF_COMPRESSOR", "NOWHERE"})
  void whereverAnErrorStrikesAllWhoShareAPassComeToTheirEnd(Point point) throws Exception {
    ScrapeEndpoint endpoint = endpoint().build();
    List<FutureTask<ScrapeResponse>> scrapes = sharing(endpoint);

    broken = point;
    gate.countDown();

    List<Integer> ends = new ArrayList<>();
    for (FutureTask<ScrapeResponse> scrape : scrapes) {
      ends.add(statusOrThrown(scrape));
    }
    if (point == Point.NAME_OF_CODING) {
      assertThat(ends).containsExactly(0, 0, 0); // the pass went well, no response could be made
    } else {
      assertThat(ends).containsExactly(0, 500, 500); // thrown where it struck, told to the others
    }
    broken = Point.NOWHERE;
    assertAllSlotsAreFree(endpoint);
  }

  @Test
  void aCompressorThatCannotBeClosedKeepsNoSlot() {
    gate.countDown();
    ScrapeEndpoint endpoint = endpoint().build();
    List<ScrapeResponse> open = new ArrayList<>();
    for (int i = 0; i < SCRAPES; i++) { // one more than workspaces are kept
      open.add(endpoint.scrape(REQUEST));
    }

    broken = Point.CLOSE_OF_COMPRESSOR;
    open.get(0).close();
    open.get(1).close();
    assertThatThrownBy(open.get(2)::close).isInstanceOf(OutOfMemoryError.class);

    broken = Point.NOWHERE;
    assertAllSlotsAreFree(endpoint);
  }

  /** With an executor there is always a time limit; here it is one that nobody lives to see. */
  @Test
  void anExecutorThatBreaksReleasesThoseWhoJoinedEvenIfItCannotBeLogged() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    ScrapeEndpoint endpoint = endpoint()
        .timeout(Duration.ofHours(1), task -> {
          if (broken == Point.NOWHERE) {
            threads.execute(task);
          } else {
            await(gate);
            throw new OutOfMemoryError("on purpose: no thread");
          }
        })
        .build();
    broken = Point.LOGGING_A_FAILURE;
    try {
      List<FutureTask<ScrapeResponse>> scrapes = sharing(endpoint);

      gate.countDown();

      assertThat(statusOrThrown(scrapes.get(0))).isZero();
      assertThat(statusOrThrown(scrapes.get(1))).isEqualTo(500);
      assertThat(statusOrThrown(scrapes.get(2))).isEqualTo(500);
      broken = Point.NOWHERE;
      assertAllSlotsAreFree(endpoint);
    } finally {
      threads.shutdownNow();
    }
  }

  /** Stands for a map that runs out of memory. */
  @Test
  void aPassThatCannotBeFoundByOthersFailsAndKeepsNoSlot() {
    gate.countDown();
    ScrapeEndpoint endpoint = endpoint().build();
    Set<String> names = new HashSet<>() {
      @Override
      public int hashCode() {
        throw new OutOfMemoryError("on purpose: no place in the map");
      }
    };
    for (int i = 0; i < SCRAPES; i++) {
      assertThat(endpoint.passes.takeSlot()).isTrue();
      Pass own = new Pass(endpoint, Negotiation.format("", true), null, names, 0, false);

      assertThatThrownBy(() -> endpoint.passes.joined(own)).isInstanceOf(OutOfMemoryError.class);

      assertThat(own.join()).isFalse();
      assertThat(own.failure()).isInstanceOf(OutOfMemoryError.class);
    }
    assertAllSlotsAreFree(endpoint);
  }
}
