package dev.narthex.pools;

/** One pool as {@link PoolTable} sees it. For any number of threads. */
interface PoolSource {

  /** Whether nobody has the pool any more, so that it can be forgotten. */
  boolean isGone();

  /** Whether the pool was closed, so that another one may have its name. */
  boolean hasEnded();

  /**
   * Reads what the pool tells now.
   *
   * @param into takes the numbers; what is left as it is, NaN, is not known
   */
  void read(double[] into);
}
