package dev.narthex;

import dev.narthex.model.Labels;

/**
 * A metric of a family, with its labels.
 *
 * @param <M> the type of metric
 * @since 0.1
 */
public final class Series<M extends Metric> {

  final int hash;
  final Labels labels;
  final M metric;

  /** The values of the family's first two labels: nearer for who compares them than in the labels. */
  final String value0;

  final String value1;

  Series(int hash, Labels labels, M metric) {
    this.hash = hash;
    this.labels = labels;
    this.metric = metric;
    this.value0 = valueOf(0);
    this.value1 = valueOf(1);
  }

  private String valueOf(int label) {
    return label < metric.descriptor.labelNames().size()
        ? labels.value(metric.descriptor.labelIndex(label))
        : SeriesFinder.NO_VALUE;
  }

  /**
   * All labels of the series, those that are constant in the family included.
   *
   * @return the labels
   */
  public Labels labels() {
    return labels;
  }

  /**
   * What counts for the series.
   *
   * @return the metric
   */
  public M metric() {
    return metric;
  }
}
