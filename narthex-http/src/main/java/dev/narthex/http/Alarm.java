package dev.narthex.http;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Interrupts a thread after some time, unless it was turned off before. */
final class Alarm implements Runnable {

  private final Thread thread;
  private @Nullable Future<?> pending;
  private boolean rang;
  private boolean off;

  Alarm(Thread thread) {
    this.thread = thread;
  }

  synchronized void ringAfter(Duration time, ScheduledExecutorService clock) {
    try {
      pending = clock.schedule(this, time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      run(); // the server is closed, and nobody is there to ring later
    }
  }

  /** Rings. */
  @Override
  public synchronized void run() {
    if (!off) {
      rang = true;
      thread.interrupt();
    }
  }

  /** Turns it off, and takes its interrupt back. Only the thread itself may do that. */
  synchronized void turnOff() {
    off = true;
    if (pending != null) {
      pending.cancel(false);
    }
    if (rang) {
      Thread.interrupted();
    }
  }
}
