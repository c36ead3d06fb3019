package dev.narthex.scrape;

import dev.narthex.Counter;
import dev.narthex.Family;
import dev.narthex.Gauge;
import dev.narthex.Histogram;
import dev.narthex.Registry;

/** What endpoints tell of themselves. Those that have one registry share the metrics in it. */
final class ScrapeMetrics {

  private static final double NANOS_PER_SECOND = 1e9;

  private final Family<Counter> requests;
  private final Gauge inFlight;
  private final Counter gatheringErrors;
  private final Counter encodingErrors;
  private final Histogram seconds;
  private final Histogram bytes;

  ScrapeMetrics(Registry registry) {
    requests = Counter.builder("promhttp_metric_handler_requests_total")
        .help("Scrapes answered, by HTTP status.")
        .labelNames("code")
        .registerOrGet(registry);
    requests.with("200");
    requests.with("500");
    requests.with("503");
    inFlight = Gauge.builder("promhttp_metric_handler_requests_in_flight")
        .help("Scrapes being answered now.")
        .registerOrGet(registry);
    Family<Counter> errors = Counter.builder("promhttp_metric_handler_errors_total")
        .help("Scrapes in which something failed, by what was being done.")
        .labelNames("cause")
        .registerOrGet(registry);
    gatheringErrors = errors.with("gathering");
    encodingErrors = errors.with("encoding");
    seconds = Histogram.builder("narthex_scrape_duration_seconds")
        .help("Time to make the answer to a scrape, without sending it.")
        .unit("seconds")
        .buckets(0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10)
        .registerOrGet(registry);
    bytes = Histogram.builder("narthex_scrape_response_bytes")
        .help("Size of the answer to a scrape, as it is sent.")
        .unit("bytes")
        .buckets(1e3, 1e4, 1e5, 1e6, 1e7, 1e8)
        .registerOrGet(registry);
  }

  void begin() {
    inFlight.inc();
  }

  void answerIsMade(long nanos, int length) {
    seconds.observe(nanos / NANOS_PER_SECOND);
    bytes.observe(length);
  }

  void end(int status) {
    inFlight.dec();
    requests.with(Integer.toString(status)).inc();
  }

  void failed(boolean gathering) {
    (gathering ? gatheringErrors : encodingErrors).inc();
  }
}
