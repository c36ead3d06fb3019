package dev.narthex.benchmarks.scrape;

import java.util.Random;
import java.util.function.Function;

/**
 * What is scraped: half the lines are of histograms, a quarter each of counters and gauges. The same
 * at every run.
 */
final class ScrapedData {

  private static final double[] BOUNDS = {
    0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
  };

  /** One for each bound, then infinity, sum and count. */
  private static final int LINES_OF_HISTOGRAM = BOUNDS.length + 3;

  private static final int OBSERVATIONS = 10;

  private static final String[] METHODS = {"GET", "POST", "PUT", "DELETE", "PATCH"};
  private static final String[] STATUSES = {"200", "201", "204", "302", "404", "500"};
  private static final int PATHS = 50;

  private final Random random = new Random(20_180_401);
  private final Contestant contestant;
  private final int lines;
  private final int familiesOfAKind;

  private ScrapedData(Contestant contestant, int lines, int familiesOfAKind) {
    this.contestant = contestant;
    this.lines = lines;
    this.familiesOfAKind = familiesOfAKind;
  }

  /** The upper bounds of all histograms, infinity aside. */
  static double[] bounds() {
    return BOUNDS.clone();
  }

  /**
   * Fills a registry.
   *
   * @param contestant whose registry
   * @param lines about how many lines its text will have, comments aside
   * @param familiesOfAKind how many families of counters there will be, and as many of gauges and of
   *     histograms
   */
  static void fill(Contestant contestant, int lines, int familiesOfAKind) {
    new ScrapedData(contestant, lines, familiesOfAKind).fill();
  }

  private void fill() {
    fill(lines / 4, "http_requests", contestant::counter, 1);
    fill(lines / 4, "http_connections_open", contestant::gauge, 1);
    fill(
        lines / 2 / LINES_OF_HISTOGRAM,
        "http_request_duration_seconds",
        contestant::histogram,
        OBSERVATIONS);
  }

  private void fill(
      int series, String name, Function<String, Contestant.Instrument> kind, int records) {
    for (int family = 0; family < familiesOfAKind; family++) {
      Contestant.Instrument instrument = kind.apply("service" + family + "_" + name);
      for (int i = family; i < series; i += familiesOfAKind) {
        String[] labels = labelValues(i);
        for (int record = 0; record < records; record++) {
          instrument.record(labels, records == 1 ? value(i) : Math.exp(random.nextGaussian() - 2));
        }
      }
    }
  }

  /** Values as they are in practice: counts, amounts with two decimals, and averages. */
  private double value(int i) {
    return switch (i % 3) {
      case 0 -> random.nextInt(1_000_000);
      case 1 -> random.nextInt(1_000_000) / 100.0;
      default -> random.nextDouble() * 1_000;
    };
  }

  /** The label values of a series: others for each number. */
  static String[] labelValues(int series) {
    int rest = series;
    String method = METHODS[rest % METHODS.length];
    rest /= METHODS.length;
    String status = STATUSES[rest % STATUSES.length];
    rest /= STATUSES.length;
    String path = "/api/v1/customers/{id}/orders-" + rest % PATHS;
    rest /= PATHS;
    String instance = "10.4." + rest / 256 + "." + rest % 256 + ":8080";
    return new String[] {method, path, status, instance};
  }
}
