package dev.narthex.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The ranks of the quantiles that a summary shows, in increasing order: 0.5 for the median, 0.99 for
 * the value that one in a hundred observations exceeds.
 *
 * @since 0.1
 */
public final class Quantiles extends Derivable {

  /** No quantiles: a summary that shows its count and sum only. */
  public static final Quantiles NONE = new Quantiles(new double[0]);

  /** The most quantiles a summary can show. */
  public static final int MAX_SIZE = 1000;

  private final double[] ranks;

  private Quantiles(double[] ranks) {
    this.ranks = ranks;
  }

  /**
   * Takes the ranks one by one.
   *
   * @param ranks from 0 to 1, in any order
   * @return the quantiles, in increasing order
   * @throws IllegalArgumentException if a rank is not between 0 and 1 or is there twice, or there
   *     are more than {@link #MAX_SIZE}
   */
  public static Quantiles of(double... ranks) {
    if (ranks.length > MAX_SIZE) {
      throw new IllegalArgumentException(
          "A summary has at most %d quantiles but got %d.".formatted(MAX_SIZE, ranks.length));
    }
    double[] sorted = new double[ranks.length];
    for (int i = 0; i < ranks.length; i++) {
      if (!(ranks[i] >= 0 && ranks[i] <= 1)) {
        throw new IllegalArgumentException(
            "Quantile rank " + ranks[i] + " is not between 0 and 1. The median is 0.5.");
      }
      sorted[i] = ranks[i] + 0.0; // turns -0.0 into 0.0, which is written the same
    }
    Arrays.sort(sorted);
    for (int i = 1; i < sorted.length; i++) {
      if (sorted[i] == sorted[i - 1]) {
        throw new IllegalArgumentException(
            "Quantile rank " + sorted[i] + " is given twice. Remove one.");
      }
    }
    return sorted.length == 0 ? NONE : new Quantiles(sorted);
  }

  /**
   * The number of quantiles.
   *
   * @return 0 or more
   */
  public int size() {
    return ranks.length;
  }

  /**
   * The rank of a quantile.
   *
   * @param index from 0 to {@link #size} − 1
   * @return from 0 to 1
   */
  public double rank(int index) {
    return ranks[index];
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return this == object
        || (object instanceof Quantiles other && Arrays.equals(ranks, other.ranks));
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ranks);
  }

  /** The ranks, as in {@code [0.5, 0.99]}. */
  @Override
  public String toString() {
    return Arrays.toString(ranks);
  }
}
