package dev.narthex;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.model.NativeBuckets;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Invariant I5 of {@link StripedMetric}: a program that observes on its way into a recursion without
 * end does not make later scrapes hang.
 *
 * <p>Whether giving a stripe back needs more stack than taking it depends on what the JIT compiler has
 * done by then. So this runs in a JVM of its own, which never compiles what gives it back.
 */
class StackOverflowTest {

  /** Far more than it takes; met only when the other JVM hangs. */
  private static final long PATIENCE_SECONDS = 60;

  @Test
  void leavesNoStripeTakenWhereTheStackEnds()
      throws IOException, InterruptedException, URISyntaxException {
    Process recursion = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:CompileCommand=quiet",
            "-XX:CompileCommand=exclude,dev.narthex.Stripe::unlock",
            "-cp",
            folderOf(Counter.class) + File.pathSeparator + folderOf(StackOverflowTest.class),
            Recursion.class.getName())
        .redirectErrorStream(true)
        .start();

    boolean ended = recursion.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      recursion.destroyForcibly();
    }

    assertThat(ended).as("whether each scrape came to its end").isTrue();
    assertThat(new String(recursion.getInputStream().readAllBytes(), UTF_8).lines())
        .containsExactly("all observations were counted");
  }

  private static String folderOf(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
        .toString();
  }

  /** What runs in the other JVM. Where exactly the stack ends differs from round to round. */
  static final class Recursion {

    private static final int ROUNDS = 200;
    private static final int WARM_UP = 100_000;
    private static final long STACK_BYTES = 160 * 1024;

    private List<Observer> observers = List.of();
    private long observed;
    private long failed;

    private Recursion() {}

    @SuppressWarnings("SystemOut") // that is how it answers
    public static void main(String[] args) throws InterruptedException {
      Recursion recursion = new Recursion();
      for (int round = 0; round < ROUNDS; round++) {
        long missing = recursion.run(round);
        if (missing > 0) {
          System.out.println("round " + round + " lost " + missing + " observations");
        }
      }
      System.out.println(
          recursion.failed > 0 ? "all observations were counted" : "the stack never ended");
    }

    /** Returns how many observations are not there afterwards. */
    private long run(int round) throws InterruptedException {
      Histogram histogram =
          Histogram.builder("h").nativeBuckets(NativeBuckets.DEFAULT).build();
      Summary summary = Summary.builder("s").objective(0.5, 0.01).build();
      Histogram expiring = Histogram.builder("e")
          .labelNames("l")
          .expireAfter(Duration.ofHours(1))
          .build()
          .with("a");
      observers = List.of(histogram, summary, expiring);
      observed = 0;
      for (int i = 0; round == 0 && i < WARM_UP; i++) {
        observe();
      }
      Thread thread = new Thread(null, this::recurse, "recursion", STACK_BYTES + 32L * round);
      thread.start();
      thread.join();
      long counted = Math.min(
          Math.min(histogram.snapshot().count(), expiring.snapshot().count()),
          summary.snapshot().count());
      return observed - counted;
    }

    private void recurse() {
      try {
        one(1);
      } catch (StackOverflowError e) {
        failed++;
      }
    }

    // Frames of different sizes, so that the stack ends at different places in what is called.

    private void one(long a) {
      tryToObserve();
      two(a, 2);
    }

    private void two(long a, long b) {
      tryToObserve();
      three(a, b, 3);
    }

    private void three(long a, long b, long c) {
      tryToObserve();
      one(a + b + c);
    }

    private void tryToObserve() {
      try {
        observe();
      } catch (StackOverflowError e) {
        failed++;
      }
    }

    private void observe() {
      for (int i = 0; i < observers.size(); i++) {
        observers.get(i).observe(0.37 * (observed % 1000));
      }
      observed++;
    }
  }
}
