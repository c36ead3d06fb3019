package dev.narthex.model;

import org.jspecify.annotations.Nullable;

/**
 * An immutable value that remembers what was derived from it, such as the bytes it is written as in
 * one format, so that each {@link Derivation} works once for a value and not once for a scrape.
 *
 * @since 0.1
 */
public abstract class Derivable {

  /*
   * Representation
   *   A chain of what is remembered, newest first. Almost always it has one link, for the one
   *   format that is really scraped; a value that nobody scrapes pays one null reference.
   *
   * Invariants
   *   I1  A link never changes after it was published.
   *   I2  A chain has at most MAX_REMEMBERED links: where another would be added, all are dropped
   *       first. So memory stays bounded even when derivations are made without end.
   *
   * Memory ordering
   *   The head is volatile and links are final, so whoever sees a link sees its result.
   *
   * Not promised
   *   That a derivation runs only once for a value: two threads may both derive and one result is
   *   forgotten. Both are equal, so nobody can tell.
   *
   * I1 and I2 are tested in DerivationTest and, under races, in DerivableStressTest.
   */

  /** How many results one value remembers at the most. */
  static final int MAX_REMEMBERED = 8;

  private volatile @Nullable Link newest;

  /** Only the values of this package can remember. */
  Derivable() {}

  @SuppressWarnings("ReferenceEquality") // a derivation is its own key
  final @Nullable Object remembered(Derivation<?, ?> derivation) {
    for (Link link = newest; link != null; link = link.older) {
      if (link.derivation == derivation) {
        return link.result;
      }
    }
    return null;
  }

  final void remember(Derivation<?, ?> derivation, Object result) {
    Link older = newest;
    boolean full = older != null && older.depth == MAX_REMEMBERED;
    newest = new Link(derivation, result, full ? null : older);
  }

  private static final class Link {
    final Derivation<?, ?> derivation;
    final Object result;
    final @Nullable Link older;
    final int depth;

    Link(Derivation<?, ?> derivation, Object result, @Nullable Link older) {
      this.derivation = derivation;
      this.result = result;
      this.older = older;
      this.depth = older == null ? 1 : older.depth + 1;
    }
  }
}
