package dev.narthex.testing.lint;

import static dev.narthex.testing.lint.NamedCheck.ofEach;

import dev.narthex.model.MetricType;
import dev.narthex.model.Names;
import dev.narthex.testing.reader.ExposedFamily;
import dev.narthex.testing.reader.ExposedNumber;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The checks that promlint does not have. Each says how to mend what it finds. */
final class OwnChecks {

  static final List<NamedCheck> ALL = List.of(
      ofEach("help-sentence", "a help text that is empty or no sentence", OwnChecks::helpSentence),
      ofEach("unit-word", "a unit in the name that promlint does not know", OwnChecks::unitWord),
      ofEach("unit-suffix", "a unit that the name does not end in", OwnChecks::unitSuffix),
      ofEach(
          "internal-label", "a label name that Prometheus itself uses", OwnChecks::internalLabel),
      ofEach("target-label", "a label that the scrape adds", OwnChecks::targetLabel),
      ofEach("label-in-name", "a name that repeats one of its labels", OwnChecks::labelInName),
      ofEach(
          "duplicate-histogram",
          "a histogram or summary that is there twice",
          OwnChecks::duplicateHistogram),
      Cardinality.check(Lint.DEFAULT_MAX_SERIES),
      ofEach("unbounded-label", "label values without end", UnboundedLabels::check),
      new NamedCheck("label-meaning", "a label that means different things", LabelMeanings::check));

  private static final String TOTAL = "_total";
  private static final int MAX_QUOTED_CHARS = 60;

  private OwnChecks() {}

  /** A sentence has two words at least, and an end. Its beginning may be a name in lower case. */
  private static void helpSentence(ExposedFamily family, Consumer<String> problems) {
    String help = family.help();
    if (help == null) {
      return; // the check "help" tells that
    }
    String text = help.strip();
    if (text.isEmpty()) {
      problems.accept("help text is empty; say in a sentence what is counted or measured");
    } else if (!endsLikeASentence(text) || text.indexOf(' ') < 0) {
      problems.accept(
          "help text should be a sentence and end with a full stop, but is " + quoted(text));
    }
  }

  private static boolean endsLikeASentence(String text) {
    int last = text.length() - 1;
    while (last > 0 && ")\"'”’»".indexOf(text.charAt(last)) >= 0) {
      last--;
    }
    return ".!?…。".indexOf(text.charAt(last)) >= 0;
  }

  private static void unitWord(ExposedFamily family, Consumer<String> problems) {
    if (PromlintUnits.firstIn(family.name()).isEmpty()) {
      UnitWords.firstIn(family.name())
          .ifPresent(unit -> problems.accept(
              "use base unit \"" + unit.base() + "\" instead of \"" + unit.found() + "\""));
    }
  }

  private static void unitSuffix(ExposedFamily family, Consumer<String> problems) {
    String unit = family.unit();
    if (unit == null || unit.isEmpty()) {
      return;
    }
    String name = withoutTotal(family.name());
    int before = name.length() - unit.length() - 1;
    boolean isSuffix =
        name.endsWith(unit) && (before < 0 || !Character.isLetterOrDigit(name.charAt(before)));
    if (!isSuffix) {
      problems.accept("metric names should end in the unit, which is \"" + unit + "\"; call it "
          + quoted(name + "_" + unit + family.name().substring(name.length())));
    }
  }

  private static void internalLabel(ExposedFamily family, Consumer<String> problems) {
    for (String label : labelsOf(family)) {
      if (label.startsWith(Names.RESERVED_LABEL_PREFIX)) {
        problems.accept("label " + quoted(label)
            + " begins like the labels that Prometheus drops after the scrape; leave the"
            + " underscores out");
      } else if (family.type() == MetricType.UNTYPED && isOfBuckets(label, family.name())) {
        problems.accept("label " + quoted(label)
            + " is reserved for histograms and summaries; give it another name, or the metric"
            + " a type");
      }
    }
  }

  /** Lines of a histogram whose type was not said are {@code x_bucket{le="…"}}, and well named. */
  private static boolean isOfBuckets(String label, String name) {
    return label.equals("quantile") || (label.equals("le") && !name.endsWith("_bucket"));
  }

  private static void targetLabel(ExposedFamily family, Consumer<String> problems) {
    for (String label : labelsOf(family)) {
      if (label.equals("job") || label.equals("instance")) {
        problems.accept("label " + quoted(label) + " is added by the scrape, and this one becomes "
            + quoted("exported_" + label) + "; give it another name");
      }
    }
  }

  /** Names of Prometheus's Java client. Dashboards know them, so whoever exposes them cannot mend them. */
  private static final Set<String> NAMES_TO_KEEP = Set.of("jvm_threads_state");

  /**
   * Looks at the end of the name, and after "by" and "per". What a name begins with is often the
   * label too, and reads well: {@code pool_connections{pool="…"}}.
   */
  private static void labelInName(ExposedFamily family, Consumer<String> problems) {
    if (NAMES_TO_KEEP.contains(family.name())) {
      return;
    }
    String name = withoutTotal(family.name());
    for (String label : labelsOf(family)) {
      boolean isStates = label.equals(family.name()); // a state set is exposed like this
      if (!isStates && (name.endsWith("_" + label) || saysBy(label, name))) {
        problems.accept(
            "metric name repeats the label " + quoted(label) + "; leave it out of the name");
      }
    }
  }

  private static boolean saysBy(String label, String name) {
    String inside = name + "_";
    return inside.contains("_by_" + label + "_") || inside.contains("_per_" + label + "_");
  }

  private static void duplicateHistogram(ExposedFamily family, Consumer<String> problems) {
    int twins =
        PromlintChecks.seriesWithALaterTwin(family, series -> !(series instanceof ExposedNumber));
    if (twins > 0) {
      problems.accept("has " + twins
          + " of its series again; expose each once, with all its buckets" + " or quantiles");
    }
  }

  private static String withoutTotal(String name) {
    return name.endsWith(TOTAL) ? name.substring(0, name.length() - TOTAL.length()) : name;
  }

  private static Set<String> labelsOf(ExposedFamily family) {
    return LabelValues.byLabel(family).keySet();
  }

  /** Text in quotes, or its beginning if it is long. */
  static String quoted(String text) {
    if (text.length() <= MAX_QUOTED_CHARS) {
      return '"' + text + '"';
    }
    int end = text.offsetByCodePoints(0, text.codePointCount(0, MAX_QUOTED_CHARS));
    return '"' + text.substring(0, end) + "…\"";
  }
}
