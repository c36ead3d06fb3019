package dev.narthex.testing.lint;

import dev.narthex.Collector;
import dev.narthex.Gatherer;
import dev.narthex.testing.Exposition;
import dev.narthex.testing.reader.ExposedFamily;
import dev.narthex.testing.reader.ExpositionReader;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A set of checks that find fault with metrics: names, units, help texts and labels that break
 * Prometheus's conventions, and labels that may grow without end.
 *
 * <pre>{@code
 * @Test
 * void metricsAreWellNamed() {
 *   Lint.all().without("target-label").check(registry).assertClean();
 * }
 * }</pre>
 *
 * <p>There are two kinds of checks. Those of promlint, which is what {@code promtool check metrics}
 * runs, find the same here, word for word; {@link #promlint} is these alone. The others are
 * Narthex's own; {@link #all} is both. {@link #checks} lists them.
 *
 * <p>An instance never changes; each method that chooses checks returns another one.
 *
 * @since 0.1
 */
@SuppressWarnings({"overloads", "FunctionalInterfaceClash"}) // who passes a lambda names its type
public final class Lint {

  /** How many series a family may have before the check {@code cardinality} minds, by default. */
  public static final int DEFAULT_MAX_SERIES = 1_000;

  private static final Lint PROMLINT = new Lint(PromlintChecks.ALL);
  private static final Lint ALL = new Lint(
      Stream.concat(PromlintChecks.ALL.stream(), OwnChecks.ALL.stream()).toList());

  private final List<NamedCheck> checks;

  private Lint(List<NamedCheck> checks) {
    this.checks = checks;
  }

  /**
   * Every check there is.
   *
   * @return promlint's checks and Narthex's own
   */
  public static Lint all() {
    return ALL;
  }

  /**
   * The checks that {@code promtool check metrics} has too, with the same results.
   *
   * @return promlint's checks alone
   */
  public static Lint promlint() {
    return PROMLINT;
  }

  /**
   * Switches checks off.
   *
   * @param names names of checks, as each problem tells them
   * @return the other checks
   * @throws IllegalArgumentException if there is no such check; the message lists those there are
   */
  public Lint without(String... names) {
    Set<String> known = new LinkedHashSet<>(checks().keySet());
    known.addAll(ALL.checks().keySet()); // one that is off already may be switched off again
    Set<String> unwanted = new HashSet<>(List.of(names));
    unwanted.forEach(name -> requireKnown(name, known));
    return choosing(check -> !unwanted.contains(check.name()));
  }

  /**
   * Switches all other checks off.
   *
   * @param names names of checks
   * @return these checks
   * @throws IllegalArgumentException if there is no such check, or it is off; the message lists those
   *     there are
   */
  public Lint only(String... names) {
    Set<String> wanted = new HashSet<>(List.of(names));
    wanted.forEach(name -> requireKnown(name, checks().keySet()));
    return choosing(check -> wanted.contains(check.name()));
  }

  /**
   * Adds a check of your own. It runs after those that are there.
   *
   * @param name its name, which is told with each problem and switches it off
   * @param check the check
   * @return these checks and that one
   * @throws IllegalArgumentException if there is a check of this name
   */
  public Lint with(String name, LintCheck check) {
    if (checks().containsKey(name)) {
      throw new IllegalArgumentException("There is a check \"" + name
          + "\" already. Choose another name, or switch that one off before: without(\"" + name
          + "\").");
    }
    List<NamedCheck> more = new ArrayList<>(checks);
    more.add(NamedCheck.ofEach(name, "what your own check does", check));
    return new Lint(List.copyOf(more));
  }

  /**
   * Sets how many series a family may have before the check {@code cardinality} minds.
   *
   * @param max the most series; at least 1
   * @return these checks, with that limit
   * @throws IllegalArgumentException if it is less than 1
   */
  public Lint maxSeries(int max) {
    if (max < 1) {
      throw new IllegalArgumentException("maxSeries is " + max
          + ", but must be at least 1. To have no limit: without(\"cardinality\").");
    }
    return new Lint(checks.stream()
        .map(check -> check.name().equals(Cardinality.NAME) ? Cardinality.check(max) : check)
        .toList());
  }

  /**
   * The checks that are on.
   *
   * @return what each finds fault with, by its name; in the order in which they run
   */
  public Map<String, String> checks() {
    Map<String, String> found = new LinkedHashMap<>();
    checks.forEach(check -> found.put(check.name(), check.finds()));
    return Collections.unmodifiableMap(found);
  }

  /**
   * Lints families, for instance such as {@link ExpositionReader} has read.
   *
   * @param families the families
   * @return what was found
   */
  public LintReport check(Collection<ExposedFamily> families) {
    List<ExposedFamily> all = List.copyOf(families);
    List<LintProblem> problems = new ArrayList<>();
    for (NamedCheck check : checks) {
      check
          .body()
          .check(
              all,
              (family, text) -> problems.add(new LintProblem(family.name(), check.name(), text)));
    }
    Collections.sort(problems);
    return new LintReport(problems, all.size());
  }

  /**
   * Lints what a registry has now. For some families only, give {@link Gatherer#filtered}.
   *
   * @param gatherer the registry
   * @return what was found
   * @throws dev.narthex.GatherException if something could not be gathered
   */
  public LintReport check(Gatherer gatherer) {
    return check(withHelp(Exposition.of(gatherer)));
  }

  /**
   * Lints one metric, a family of them, or your own collector. It need not be registered.
   *
   * @param collector the collector
   * @return what was found
   * @throws IllegalArgumentException if no registry would take the collector
   * @throws dev.narthex.GatherException if it failed, or wrote what it did not describe
   */
  public LintReport check(Collector collector) {
    return check(withHelp(Exposition.of(collector)));
  }

  /**
   * Lints what a running program exposes, see {@link Exposition#scraped}.
   *
   * @param url an absolute URL, such as {@code http://localhost:9400/metrics}
   * @return what was found
   * @throws AssertionError if the URL does not answer with something that can be read
   */
  public LintReport check(URI url) {
    return check(Exposition.scraped(url).families());
  }

  /**
   * Lints what text 0.0.4 says. Read other formats with {@link ExpositionReader}, and lint the
   * families.
   *
   * @param text the body of a scrape
   * @return what was found
   * @throws dev.narthex.testing.reader.ReadException if it is no such text; it tells line and column
   */
  public LintReport check(String text) {
    return check(ExpositionReader.text(text));
  }

  /** What a registry has always has a help text, be it an empty one; to promlint that is one. */
  private static List<ExposedFamily> withHelp(Exposition gathered) {
    return gathered.families().stream()
        .map(family -> family.help() != null
            ? family
            : new ExposedFamily(family.name(), family.type(), "", family.unit(), family.series()))
        .toList();
  }

  private Lint choosing(Predicate<NamedCheck> choice) {
    return new Lint(checks.stream().filter(choice).toList());
  }

  /** Refuses a name that no check has, so that a misspelt one is not ignored. */
  private static void requireKnown(String name, Collection<String> known) {
    if (!known.contains(name)) {
      throw new IllegalArgumentException(
          "There is no check \"" + name + "\". There are: " + String.join(", ", known) + ".");
    }
  }
}
