package dev.narthex.testing.reader;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The native buckets of a histogram as an exposition shows them.
 *
 * @param schema the resolution: each power of two is divided into 2^schema buckets
 * @param zeroThreshold up to which value, either side of zero, observations count as zero
 * @param zeroCount how many did
 * @param positive counts by bucket index, of values above the threshold
 * @param negative counts by bucket index, of values below the negative threshold
 * @param exemplars examples of observations, in the order they were met
 * @since 0.1
 */
public record ExposedNativeBuckets(
    int schema,
    double zeroThreshold,
    double zeroCount,
    SortedMap<Integer, Double> positive,
    SortedMap<Integer, Double> negative,
    List<ExposedExemplar> exemplars) {

  /** Makes native buckets. */
  public ExposedNativeBuckets {
    positive = Collections.unmodifiableSortedMap(new TreeMap<>(positive));
    negative = Collections.unmodifiableSortedMap(new TreeMap<>(negative));
    exemplars = List.copyOf(exemplars);
  }
}
