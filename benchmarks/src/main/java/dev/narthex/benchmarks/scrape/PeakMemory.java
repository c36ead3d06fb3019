package dev.narthex.benchmarks.scrape;

import com.sun.management.ThreadMXBean;
import dev.narthex.benchmarks.report.Measurement;
import dev.narthex.benchmarks.report.Measurements;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How much memory a scrape needs beside the metrics themselves: all bytes allocated by a scrape when
 * no buffer is there yet. What it holds at the same time is never more than that. Beside it is the
 * size of the answer; what a later scrape allocates; and the very first scrape of a registry, which
 * also makes what the metrics keep for later ones.
 *
 * <p>The memory of zlib lies outside the heap and is not counted, some 270,000 bytes for each
 * compressor.
 *
 * <pre>
 * java -Xmx3g -cp benchmarks.jar dev.narthex.benchmarks.scrape.PeakMemory peak.json
 * </pre>
 */
public final class PeakMemory {

  private static final int[] LINES = {1_000, 10_000, 100_000, 1_000_000};
  private static final List<String> CONTESTANTS =
      List.of("narthex", "clientJava", "micrometer", "openTelemetry");

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final List<Measurement> measurements = new ArrayList<>();

  private PeakMemory() {}

  /**
   * Measures.
   *
   * @param args the file to write
   */
  public static void main(String[] args) throws IOException {
    PeakMemory peak = new PeakMemory();
    for (String name : CONTESTANTS) {
      Contestant small = filled(name, LINES[0]);
      for (boolean compressed : new boolean[] {false, true}) {
        allocatedBy(small, compressed, new CountingSink());
        for (int lines : LINES) {
          peak.measure(name, lines, compressed);
        }
      }
    }
    Measurements.write(Path.of(args[0]), peak.measurements);
  }

  private static Contestant filled(String name, int lines) {
    Contestant contestant = Contestant.of(name);
    ScrapedData.fill(contestant, lines, ScrapeBenchmark.FEW_FAMILIES);
    return contestant;
  }

  private void measure(String name, int lines, boolean compressed) throws IOException {
    Contestant contestant = filled(name, lines);
    CountingSink sink = new CountingSink();
    long first = allocatedBy(contestant, compressed, sink);
    long answer = sink.bytes();
    contestant.forgetBuffers();
    long peak = allocatedBy(contestant, compressed, sink);
    long later = allocatedBy(contestant, compressed, sink);
    String variant = "lines=" + lines + " coding=" + (compressed ? "gzip" : "none");
    add("PeakMemory", variant, name, peak);
    add("FirstScrapeMemory", variant, name, first);
    add("LaterScrapeMemory", variant, name, later);
    add("AnswerSize", variant, name, answer);
  }

  private static long allocatedBy(Contestant contestant, boolean compressed, CountingSink sink)
      throws IOException {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    if (compressed) {
      contestant.scrapeCompressed(Accept.TEXT, sink);
    } else {
      contestant.scrape(Accept.TEXT, sink);
    }
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  private void add(String operation, String variant, String contestant, long bytes) {
    System.out.printf("%-18s %-26s %-14s %,15d B%n", operation, variant, contestant, bytes);
    measurements.add(new Measurement(
        operation, variant, 1, contestant, (double) bytes, Double.NaN, "B", Double.NaN));
  }
}
