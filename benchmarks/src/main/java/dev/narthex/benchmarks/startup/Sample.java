package dev.narthex.benchmarks.startup;

import java.util.Arrays;

/** Times of the same thing, of which the middle is told: a single slow start says nothing. */
final class Sample {

  private static final double CONFIDENCE = 0.999;

  private final double[] sorted;

  Sample(double[] values) {
    sorted = values.clone();
    Arrays.sort(sorted);
  }

  double median() {
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /**
   * Half the width of the confidence interval of the median, of whatever distribution: how many
   * values lie below the true median is like throwing a coin for each. NaN for too few values.
   */
  double error() {
    double exactly = Math.pow(0.5, sorted.length); // the chance that none lies below
    double atMost = exactly;
    int rank = -1;
    while (atMost <= (1 - CONFIDENCE) / 2) {
      rank++;
      exactly *= (sorted.length - rank) / (rank + 1.0);
      atMost += exactly;
    }
    return rank < 0 ? Double.NaN : (sorted[sorted.length - 1 - rank] - sorted[rank]) / 2;
  }
}
