package dev.narthex;

import dev.narthex.model.Quantiles;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The quantiles a summary promises, each with the error it may have, and what follows from that for
 * the values that must be kept. Immutable.
 */
final class Objectives {

  static final Objectives NONE = new Objectives(new TreeMap<>());

  /** The most values that the objectives of one summary may need to keep, by estimate. */
  static final int MAX_KEPT = 20_000;

  private final Quantiles quantiles;
  private final double[] errors;

  /** How fast the room grows with the distance from a rank, below it and above it. */
  private final double[] slopeBelow;

  private final double[] slopeAbove;

  private Objectives(SortedMap<Double, Double> errorByRank) {
    quantiles = Quantiles.of(
        errorByRank.keySet().stream().mapToDouble(Double::doubleValue).toArray());
    errors = errorByRank.values().stream().mapToDouble(Double::doubleValue).toArray();
    slopeBelow = new double[errors.length];
    slopeAbove = new double[errors.length];
    for (int i = 0; i < errors.length; i++) {
      double rank = quantiles.rank(i);
      // Half the promised error: the parts of a window, which are read together, can double it.
      double room = 2 * (errors[i] / 2);
      slopeBelow[i] = room / (1 - rank);
      slopeAbove[i] = room / rank;
    }
  }

  static Objectives of(Map<Double, Double> errorByRank) {
    SortedMap<Double, Double> sorted = new TreeMap<>();
    errorByRank.forEach((rank, error) -> {
      if (!(error > 0 && error <= 1)) {
        throw new IllegalArgumentException("The error allowed for quantile "
            + rank
            + " is "
            + error
            + " but must be above 0 and at most 1. For the 99th percentile 0.001 is usual:"
            + " objective(0.99, 0.001).");
      }
      sorted.put(rank + 0.0, error); // turns -0.0 into 0.0
    });
    Objectives objectives = new Objectives(sorted);
    objectives.checkSize();
    return objectives;
  }

  private void checkSize() {
    double kept = 0;
    for (int i = 0; i < errors.length; i++) {
      double rank = quantiles.rank(i);
      if (!isExtreme(rank)) {
        kept += 2 * (Math.log(1 / (1 - rank)) / slopeBelow[i] + Math.log(1 / rank) / slopeAbove[i]);
      }
    }
    if (kept > MAX_KEPT) {
      throw new IllegalArgumentException(
          ("The objectives %s need about %.0f values in memory for each age bucket but may need %d."
                  + " Allow larger errors, or use a Histogram.")
              .formatted(this, kept, MAX_KEPT));
    }
  }

  Quantiles quantiles() {
    return quantiles;
  }

  /**
   * Whether the ranks from {@code low} to {@code high} may be told by one value among {@code count}.
   *
   * <p>The room for a target of rank q with error e is 2eR/q at ranks R above qn and 2e(n − R)/(1 −
   * q) below, so it is narrowest, 2en, at the target itself (Cormode, Korn, Muthukrishnan,
   * Srivastava: "Effective Computation of Biased Quantiles over Data Streams", section 4). Here it
   * is taken at the narrowest place of the range, so that the range keeps to it when the target
   * wanders into it as the count grows.
   */
  boolean mayMerge(double low, double high, double count) {
    double width = high - low;
    for (int i = 0; i < errors.length; i++) {
      double rank = quantiles.rank(i);
      if (isExtreme(rank)) {
        continue; // the smallest and the largest value are always kept
      }
      double target = rank * count;
      double room;
      if (high <= target) {
        room = slopeBelow[i] * (count - high);
      } else if (low >= target) {
        room = slopeAbove[i] * low;
      } else {
        room = slopeAbove[i] * target;
      }
      if (width > room) {
        return false;
      }
    }
    return true;
  }

  private static boolean isExtreme(double rank) {
    return rank == 0 || rank == 1;
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof Objectives other
        && quantiles.equals(other.quantiles)
        && Arrays.equals(errors, other.errors);
  }

  @Override
  public int hashCode() {
    return 31 * quantiles.hashCode() + Arrays.hashCode(errors);
  }

  /** Ranks with their errors, as in {@code {0.5±0.05, 0.99±0.001}}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < errors.length; i++) {
      text.append(i == 0 ? "" : ", ").append(quantiles.rank(i)).append('±').append(errors[i]);
    }
    return text.append('}').toString();
  }
}
