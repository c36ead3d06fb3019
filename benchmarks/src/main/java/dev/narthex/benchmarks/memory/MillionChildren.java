package dev.narthex.benchmarks.memory;

import dev.narthex.Counter;
import dev.narthex.Family;
import dev.narthex.Registry;
import dev.narthex.benchmarks.report.Measurement;
import dev.narthex.benchmarks.report.Measurements;
import dev.narthex.scrape.ScrapeEndpoint;
import dev.narthex.scrape.ScrapeRequest;
import dev.narthex.scrape.ScrapeResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Path;
import java.util.List;

/**
 * Whether a million counters with two labels fit into a heap that is far from large, and how long
 * they take to make and to scrape once, compressed as Prometheus asks for it. The label values are
 * 1,000 strings each, which many children share.
 *
 * <pre>
 * java -Xmx512m -cp benchmarks.jar dev.narthex.benchmarks.memory.MillionChildren million.json
 * </pre>
 */
public final class MillionChildren {

  private static final int VALUES_OF_LABEL = 1_000;
  private static final int CHILDREN = VALUES_OF_LABEL * VALUES_OF_LABEL;

  private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

  private MillionChildren() {}

  /**
   * Measures.
   *
   * @param args the file to write
   */
  public static void main(String[] args) throws IOException {
    Registry registry = new Registry();
    Family<Counter> family = Counter.builder("requests_total")
        .labelNames("customer", "product")
        .maxSeries(CHILDREN)
        .register(registry);
    long before = usedBytes();

    long start = System.nanoTime();
    make(family);
    double makeMillis = millisSince(start);

    start = System.nanoTime();
    int length = scrape(ScrapeEndpoint.builder(registry).build());
    double scrapeMillis = millisSince(start);

    double bytes = (usedBytes() - before) / (double) family.size();
    String variant = "heap=" + (Runtime.getRuntime().maxMemory() >> 20) + "m";
    System.out.printf(
        "%,d children, %s: %.1f B each; made in %.0f ms, scraped in %.0f ms as %,d bytes of gzip%n",
        family.size(), variant, bytes, makeMillis, scrapeMillis, length);
    Measurements.write(
        Path.of(args[0]),
        List.of(
            measurement("MillionChildrenFootprint", variant, bytes, "B"),
            measurement("MillionChildrenCreation", variant, makeMillis, "ms"),
            measurement("MillionChildrenFirstScrape", variant, scrapeMillis, "ms")));
  }

  private static void make(Family<Counter> family) {
    String[] customers = names("customer-");
    String[] products = names("product-");
    for (String customer : customers) {
      for (String product : products) {
        family.with(customer, product).inc();
      }
    }
  }

  private static String[] names(String prefix) {
    String[] names = new String[VALUES_OF_LABEL];
    for (int i = 0; i < names.length; i++) {
      names[i] = prefix + i;
    }
    return names;
  }

  private static int scrape(ScrapeEndpoint endpoint) throws IOException {
    try (ScrapeResponse response = endpoint.scrape(ScrapeRequest.of("text/plain", "gzip"))) {
      response.writeTo(OutputStream.nullOutputStream());
      return response.length();
    }
  }

  /** The strings of the labels are counted too, but shared: a quarter of a byte for each child. */
  private static long usedBytes() {
    MEMORY.gc();
    return MEMORY.getHeapMemoryUsage().getUsed();
  }

  private static double millisSince(long start) {
    return (System.nanoTime() - start) / 1e6;
  }

  private static Measurement measurement(
      String operation, String variant, double score, String unit) {
    return new Measurement(operation, variant, 1, "narthex", score, Double.NaN, unit, Double.NaN);
  }
}
