package dev.narthex.exposition;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.narthex.model.Names;

/** The beginning of all lines with one sample name, ready to be copied. */
final class LineName {

  /** Up to where labels go: the name and a brace, or a brace and the quoted name with a comma. */
  final byte[] beforeLabels;

  /** For a sample without labels: the name, or the quoted name in braces. */
  final byte[] alone;

  private LineName(String beforeLabels, String alone) {
    this.beforeLabels = beforeLabels.getBytes(UTF_8);
    this.alone = alone.getBytes(UTF_8);
  }

  static LineName of(String name) {
    if (Names.isLegacyMetricName(name)) {
      return new LineName(name + "{", name);
    }
    StringBuilder quoted = new StringBuilder("{");
    TextForms.appendQuoted(quoted, name);
    return new LineName(quoted + ",", quoted + "}");
  }

  /** The name as it stands in HELP, TYPE and UNIT lines. */
  static String inComment(String name) {
    if (Names.isLegacyMetricName(name)) {
      return name;
    }
    StringBuilder quoted = new StringBuilder();
    TextForms.appendQuoted(quoted, name);
    return quoted.toString();
  }
}
