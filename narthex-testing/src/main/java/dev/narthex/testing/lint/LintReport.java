package dev.narthex.testing.lint;

import java.util.List;

/**
 * What linting came to.
 *
 * @param problems all problems, ordered by metric and text; the same one is there as often as it was
 *     found
 * @param families how many metric families were looked at
 * @since 0.1
 */
public record LintReport(List<LintProblem> problems, int families) {

  /** How many problems a message shows: some are found anew in each of many series. */
  public static final int MAX_SHOWN = 200;

  /** Makes a report. */
  public LintReport {
    problems = List.copyOf(problems);
  }

  /**
   * Whether nothing was found.
   *
   * @return whether there is no problem
   */
  public boolean isClean() {
    return problems.isEmpty();
  }

  /**
   * Makes a test fail if something was found.
   *
   * @throws AssertionError with all problems, if there is one
   */
  public void assertClean() {
    if (!isClean()) {
      throw new AssertionError(this + "\nMend them, or switch a check off by its name in brackets:"
          + " Lint.all().without(\"" + problems.get(0).check() + "\")");
    }
  }

  /**
   * How much was found.
   *
   * @return a sentence, such as {@code 2 problems in 9 metric families.}
   */
  public String summary() {
    if (families == 0) {
      return "There are no metric families, so nothing was found.";
    }
    return counted(problems.size(), "problem", "problems") + " in "
        + counted(families, "metric family", "metric families") + ".";
  }

  /** The summary, and below it the problems line by line, those past {@link #MAX_SHOWN} counted. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(summary());
    for (LintProblem problem : problems.subList(0, Math.min(MAX_SHOWN, problems.size()))) {
      text.append("\n  ").append(problem);
    }
    if (problems.size() > MAX_SHOWN) {
      text.append("\n  … and ").append(problems.size() - MAX_SHOWN).append(" more");
    }
    return text.toString();
  }

  private static String counted(int number, String one, String many) {
    return (number == 0 ? "No" : Integer.toString(number)) + " " + (number == 1 ? one : many);
  }
}
