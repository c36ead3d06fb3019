package dev.narthex.examples.hello;

import dev.narthex.Counter;
import dev.narthex.Histogram;
import dev.narthex.Timer;
import dev.narthex.http.MetricsServer;

/** Does jobs, counts and times them, and shows the result at http://localhost:9400/metrics. */
public final class Hello {

  private static final Counter JOBS =
      Counter.builder("hello_jobs_total").help("Jobs done.").register();

  private static final Histogram TIME = Histogram.builder("hello_job_duration_seconds")
      .help("Time a job took.")
      .unit("seconds")
      .register();

  private Hello() {}

  /**
   * Runs until the program is stopped.
   *
   * @param args none
   * @throws InterruptedException if somebody interrupts it
   */
  @SuppressWarnings("try") // the timer is there to be closed
  public static void main(String[] args) throws InterruptedException {
    MetricsServer.start(9400);
    while (true) {
      try (Timer timer = TIME.startTimer()) {
        Thread.sleep((long) (Math.random() * 500)); // the job
      }
      JOBS.inc();
    }
  }
}
