package dev.narthex.examples.shop;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** How the parts of the shop end their threads. */
final class Closing {

  private static final long PATIENCE_SECONDS = 5;

  private Closing() {}

  /** Interrupts what the threads do, and waits until they have ended. */
  static void stopNow(ExecutorService threads) {
    threads.shutdownNow();
    try {
      threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // whoever closes is in a hurry
    }
  }
}
