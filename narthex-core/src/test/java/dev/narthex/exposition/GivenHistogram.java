package dev.narthex.exposition;

import dev.narthex.model.Buckets;
import dev.narthex.model.Exemplar;
import dev.narthex.model.HistogramData;
import dev.narthex.model.Millis;
import dev.narthex.model.NativeHistogramData;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A histogram with every part as a test wants it; the counts are those of each bucket alone. */
record GivenHistogram(
    Buckets buckets,
    List<Long> counts,
    double sum,
    long createdMillis,
    Map<Integer, Exemplar> exemplars,
    @Nullable NativeHistogramData nativeData)
    implements HistogramData {

  GivenHistogram(
      Buckets buckets,
      List<Long> counts,
      double sum,
      long createdMillis,
      Map<Integer, Exemplar> exemplars) {
    this(buckets, counts, sum, createdMillis, exemplars, null);
  }

  static GivenHistogram of(Buckets buckets, List<Long> counts, double sum) {
    return new GivenHistogram(buckets, counts, sum, Millis.NONE, Map.of());
  }

  @Override
  public long bucketCount(int index) {
    return counts.get(index);
  }

  @Override
  public Exemplar exemplar(int index) {
    return exemplars.get(index);
  }
}
