package dev.narthex.jvm;

import dev.narthex.testing.Exposition;
import dev.narthex.testing.reader.ExposedHistogram;
import dev.narthex.testing.reader.ExposedNumber;
import dev.narthex.testing.reader.ExposedSeries;
import dev.narthex.testing.reader.ExposedSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The numbers of an exposition, each of which Prometheus stores as a series of its own. */
final class Samples {

  private Samples() {}

  /** How many there are: a histogram has one for each bucket, one for its sum and one for its count. */
  static int count(Exposition exposed) {
    return series(exposed).stream().mapToInt(series -> of(series).size()).sum();
  }

  /** Those of one series. */
  static List<Double> of(ExposedSeries series) {
    List<Double> values = new ArrayList<>();
    if (series instanceof ExposedNumber number) {
      values.add(number.value());
    } else if (series instanceof ExposedHistogram histogram) {
      histogram.buckets().forEach(bucket -> values.add(bucket.cumulativeCount()));
      values.add(histogram.sum().getAsDouble());
      values.add(histogram.count().getAsDouble());
    } else if (series instanceof ExposedSummary summary) {
      summary.quantiles().forEach(quantile -> values.add(quantile.value()));
      values.add(summary.sum().getAsDouble());
      values.add(summary.count().getAsDouble());
    }
    return values;
  }

  /** How many observations some series of a family of histograms or summaries have together. */
  static double observations(Exposition exposed, String family, Predicate<ExposedSeries> some) {
    return series(exposed.only(family)).stream()
        .filter(some)
        .mapToDouble(series -> series instanceof ExposedHistogram histogram
            ? histogram.count().getAsDouble()
            : ((ExposedSummary) series).count().getAsDouble())
        .sum();
  }

  /** What the observations of some series of a family add up to. */
  static double sum(Exposition exposed, String family, Predicate<ExposedSeries> some) {
    return series(exposed.only(family)).stream()
        .filter(some)
        .mapToDouble(series -> series instanceof ExposedHistogram histogram
            ? histogram.sum().getAsDouble()
            : ((ExposedSummary) series).sum().getAsDouble())
        .sum();
  }

  /** All series, of whatever family. */
  static List<ExposedSeries> series(Exposition exposed) {
    return exposed.families().stream()
        .flatMap(family -> family.series().stream())
        .toList();
  }
}
