package dev.narthex.jvm.jmx;

import dev.narthex.model.Descriptor;
import dev.narthex.model.MetricType;
import java.util.Collection;
import java.util.List;

/** A {@link MappedFamily} as it was when it was handed over. Immutable. */
final class FamilyMapping {

  final Descriptor family;
  final Descriptor skipped;
  final List<String> keys;
  final double factor;
  final boolean negatives;
  final int maxSeries;

  FamilyMapping(MappedFamily definition) {
    family = definition.descriptor();
    skipped = Descriptor.builder(MetricType.GAUGE, "narthex_mapped_values_skipped")
        .help("Values that a collector of mapped values left out at this scrape, by the reason.")
        .constLabel("family", family.name())
        .labelNames("reason")
        .build();
    keys = definition.keys();
    factor = definition.factor();
    negatives = definition.hasNegatives();
    maxSeries = definition.maxSeries();
  }

  /** Two rules for one family would have to agree in all but what they look at. */
  void checkNotIn(Collection<FamilyMapping> others) {
    for (FamilyMapping other : others) {
      if (other.family.name().equals(family.name())) {
        throw new IllegalArgumentException(family.name() + " is mapped twice. Use a pattern that"
            + " matches all that belongs to it, or another name.");
      }
    }
  }
}
