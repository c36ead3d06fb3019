package dev.narthex.testing.lint;

import dev.narthex.testing.reader.ExposedFamily;
import java.util.List;

/**
 * A check as {@link Lint} keeps it.
 *
 * @param name what switches it off
 * @param finds what it finds fault with, in a few words
 * @param body the check itself
 */
record NamedCheck(String name, String finds, Body body) {

  /** A check that sees all families at once. */
  @FunctionalInterface
  interface Body {
    void check(List<ExposedFamily> families, Found found);
  }

  /** Where problems go. */
  @FunctionalInterface
  interface Found {
    void add(ExposedFamily family, String text);
  }

  static NamedCheck ofEach(String name, String finds, LintCheck check) {
    return new NamedCheck(name, finds, (families, found) -> {
      for (ExposedFamily family : families) {
        check.check(family, text -> found.add(family, text));
      }
    });
  }
}
