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
  private byte[] prepared = {};
  private int preparedLength;

  LineWriter(OutputBuffer out, EscapingScheme escaping) {
    this.out = out;
    this.labelForm = TextForms.labels(escaping);
  }

  /** {@code jobs_total{queue="a"} }, up to where the value goes. */
  void begin(LineName name, Labels labels) {
    if (labels.isEmpty()) {
      out.write(name.alone);
      out.write(' ');
    } else {
      byte[] before = name.beforeLabels;
      byte[] form = labelForm.of(labels);
      out.ensure(before.length + form.length + 2);
      byte[] bytes = out.array();
      int at = out.size();
      System.arraycopy(before, 0, bytes, at, before.length);
      at += before.length;
      System.arraycopy(form, 0, bytes, at, form.length);
      at += form.length;
      bytes[at++] = '}';
      bytes[at++] = ' ';
      out.advanceTo(at);
    }
  }

  /** Remembers what the next lines begin with: name, brace, labels and the comma after them. */
  void prepare(LineName name, Labels labels) {
    byte[] before = name.beforeLabels;
    byte[] form = labelForm.of(labels);
    int length = before.length + form.length + 1;
    if (prepared.length < length) {
      prepared = new byte[2 * length];
    }
    System.arraycopy(before, 0, prepared, 0, before.length);
    System.arraycopy(form, 0, prepared, before.length, form.length);
    prepared[length - 1] = ',';
    preparedLength = labels.isEmpty() ? before.length : length;
  }

  /** {@code latency_bucket{queue="a",le="0.1"} }, with what was prepared before the last label. */
  void beginPrepared(byte[] lastLabel) {
    out.write(prepared, 0, preparedLength);
    out.write(lastLabel);
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
