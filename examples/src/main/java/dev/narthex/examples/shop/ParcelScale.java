package dev.narthex.examples.shop;

import dev.narthex.model.Buckets;
import dev.narthex.model.HistogramSnapshot;

/**
 * The scale at the end of the packing line. Like many devices it sorts what it measures into classes
 * by itself, and can only be asked for the totals.
 *
 * <p>Thread-safe.
 */
final class ParcelScale {

  private static final Buckets WEIGHT_CLASSES = Buckets.of(500, 1000, 2000, 5000, 10_000);

  private final long[] parcels = new long[WEIGHT_CLASSES.size()];
  private double totalGrams;

  synchronized void weigh(Order order) {
    int grams = order.grams();
    parcels[WEIGHT_CLASSES.indexOf(grams)]++;
    totalGrams += grams;
  }

  synchronized HistogramSnapshot totals() {
    return HistogramSnapshot.of(WEIGHT_CLASSES, parcels, totalGrams);
  }
}
