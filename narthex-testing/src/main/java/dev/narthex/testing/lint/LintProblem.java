package dev.narthex.testing.lint;

import java.util.Comparator;
import java.util.Objects;

/**
 * One fault that was found with a metric family. Problems are ordered by the metric's name, then by
 * their text.
 *
 * @param metric the name of the family
 * @param check the name of the check that found it, to be given to {@link Lint#without}
 * @param text what is wrong, and how to mend it
 * @since 0.1
 */
public record LintProblem(String metric, String check, String text)
    implements Comparable<LintProblem> {

  private static final Comparator<LintProblem> ORDER = Comparator.comparing(LintProblem::metric)
      .thenComparing(LintProblem::text)
      .thenComparing(LintProblem::check);

  /** Makes a problem. */
  public LintProblem {
    Objects.requireNonNull(metric, "metric");
    Objects.requireNonNull(check, "check");
    Objects.requireNonNull(text, "text");
  }

  @Override
  public int compareTo(LintProblem other) {
    return ORDER.compare(this, other);
  }

  /** The problem as a line, for instance {@code jobs no help text [help]}. */
  @Override
  public String toString() {
    return metric + " " + text + " [" + check + "]";
  }
}
