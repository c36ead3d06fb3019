package dev.narthex.model;

/**
 * Something that can be worked out from a value and is worth keeping: the bytes of a label set in
 * the text format, the same label set with one more label.
 *
 * <p>Make one instance for each kind of result and keep it as long as it is used, usually in a
 * constant: the instance is the key under which a value remembers its result. A value remembers a
 * handful of results and forgets them when more come, so an endless number of derivations costs
 * time, never memory.
 *
 * <p>Thread-safe if {@link #derive} is.
 *
 * @param <V> the values this can be derived from
 * @param <D> the result; it must be immutable, because all callers share it
 * @since 0.1
 */
public abstract class Derivation<V extends Derivable, D> {

  /** For subclasses. */
  protected Derivation() {}

  /**
   * Works out the result. May be called more than once for the same value, by several threads.
   *
   * @param value the value to derive from
   * @return the result, equal for equal values
   */
  protected abstract D derive(V value);

  /**
   * The result for {@code value}: the remembered one, or a new one that is then remembered.
   *
   * @param value the value to derive from
   * @return the result
   */
  public final D of(V value) {
    @SuppressWarnings("unchecked") // only this instance stores results under its own key
    D remembered = (D) value.remembered(this);
    return remembered != null ? remembered : deriveAndRemember(value);
  }

  private D deriveAndRemember(V value) {
    D result = derive(value);
    value.remember(this, result);
    return result;
  }
}
