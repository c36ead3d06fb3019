package dev.narthex.exposition;

import dev.narthex.model.Descriptor;
import dev.narthex.model.Names;

/**
 * How a family is announced where OpenMetrics' rules hold. Prometheus applies some of them to protobuf
 * too.
 *
 * @param name the family's name, for a counter without the {@code _total} of its samples, for an info
 *     without {@code _info}
 * @param unit the unit, empty if there is none or the name does not end in it: "The Unit MUST be a
 *     suffix of the MetricFamily name", and readers refuse the whole exposition where it is not
 */
record AnnouncedFamily(String name, String unit) {

  /** The announcement of a family whose name was escaped. */
  static AnnouncedFamily of(String escapedName, Descriptor family) {
    String name = Names.inOpenMetrics(family.type(), escapedName);
    boolean fits = !family.unit().isEmpty() && name.endsWith("_" + family.unit());
    return new AnnouncedFamily(name, fits ? Names.wellFormed(family.unit()) : "");
  }
}
