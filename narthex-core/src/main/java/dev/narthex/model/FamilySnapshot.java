package dev.narthex.model;

import java.util.List;
import java.util.NoSuchElementException;

/**
 * A metric family at the moment of a scrape, with all its series.
 *
 * @param descriptor name, type, help and unit; where several sources share the family, the first
 *     source's
 * @param series the series, in the order of the scrape
 * @since 0.1
 */
public record FamilySnapshot(Descriptor descriptor, List<SeriesSnapshot> series) {

  /** Makes a snapshot. */
  public FamilySnapshot {
    series = List.copyOf(series);
  }

  /**
   * The family's name.
   *
   * @return the full name
   */
  public String name() {
    return descriptor.name();
  }

  /**
   * The series with exactly these labels.
   *
   * @param labels the labels, constant ones included
   * @return the series
   * @throws NoSuchElementException if there is none; the message lists what is there
   */
  public SeriesSnapshot series(Labels labels) {
    return series.stream()
        .filter(one -> one.labels().equals(labels))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException(name()
            + " has no series "
            + labels
            + ". It has "
            + series.stream().map(SeriesSnapshot::labels).toList()
            + "."));
  }
}
