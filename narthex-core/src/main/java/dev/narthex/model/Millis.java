package dev.narthex.model;

/**
 * The convention for optional points in time, which travel as a {@code long} so that handing over a
 * sample makes no object: milliseconds since the Unix epoch, or {@link #NONE}.
 *
 * @since 0.1
 */
public final class Millis {

  /** Stands for "no time given". No real time has this value. */
  public static final long NONE = Long.MIN_VALUE;

  private Millis() {}
}
