package dev.narthex.examples.shop;

import java.time.Duration;
import java.util.Random;

/**
 * Where the shop takes chance and working time from. A real shop has machines and people
 * elsewhere instead.
 *
 * <p>Thread-safe.
 */
final class Simulation {

  private final Random random;
  private final double timeFactor;

  /**
   * @param random where chance comes from
   * @param timeFactor what each working time is multiplied by; 0 for work that takes no time
   */
  Simulation(Random random, double timeFactor) {
    this.random = random;
    this.timeFactor = timeFactor;
  }

  /** Whether something happens that happens with this probability. */
  boolean happens(double probability) {
    return random.nextDouble() < probability;
  }

  /** A whole number from {@code least} to {@code most}. */
  int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  /** A duration around {@code median}: mostly near it, now and then several times as long. */
  Duration around(Duration median) {
    double factor = timeFactor * Math.exp(0.5 * random.nextGaussian());
    return Duration.ofNanos((long) (median.toNanos() * factor));
  }

  /** Works for a time around {@code median}; less if the thread is interrupted. */
  void work(Duration median) {
    pause(around(median));
  }

  private static void pause(Duration duration) {
    try {
      // In place of the work that a real shop would do.
      Thread.sleep(duration.toMillis(), duration.toNanosPart() % 1_000_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // for the loop that the work belongs to
    }
  }
}
