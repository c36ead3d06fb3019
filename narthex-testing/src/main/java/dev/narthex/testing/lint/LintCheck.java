package dev.narthex.testing.lint;

import dev.narthex.testing.reader.ExposedFamily;
import java.util.function.Consumer;

/**
 * A check of one metric family. It may be a lambda:
 *
 * <pre>{@code
 * Lint lint = Lint.all().with("team-prefix", (family, problems) -> {
 *   if (!family.name().startsWith("shop_")) {
 *     problems.accept("metric names of this team should begin with \"shop_\"");
 *   }
 * });
 * }</pre>
 *
 * @since 0.1
 */
@FunctionalInterface
public interface LintCheck {

  /**
   * Looks at a family.
   *
   * @param family the family, with all series that are there
   * @param problems takes the text of each problem: what is wrong, and how to mend it
   */
  void check(ExposedFamily family, Consumer<String> problems);
}
