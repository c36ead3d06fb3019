package dev.narthex.benchmarks.hot;

import java.io.IOException;

/**
 * A service whose exposition has some 10,000 lines: a histogram with 12 classic buckets and a counter,
 * both by path and method.
 */
interface ScrapedService extends AutoCloseable {

  /** Fourteen lines each. */
  int HISTOGRAMS = 640;

  int COUNTERS = 1040;

  /** The path of the histogram that {@link #observe(double)} observes in. */
  String HELD_PATH = Children.PATHS[0];

  String HELD_METHOD = Children.METHODS[0];

  /** Observes in a histogram that is held, as far as the contestant lets one hold it. */
  void observe(double seconds);

  /** Observes in a histogram that is looked up. */
  void observe(String path, String method, double seconds);

  /** Adds 1 to a counter that is looked up. */
  void count(String path, String method);

  /** Writes everything in the text format, to nowhere. */
  void scrape() throws IOException;

  @Override
  default void close() {}

  /** A service that counts with this contestant, with all its series. */
  static ScrapedService of(String contestant) {
    ScrapedService service = switch (contestant) {
      case "narthex" -> new NarthexService();
      case "clientJava" -> new ClientJavaService();
      case "micrometer" -> new MicrometerService();
      case "openTelemetry" -> new OpenTelemetryService();
      case "simpleclient" -> new SimpleclientService();
      case "hdrRecorder", "concurrentHashMap" -> new FloorService();
      default -> throw new IllegalArgumentException("No such contestant: " + contestant);
    };
    service.fill();
    return service;
  }

  private void fill() {
    for (int i = 0; i < COUNTERS; i++) {
      String path = i < Children.COUNT ? Children.PATHS[i] : "/api/v2/things/" + i;
      String method = Children.METHODS[i % Children.COUNT];
      count(path, method);
      if (i < HISTOGRAMS) {
        observe(path, method, 0.0417);
      }
    }
  }
}
