package dev.narthex.http;

import java.util.concurrent.CompletableFuture;

/**
 * The answer to a request that is measured: complete once the request was counted. To cancel it, or any
 * future derived from it, cancels the request, as with the futures of the JDK's client.
 *
 * <p>The client's own future is cancelled for that, and not only what stands behind it: the JDK may miss
 * that a request is to end while it moves from sending to receiving, and the request would stay in flight.
 *
 * @param <T> what the future gives
 */
final class MeasuredFuture<T> extends CompletableFuture<T> {

  private final CompletableFuture<?> answer;

  /**
   * Makes one that is still to be completed.
   *
   * @param answer the client's own
   */
  MeasuredFuture(CompletableFuture<?> answer) {
    this.answer = answer;
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new MeasuredFuture<>(answer);
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean ended = mayInterruptIfRunning && !isDone() && answer.cancel(true);
    return super.cancel(mayInterruptIfRunning) || ended;
  }
}
