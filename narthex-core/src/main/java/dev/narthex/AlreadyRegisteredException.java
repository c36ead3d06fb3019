package dev.narthex;

/**
 * An equal collector is in the registry already. The one that is there goes on working; take it from
 * {@link #existing}, or define the metric with {@code registerOrGet}, which does that.
 *
 * @since 0.1
 */
public final class AlreadyRegisteredException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final transient Collector existing;

  AlreadyRegisteredException(String message, Collector existing) {
    super(message);
    this.existing = existing;
  }

  /**
   * The collector that is registered, as it was passed to {@code register}; without the prefix and
   * labels that {@link Collector#withPrefix} and {@link Collector#withLabels} put around it.
   *
   * @return the collector
   */
  public Collector existing() {
    return existing;
  }
}
