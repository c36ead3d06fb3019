package dev.narthex.jvm;

import java.util.List;
import java.util.regex.Pattern;

/** Which families are wanted, by name: the last rule that matches decides. Immutable. */
record NameRules(List<Rule> rules) {

  /** One rule, for all names that the pattern matches from the beginning to the end. */
  record Rule(boolean allow, Pattern names) {}

  /**
   * Whether a family is wanted.
   *
   * @param name the family's name
   * @param otherwise the answer where no rule matches
   */
  boolean allows(String name, boolean otherwise) {
    for (int i = rules.size() - 1; i >= 0; i--) {
      if (rules.get(i).names.matcher(name).matches()) {
        return rules.get(i).allow;
      }
    }
    return otherwise;
  }
}
