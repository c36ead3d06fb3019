package dev.narthex.benchmarks.hot;

import dev.narthex.benchmarks.report.Measurement;
import dev.narthex.benchmarks.report.Measurements;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * How long an observation takes at worst: with four times as many busy threads as processors, while
 * another thread scrapes without a pause.
 *
 * <p>A thread whose time slice ends within an observation is away for milliseconds, whosever code it
 * runs. HdrHistogram's {@code Recorder}, which waits for nobody, is the floor: what it shows is the
 * machine. What is above it is waiting for a thread that is away. Asking the clock is part of each
 * time.
 *
 * <pre>
 * java -cp target/benchmarks.jar dev.narthex.benchmarks.hot.TailLatency tail.json 10
 * </pre>
 */
public final class TailLatency {

  private static final List<String> CONTESTANTS = List.of(
      "hdrRecorder", "narthex", "clientJava", "micrometer", "openTelemetry", "simpleclient");
  private static final int THREADS = 4 * Runtime.getRuntime().availableProcessors();
  private static final long MAX_NANOS = TimeUnit.HOURS.toNanos(1);

  /** Part of the time that goes by before anything is recorded, so that the code is compiled. */
  private static final double WARMUP = 0.25;

  private TailLatency() {}

  /**
   * Measures all contestants.
   *
   * @param arguments the file for the measurements, and the seconds for each contestant
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path file = Path.of(arguments[0]);
    long nanos = (long) (Double.parseDouble(arguments[1]) * 1e9);
    List<Measurement> measurements = new ArrayList<>();
    for (String contestant : CONTESTANTS) {
      Histogram times = measure(contestant, nanos);
      measurements.add(measurement(contestant, "p99.9", times.getValueAtPercentile(99.9)));
      measurements.add(measurement(contestant, "max", times.getMaxValue()));
      System.out.printf(
          Locale.ROOT,
          "%-14s %,15d observations, median %,8d ns, 99.9 %% %,12d ns, max %,14d ns%n",
          contestant,
          times.getTotalCount(),
          times.getValueAtPercentile(50),
          times.getValueAtPercentile(99.9),
          times.getMaxValue());
    }
    Measurements.write(file, measurements);
  }

  private static Measurement measurement(String contestant, String variant, long nanos) {
    return new Measurement(
        "HistogramTail", variant, THREADS, contestant, nanos, Double.NaN, "ns", Double.NaN);
  }

  private static Histogram measure(String contestant, long nanos) throws InterruptedException {
    ScrapedService service = ScrapedService.of(contestant);
    ScrapingThread scraping = new ScrapingThread(service);
    long start = System.nanoTime();
    List<Observing> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Observing thread = new Observing(service, start + (long) (WARMUP * nanos), start + nanos);
      threads.add(thread);
      thread.start();
    }
    Histogram all = new Histogram(MAX_NANOS, 3);
    for (Observing thread : threads) {
      thread.join();
      all.add(thread.times);
    }
    scraping.stop();
    service.close();
    return all;
  }

  /** Observes all the time, and keeps how long each observation took. */
  private static final class Observing extends Thread {

    private final ScrapedService service;
    private final long recordFrom;
    private final long until;
    private final Latencies latencies = new Latencies();
    private final Histogram times = new Histogram(MAX_NANOS, 3);

    Observing(ScrapedService service, long recordFrom, long until) {
      this.service = service;
      this.recordFrom = recordFrom;
      this.until = until;
    }

    @Override
    public void run() {
      long before = System.nanoTime();
      while (before - until < 0) {
        double seconds = latencies.next();
        before = System.nanoTime();
        service.observe(seconds);
        long after = System.nanoTime();
        if (before - recordFrom >= 0) {
          times.recordValue(after - before);
        }
      }
    }
  }
}
