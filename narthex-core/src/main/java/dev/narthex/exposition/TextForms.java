package dev.narthex.exposition;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.narthex.model.Buckets;
import dev.narthex.model.Derivation;
import dev.narthex.model.Labels;
import dev.narthex.model.Names;
import dev.narthex.model.Quantiles;

/** What label sets, bucket bounds and quantile ranks look like in the two text formats. */
final class TextForms {

  /** {@code le="0.1"} for each bucket, with brace and space, in the classic spelling of numbers. */
  static final Derivation<Buckets, byte[][]> LE = new LeForm(false);

  /** {@code le="1.0"} for each bucket, with brace and space, in OpenMetrics' spelling. */
  static final Derivation<Buckets, byte[][]> LE_OPENMETRICS = new LeForm(true);

  /** {@code quantile="0.5"} for each rank, with brace and space, in the classic spelling of numbers. */
  static final Derivation<Quantiles, byte[][]> QUANTILE = new QuantileForm(false);

  /** {@code quantile="1.0"} for each rank, with brace and space, in OpenMetrics' spelling. */
  static final Derivation<Quantiles, byte[][]> QUANTILE_OPENMETRICS = new QuantileForm(true);

  private static final EscapedForms<Labels, byte[]> LABELS =
      new EscapedForms<>((labels, escaping) -> labelsText(labels, escaping).getBytes(UTF_8));

  private TextForms() {}

  /** {@code method="GET",code="200"}: without braces, so that more can follow. */
  static Derivation<Labels, byte[]> labels(EscapingScheme escaping) {
    return LABELS.under(escaping);
  }

  private static String labelsText(Labels labels, EscapingScheme escaping) {
    StringBuilder text = new StringBuilder();
    String[] names = escaping.labelNames(labels);
    for (int i = 0; i < names.length; i++) {
      text.append(i == 0 ? "" : ",");
      appendLabelName(text, names[i]);
      text.append("=\"");
      appendEscaped(text, labels.value(i), true);
      text.append('"');
    }
    return text.toString();
  }

  private static void appendLabelName(StringBuilder text, String name) {
    if (Names.isLegacyLabelName(name)) {
      text.append(name);
    } else {
      appendQuoted(text, name);
    }
  }

  /** A name in quotes, as the formats want it outside the legacy alphabet. */
  static void appendQuoted(StringBuilder text, String name) {
    text.append('"');
    appendEscaped(text, name, true);
    text.append('"');
  }

  /** Escapes backslash, line feed and, if asked for, the double quote; nothing else. */
  static void appendEscaped(StringBuilder text, String raw, boolean quotes) {
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      switch (c) {
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '"' -> text.append(quotes ? "\\\"" : "\"");
        default -> text.append(c);
      }
    }
  }

  private static byte[] spelled(String label, double value, boolean openMetrics) {
    byte[] digits = new byte[DecimalWriter.MAX_BYTES];
    int length = openMetrics
        ? DecimalWriter.writeLabelOpenMetrics(value, digits, 0)
        : DecimalWriter.writeLabel(value, digits, 0);
    return (label + "=\"" + new String(digits, 0, length, UTF_8) + "\"} ").getBytes(UTF_8);
  }

  private static final class LeForm extends Derivation<Buckets, byte[][]> {
    private final boolean openMetrics;

    LeForm(boolean openMetrics) {
      this.openMetrics = openMetrics;
    }

    @Override
    protected byte[][] derive(Buckets buckets) {
      byte[][] forms = new byte[buckets.size()][];
      for (int i = 0; i < forms.length; i++) {
        forms[i] = spelled("le", buckets.upperBound(i), openMetrics);
      }
      return forms;
    }
  }

  private static final class QuantileForm extends Derivation<Quantiles, byte[][]> {
    private final boolean openMetrics;

    QuantileForm(boolean openMetrics) {
      this.openMetrics = openMetrics;
    }

    @Override
    protected byte[][] derive(Quantiles quantiles) {
      byte[][] forms = new byte[quantiles.size()][];
      for (int i = 0; i < forms.length; i++) {
        forms[i] = spelled("quantile", quantiles.rank(i), openMetrics);
      }
      return forms;
    }
  }
}
