package dev.narthex.benchmarks.scrape;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** One library with one registry of its own, filled and scraped like those of the others. */
public interface Contestant {

  /** The labels of every series. */
  List<String> LABEL_NAMES = List.of("method", "path", "status", "instance");

  /** The help of every family; some libraries demand one. */
  String HELP = "What was measured.";

  /** Opens a family of counters; the libraries append {@code _total} themselves where they do. */
  Instrument counter(String name);

  /** Opens a family of gauges. */
  Instrument gauge(String name);

  /** Opens a family of histograms with the bounds {@link ScrapedData#BOUNDS}. */
  Instrument histogram(String name);

  /**
   * Answers one scrape.
   *
   * @param accept the header that says which format is wanted
   * @param out takes the whole answer
   */
  void scrape(String accept, OutputStream out) throws IOException;

  /** Answers one scrape by gzip; unless told otherwise as the exporters of the peers do it. */
  default void scrapeCompressed(String accept, OutputStream out) throws IOException {
    try (GZIPOutputStream compressed = new GZIPOutputStream(out)) {
      scrape(accept, compressed);
    }
  }

  /** Answers one scrape by zstd; the peers do not know it and answer as they can. */
  default void scrapeByZstd(String accept, OutputStream out) throws IOException {
    scrapeCompressed(accept, out);
  }

  /** Lets go of all memory for answers that is kept from one scrape to the next. */
  default void forgetBuffers() {}

  /** A family of metrics. */
  interface Instrument {

    /** Adds to, sets or observes in the series with these label values; makes it if needed. */
    void record(String[] labelValues, double value);

    /** Removes a series. */
    default void remove(String[] labelValues) {
      throw new UnsupportedOperationException("Nothing can be removed from " + getClass());
    }
  }

  /** Makes the contestant of a benchmark method. */
  static Contestant of(String method) {
    return switch (method) {
      case "narthex", "arrayCopy" -> new NarthexContestant();
      case "clientJava" -> new ClientJavaContestant();
      case "micrometer" -> new MicrometerContestant();
      case "openTelemetry" -> new OpenTelemetryContestant();
      case "simpleclient" -> new SimpleclientContestant();
      default -> throw new IllegalArgumentException("There is no contestant " + method + ".");
    };
  }
}
