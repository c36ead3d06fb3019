package dev.narthex.jvm.jmx;

import dev.narthex.MetricSink;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the series of one family at one scrape. For one thread. */
@SuppressWarnings("EnumOrdinal") // the array is made for the enum and does not leave this class
final class FamilyWriter {

  private final FamilyMapping mapping;
  private final MetricSink sink;
  private final boolean counter;
  private final String[] labelValues;
  private final int[] skipped = new int[Skipped.values().length];
  private final Set<Labels> written = new HashSet<>();

  FamilyWriter(FamilyMapping mapping, MetricSink sink) {
    this.mapping = mapping;
    this.sink = sink;
    this.counter = mapping.family.type() == MetricType.COUNTER;
    this.labelValues = new String[mapping.family.labelNames().size()];
    sink.family(mapping.family);
  }

  /** Sets the value of a label that comes from a key property. */
  void key(int index, String value) {
    labelValues[index] = value;
  }

  void skip(Skipped why) {
    skipped[why.ordinal()]++;
  }

  /** Writes what is in a value: itself, or what it nests as deep as the family says. */
  void write(Object value) {
    write(value, mapping.keys.size());
  }

  private void write(@Nullable Object value, int label) {
    if (label == labelValues.length) {
      writeLeaf(value);
    } else if (!Nesting.forEach(value, (key, nested) -> {
      labelValues[label] = key;
      write(nested, label + 1);
    })) {
      skip(Skipped.NOT_A_NUMBER);
    }
  }

  private void writeLeaf(@Nullable Object leaf) {
    double value;
    if (leaf instanceof Number number) {
      value = number.doubleValue() * mapping.factor;
    } else if (leaf instanceof Boolean flag) {
      value = flag ? 1 : 0;
    } else {
      skip(Skipped.NOT_A_NUMBER);
      return;
    }
    if (value < 0 && !mapping.negatives) {
      return;
    }
    if (counter && !(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      skip(Skipped.NOT_A_NUMBER);
    } else if (written.size() >= mapping.maxSeries) {
      skip(Skipped.TOO_MANY);
    } else {
      writeOnce(value);
    }
  }

  private void writeOnce(double value) {
    Labels labels = mapping.family.labels(labelValues);
    if (!written.add(labels)) {
      skip(Skipped.DUPLICATE);
    } else if (counter) {
      sink.counter(labels, value);
    } else {
      sink.value(labels, value);
    }
  }

  /** Says what was left out. */
  void end() {
    for (Skipped why : Skipped.values()) {
      if (skipped[why.ordinal()] > 0) {
        sink.family(mapping.skipped);
        sink.value(mapping.skipped.labels(why.reason), skipped[why.ordinal()]);
      }
    }
  }
}
