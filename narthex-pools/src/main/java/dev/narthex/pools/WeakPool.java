package dev.narthex.pools;

import java.lang.ref.WeakReference;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * A pool that is held weakly: looking at it keeps nobody's pool alive.
 *
 * @param <P> the type of the pool
 */
final class WeakPool<P> implements PoolSource {

  private final WeakReference<P> pool;
  private final Predicate<? super P> ended;
  private final BiConsumer<? super P, double[]> reading;

  /**
   * Begins to look at a pool.
   *
   * @param ended tells whether it was closed
   * @param reading reads it as {@link PoolSource#read} says; must not hold the pool either
   */
  WeakPool(P pool, Predicate<? super P> ended, BiConsumer<? super P, double[]> reading) {
    this.pool = new WeakReference<>(pool);
    this.ended = ended;
    this.reading = reading;
  }

  @Override
  public boolean isGone() {
    return pool.get() == null;
  }

  @Override
  public boolean hasEnded() {
    P held = pool.get();
    return held == null || ended.test(held);
  }

  @Override
  public void read(double[] into) {
    P held = pool.get();
    if (held != null) {
      reading.accept(held, into);
    }
  }
}
