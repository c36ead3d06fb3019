package dev.narthex.exposition;

import dev.narthex.model.Derivation;
import dev.narthex.model.Labels;

/**
 * Writes the lines of a text format piece by piece: name and labels, numbers, the end. It knows how a
 * line is built, not which lines there are. For one thread.
 */
final class LineWriter {

  private final OutputBuffer out;
  private final Derivation<Labels, byte[]> labelForm;

  LineWriter(OutputBuffer out, EscapingScheme escaping) {
    this.out = out;
    this.labelForm = TextForms.labels(escaping);
  }

  /** {@code jobs_total{queue="a"} }, up to where the value goes. */
  void begin(LineName name, Labels labels) {
    if (labels.isEmpty()) {
      out.write(name.alone);
    } else {
      out.write(name.beforeLabels);
      out.write(labelForm.of(labels));
      out.write('}');
    }
    out.write(' ');
  }

  /** {@code latency_bucket{queue="a",le="0.1"} }, up to where the value goes. */
  void begin(LineName name, Labels labels, byte[] lastLabel) {
    out.write(name.beforeLabels);
    if (!labels.isEmpty()) {
      out.write(labelForm.of(labels));
      out.write(',');
    }
    out.write(lastLabel);
    out.write('}');
    out.write(' ');
  }

  /** A label set in braces, as in an exemplar. */
  void labels(Labels labels) {
    out.write('{');
    out.write(labelForm.of(labels));
    out.write('}');
  }

  void bytes(byte[] bytes) {
    out.write(bytes);
  }

  void space() {
    out.write(' ');
  }

  void count(long unsigned) {
    out.ensure(DecimalWriter.MAX_BYTES);
    out.advanceTo(DecimalWriter.writeUnsignedLong(unsigned, out.array(), out.size()));
  }

  void millis(long millis) {
    out.ensure(DecimalWriter.MAX_BYTES);
    out.advanceTo(DecimalWriter.writeLong(millis, out.array(), out.size()));
  }

  void number(double value) {
    out.ensure(DecimalWriter.MAX_BYTES);
    out.advanceTo(DecimalWriter.writeSample(value, out.array(), out.size()));
  }

  void openMetricsNumber(double value) {
    out.ensure(DecimalWriter.MAX_BYTES);
    out.advanceTo(DecimalWriter.writeSampleOpenMetrics(value, out.array(), out.size()));
  }

  void end() {
    out.write('\n');
  }
}
