package dev.narthex.model;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
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
   *   firstDerivation, firstResult   what was remembered first. Almost always nothing else is: the one
   *                                  format that is really scraped
   *   newest                         a chain of what came later, newest first
   *
   * Invariants
   *   I1  firstResult is set once, and firstDerivation after it, once. A link never changes after it
   *       was published. So whoever finds a derivation finds its result.
   *   I2  MAX_REMEMBERED results are remembered at the most: where another would be added, the whole
   *       chain is dropped first. So memory stays bounded even when derivations are made without end.
   *
   * Memory ordering
   *   firstDerivation is written with release and read with acquire. The head of the chain is
   *   volatile and links are final.
   *
   * Not promised
   *   That a derivation runs only once for a value: two threads may both derive, and one result is
   *   forgotten or remembered twice. Both are equal, so nobody can tell.
   *
   * I1 and I2 are tested in DerivationTest and, under races, in DerivableStressTest.
   */

  /** How many results one value remembers at the most. */
  static final int MAX_REMEMBERED = 8;

  private static final VarHandle FIRST_DERIVATION;
  private static final VarHandle FIRST_RESULT;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      FIRST_DERIVATION = lookup.findVarHandle(Derivable.class, "firstDerivation", Derivation.class);
      FIRST_RESULT = lookup.findVarHandle(Derivable.class, "firstResult", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @SuppressWarnings("unused") // written through FIRST_DERIVATION
  private @Nullable Derivation<?, ?> firstDerivation;

  private @Nullable Object firstResult;
  private volatile @Nullable Link newest;

  /** Only the values of this package can remember. */
  Derivable() {}

  @SuppressWarnings("ReferenceEquality") // a derivation is its own key
  final @Nullable Object remembered(Derivation<?, ?> derivation) {
    return (Derivation<?, ?>) FIRST_DERIVATION.getAcquire(this) == derivation
        ? firstResult
        : rememberedLater(derivation);
  }

  @SuppressWarnings("ReferenceEquality") // a derivation is its own key
  private @Nullable Object rememberedLater(Derivation<?, ?> derivation) {
    for (Link link = newest; link != null; link = link.older) {
      if (link.derivation == derivation) {
        return link.result;
      }
    }
    return null;
  }

  final void remember(Derivation<?, ?> derivation, Object result) {
    if (FIRST_RESULT.compareAndSet(this, null, result)) {
      FIRST_DERIVATION.setRelease(this, derivation);
      return;
    }
    Link older = newest;
    newest = new Link(derivation, result, length(older) < MAX_REMEMBERED - 1 ? older : null);
  }

  private static int length(@Nullable Link newest) {
    int length = 0;
    for (Link link = newest; link != null; link = link.older) {
      length++;
    }
    return length;
  }

  private static final class Link {
    final Derivation<?, ?> derivation;
    final Object result;
    final @Nullable Link older;

    Link(Derivation<?, ?> derivation, Object result, @Nullable Link older) {
      this.derivation = derivation;
      this.result = result;
      this.older = older;
    }
  }
}
