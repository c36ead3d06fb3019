package dev.narthex.benchmarks.scrape;

import java.util.concurrent.locks.LockSupport;

/**
 * Makes series and removes them again, in a thread of its own, at the same pace for all: a batch each
 * millisecond. What was not managed in time is not made up for.
 */
final class SeriesChurn {

  private static final int BATCH = 100;
  private static final long BATCH_NANOS = 1_000_000;

  /** How many of its series there are at a time. */
  private static final int ALIVE = 1_000;

  /** After so many the same labels come again; their strings are made in advance. */
  private static final int LABEL_SETS = 10_000;

  private final Contestant.Instrument family;
  private final String[][] labelValues = new String[LABEL_SETS][];
  private final Thread thread = new Thread(this::run, "series-churn");
  private volatile boolean stopped;

  SeriesChurn(Contestant contestant) {
    family = contestant.counter("churned");
    for (int i = 0; i < LABEL_SETS; i++) {
      labelValues[i] = ScrapedData.labelValues(i);
    }
  }

  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  void stop() throws InterruptedException {
    stopped = true;
    thread.join();
  }

  private void run() {
    long due = System.nanoTime();
    for (int series = 0; !stopped; series = (series + BATCH) % LABEL_SETS) {
      for (int i = series; i < series + BATCH; i++) {
        family.record(labelValues[i], 1);
        family.remove(labelValues[(i + LABEL_SETS - ALIVE) % LABEL_SETS]);
      }
      due = Math.max(due + BATCH_NANOS, System.nanoTime());
      LockSupport.parkNanos(due - System.nanoTime());
    }
  }
}
