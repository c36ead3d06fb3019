package dev.narthex.testing;

import dev.narthex.testing.reader.ExposedFamily;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about what a program exposed at one moment. Each throws an {@link AssertionError} where
 * it does not hold, and returns this object where it does.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class ExpositionAssert {

  private final Exposition exposed;
  private final String description;

  /** The names that {@link #only} or {@link #strictlyOnly} has left; null for all. */
  private final @Nullable Set<String> names;

  private final boolean strict;

  ExpositionAssert(Exposition exposed) {
    this(exposed, "", null, false);
  }

  private ExpositionAssert(
      Exposition exposed, String description, @Nullable Set<String> names, boolean strict) {
    this.exposed = exposed;
    this.description = description;
    this.names = names;
    this.strict = strict;
  }

  /**
   * Says what the assertions that follow are about, to be read before the message of one that fails.
   *
   * @param text such as {@code after the second order}
   * @return the same assertions with a description
   */
  public ExpositionAssert as(String text) {
    return new ExpositionAssert(exposed, text, names, strict);
  }

  /**
   * Leaves all but some families out of what follows: of what is exposed, and of a text that is
   * expected.
   *
   * <p>Beware: a name that neither has is no error, so with a misspelled one {@link #exposes} compares
   * nothing with nothing and passes. {@link #strictlyOnly} does not; and {@link #exposesAmongOthers}
   * needs no names.
   *
   * @param some names of families, a counter's with {@code _total}
   * @return assertions about these alone
   */
  public ExpositionAssert only(String... some) {
    return new ExpositionAssert(exposed.only(some), description, Set.copyOf(List.of(some)), false);
  }

  /**
   * Leaves all but some families out of what follows, as {@link #only} does, and makes {@link
   * #exposes} fail where a name is neither exposed nor expected.
   *
   * @param some names of families, a counter's with {@code _total}
   * @return assertions about these alone
   */
  public ExpositionAssert strictlyOnly(String... some) {
    return new ExpositionAssert(exposed.only(some), description, Set.copyOf(List.of(some)), true);
  }

  /**
   * Asserts that exactly this is exposed, as {@link Exposition#differenceFrom} compares: the order and
   * the spelling of numbers do not matter, help and timestamps do.
   *
   * @param expected text 0.0.4 or OpenMetrics, as {@link Exposition#parse} reads it; empty for nothing
   * @return this
   * @throws AssertionError with the {@link Difference} if something else is exposed
   * @throws IllegalArgumentException if the text cannot be read
   */
  public ExpositionAssert exposes(String expected) {
    return exposes(Exposition.parse(expected));
  }

  /**
   * Asserts that the same is exposed as elsewhere, as {@link Exposition#differenceFrom} compares.
   *
   * @param expected what should be exposed
   * @return this
   * @throws AssertionError with the {@link Difference} if something else is exposed
   */
  public ExpositionAssert exposes(Exposition expected) {
    Exposition wanted = names == null ? expected : expected.filtered(names::contains);
    if (names != null && strict) {
      checkKnown(names, expected);
    }
    return compare(exposed, wanted);
  }

  private void checkKnown(Set<String> filter, Exposition expected) {
    Set<String> known = new LinkedHashSet<>(namesOf(exposed));
    known.addAll(namesOf(expected));
    for (String name : new TreeSet<>(filter)) {
      if (!known.contains(name)) {
        List<String> near = Nearness.nearest(name, namesOf(expected), 1);
        throw failure("The family " + name + " is neither exposed nor expected"
            + (near.isEmpty() ? "." : ", but " + near.get(0) + " is expected.")
            + " Name families as they are exposed, a counter with _total.");
      }
    }
  }

  /**
   * Asserts that the families of a text are exposed exactly so. Others may be exposed too.
   *
   * @param expected text 0.0.4 or OpenMetrics, as {@link Exposition#parse} reads it, of at least one
   *     family
   * @return this
   * @throws AssertionError with the {@link Difference} if something else is exposed
   * @throws IllegalArgumentException if the text cannot be read, or has no family
   */
  public ExpositionAssert exposesAmongOthers(String expected) {
    Exposition wanted = Exposition.parse(expected);
    if (wanted.families().isEmpty()) {
      throw new IllegalArgumentException("The expected text has no family, so there is nothing to"
          + " compare. To assert that nothing is exposed, use exposes(\"\").");
    }
    return compare(exposed.filtered(namesOf(wanted)::contains), wanted);
  }

  private ExpositionAssert compare(Exposition got, Exposition wanted) {
    Difference difference = got.differenceFrom(wanted);
    if (!difference.isEmpty()) {
      throw failure("What is exposed is not what was expected: " + difference);
    }
    return this;
  }

  private static Set<String> namesOf(Exposition exposition) {
    Set<String> names = new TreeSet<>();
    for (ExposedFamily family : exposition.families()) {
      names.add(family.name());
    }
    return names;
  }

  /**
   * Asserts the value of the only series there is.
   *
   * @param expected its value; NaN equals NaN, and both zeros are equal
   * @return this
   * @throws AssertionError if it has another one, or there is none or several
   */
  public ExpositionAssert hasValue(double expected) {
    return check(expected, explained(exposed::value), "The only series");
  }

  /**
   * Asserts the value of one series, named as in {@link Exposition#value(String, String...)}.
   *
   * @param expected its value; NaN equals NaN, and both zeros are equal
   * @param series the name of the sample, such as {@code x_count} of a histogram
   * @param labels all its labels, as name, value, name, value, …
   * @return this
   * @throws AssertionError if it has another one, or is not there
   */
  public ExpositionAssert hasValue(double expected, String series, String... labels) {
    return check(
        expected,
        explained(() -> exposed.value(series, labels)),
        Quoting.sample(series, Samples.labels(labels)));
  }

  private ExpositionAssert check(double expected, double value, String what) {
    if (Double.compare(expected + 0.0, value + 0.0) != 0) { // which makes both zeros one
      NumberSpelling numbers = new NumberSpelling(Detail.TEXT.notation());
      throw failure(what + " has the value " + numbers.sample(value) + " instead of "
          + numbers.sample(expected) + ".");
    }
    return this;
  }

  private double explained(Supplier<Double> value) {
    try {
      return value.get();
    } catch (AssertionError e) {
      throw failure(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Asserts that a series is not exposed.
   *
   * @param series the name of the sample
   * @param labels all its labels, as name, value, name, value, …
   * @return this
   * @throws AssertionError if it is there
   */
  public ExpositionAssert hasNoSeries(String series, String... labels) {
    Map<String, String> wanted = Samples.labels(labels);
    if (new Samples(exposed.families()).has(series, wanted)) {
      throw failure(Quoting.sample(series, wanted) + " is exposed but should not be.");
    }
    return this;
  }

  /**
   * Asserts how many series there are, as {@link Exposition#seriesCount} counts them.
   *
   * @param expected how many there should be
   * @param families which families to count, by name; all if none is given
   * @return this
   * @throws AssertionError if there are more or less; the message shows them
   */
  public ExpositionAssert hasSeriesCount(int expected, String... families) {
    int count = exposed.seriesCount(families);
    if (count != expected) {
      Exposition counted = families.length == 0 ? exposed : exposed.only(families);
      throw failure("There " + (count == 1 ? "is " : "are ") + count + " series instead of "
          + expected + ":\n" + shortened(counted.asText()));
    }
    return this;
  }

  private static String shortened(String text) {
    List<String> lines = text.lines().toList();
    return lines.size() <= Difference.MAX_LINES
        ? text
        : String.join("\n", lines.subList(0, Difference.MAX_LINES)) + "\n…\n";
  }

  /**
   * Asserts that families are exposed, each with at least one series. There may be more.
   *
   * @param families their names, a counter's with {@code _total}
   * @return this
   * @throws AssertionError if one is missing; the message lists what is near
   */
  public ExpositionAssert hasFamilies(String... families) {
    Set<String> there = namesOf(exposed);
    for (String name : families) {
      if (!there.contains(name)) {
        throw failure("There is no family " + name + "."
            + (there.isEmpty() ? " Nothing is exposed at all." : Nearness.listed(name, there)));
      }
    }
    return this;
  }

  /**
   * Asserts that none of some families is exposed.
   *
   * @param families their names, a counter's with {@code _total}
   * @return this
   * @throws AssertionError if one is there
   */
  public ExpositionAssert hasNoFamilies(String... families) {
    for (String name : families) {
      if (exposed.familyCount(name) > 0) {
        throw failure("The family " + name + " is exposed but should not be:\n"
            + shortened(exposed.only(name).asText()));
      }
    }
    return this;
  }

  private AssertionError failure(String message) {
    return new AssertionError(description.isEmpty() ? message : "[" + description + "] " + message);
  }
}
