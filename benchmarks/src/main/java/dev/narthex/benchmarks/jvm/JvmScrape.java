package dev.narthex.benchmarks.jvm;

import com.sun.management.ThreadMXBean;
import dev.narthex.Registry;
import dev.narthex.exposition.Encoder;
import dev.narthex.exposition.EscapingScheme;
import dev.narthex.exposition.ExpositionFormat;
import dev.narthex.exposition.OutputBuffer;
import dev.narthex.jvm.JvmGroup;
import dev.narthex.jvm.JvmMetrics;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/**
 * How long a scrape of the JVM's metrics takes while many threads are alive: the default set, each group
 * alone, and beside them the JVM metrics of Prometheus's Java client. Text 0.0.4, one thread scrapes.
 *
 * <pre>
 * java -Xlog:safepoint:file=safepoints.log -cp benchmarks.jar dev.narthex.benchmarks.jvm.JvmScrape 2000
 * grep -o 'Safepoint "[A-Za-z0-9]*"' safepoints.log | sort | uniq -c
 * </pre>
 *
 * <p>On a machine that does other work too, a thread that scrapes may have to wait for a processor, and
 * its 99th percentile is that wait. CPU time is what the scrape itself takes.
 *
 * <p>With the word {@code default} after the number only the default set is scraped, so that the log of
 * safepoints is its own.
 */
public final class JvmScrape {

  private static final int WARM_UP = 500;
  private static final int MEASURED = 1_000;
  private static final long STACK_BYTES = 1 << 16;
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private JvmScrape() {}

  private interface Scrape {
    void run() throws IOException;
  }

  /**
   * Measures.
   *
   * @param args how many threads are alive; and {@code default} for nothing but the default set
   */
  public static void main(String[] args) throws IOException {
    int threads = Integer.parseInt(args[0]);
    startWaiting(threads);
    System.out.printf("%d threads, Java %s%n", threads, System.getProperty("java.version"));
    System.out.printf(
        "%-18s %10s %10s %10s %12s%n", "", "median us", "p99 us", "p99 CPU us", "B per scrape");
    measure("default set", narthex(JvmMetrics.builder()), MEASURED);
    if (args.length == 1) {
      measure("all groups", narthex(JvmMetrics.builder().with(JvmGroup.values())), MEASURED);
      for (JvmGroup group : JvmGroup.values()) {
        JvmMetrics.Builder alone =
            JvmMetrics.builder().without(JvmGroup.values()).with(group);
        measure(group.name().toLowerCase(Locale.ROOT), narthex(alone), MEASURED);
      }
      measure("client_java", clientJava(), MEASURED);
    }
  }

  private static void startWaiting(int threads) {
    CountDownLatch never = new CountDownLatch(1);
    for (int i = 0; i < threads; i++) {
      Runnable waiting = () -> {
        try {
          never.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      };
      Thread thread = new Thread(null, waiting, "waiting-" + i, STACK_BYTES);
      thread.setDaemon(true);
      thread.start();
    }
  }

  private static Scrape narthex(JvmMetrics.Builder metrics) {
    Registry registry = new Registry();
    metrics.register(registry);
    OutputBuffer out = new OutputBuffer();
    return () -> {
      out.clear();
      Encoder encoder = ExpositionFormat.TEXT.encoder(out, EscapingScheme.UNDERSCORES);
      registry.gather(encoder);
      encoder.finish();
    };
  }

  private static Scrape clientJava() {
    PrometheusRegistry registry = new PrometheusRegistry();
    io.prometheus.metrics.instrumentation.jvm.JvmMetrics.builder().register(registry);
    ExpositionFormats formats = ExpositionFormats.init();
    return () -> formats.findWriter(TEXT).write(OutputStream.nullOutputStream(), registry.scrape());
  }

  private static void measure(String what, Scrape scrape, int scrapes) throws IOException {
    for (int i = 0; i < Math.min(scrapes, WARM_UP); i++) {
      scrape.run();
    }
    long[] nanos = new long[scrapes];
    long[] cpuNanos = new long[scrapes];
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < scrapes; i++) {
      long cpuBegin = THREADS.getCurrentThreadCpuTime();
      long begin = System.nanoTime();
      scrape.run();
      nanos[i] = System.nanoTime() - begin;
      cpuNanos[i] = THREADS.getCurrentThreadCpuTime() - cpuBegin;
    }
    allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
    Arrays.sort(nanos);
    Arrays.sort(cpuNanos);
    int last = scrapes * 99 / 100;
    System.out.printf(
        "%-18s %,10d %,10d %,10d %,12d%n",
        what,
        nanos[scrapes / 2] / 1000,
        nanos[last] / 1000,
        cpuNanos[last] / 1000,
        allocated / scrapes);
  }
}
