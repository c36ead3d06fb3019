package dev.narthex.red;

import dev.narthex.Counter;
import dev.narthex.Family;
import dev.narthex.Gauge;
import dev.narthex.Histogram;
import dev.narthex.Registry;
import dev.narthex.model.Buckets;
import dev.narthex.model.NativeBuckets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The metrics that one call defines. Several filters may share them, if they have the same labels.
 *
 * @param side whose requests they are about
 * @param registry gets them, unless it has them already
 * @param declared the labels that come from requests
 * @param buckets the classic buckets of durations
 * @param nativeBuckets the native buckets of all histograms, null for none
 */
record UsualFamilies(
    Side side,
    Registry registry,
    List<String> declared,
    Buckets buckets,
    @Nullable NativeBuckets nativeBuckets) {

  static final String METHOD = "method";
  static final String CODE = "code";

  /** Series of each family. All labels are bounded already; this bounds what they are together. */
  static final int MAX_SERIES = 10_000;

  /** From 100 bytes to 100 megabytes. */
  private static final Buckets SIZES = Buckets.exponential(100, 10, 7);

  /** Whose requests are measured. */
  enum Side {
    SERVER("http_", "Requests that were answered.", "Requests that are being answered."),
    CLIENT("http_client_", "Requests that were sent.", "Requests that wait for an answer.");

    private final String prefix;
    private final String counted;
    private final String inFlight;

    Side(String prefix, String counted, String inFlight) {
      this.prefix = prefix;
      this.counted = counted;
      this.inFlight = inFlight;
    }
  }

  Gauge inFlight() {
    return Gauge.builder(side.prefix + "requests_in_flight")
        .help(side.inFlight)
        .registerOrGet(registry);
  }

  Family<Counter> requests() {
    return Counter.builder(side.prefix + "requests_total")
        .help(side.counted)
        .labelNames(labelNames(METHOD, CODE))
        .maxSeries(MAX_SERIES)
        .registerOrGet(registry);
  }

  Family<Histogram> duration() {
    String help = side == Side.SERVER
        ? "Time from the beginning of a request to the end of its answer."
        : "Time from sending a request to having its answer.";
    return seconds("request_duration_seconds", help, labelNames(METHOD, CODE));
  }

  Family<Histogram> timeToFirstByte() {
    return seconds(
        "time_to_first_byte_seconds",
        "Time from the beginning of a request to the beginning of its answer.",
        labelNames(METHOD));
  }

  Family<Histogram> requestSize() {
    return bytes("request_size_bytes", "Size of requests, head and body.");
  }

  Family<Histogram> responseSize() {
    return bytes("response_size_bytes", "Size of the bodies of answers.");
  }

  private Family<Histogram> seconds(String name, String help, String[] labelNames) {
    return histogram(name, help, "seconds", buckets, labelNames);
  }

  private Family<Histogram> bytes(String name, String help) {
    return histogram(name, help, "bytes", SIZES, labelNames(METHOD));
  }

  private Family<Histogram> histogram(
      String name, String help, String unit, Buckets classic, String[] labelNames) {
    Histogram.Builder builder =
        Histogram.builder(side.prefix + name).help(help).unit(unit).buckets(classic);
    if (nativeBuckets != null) {
      builder.nativeBuckets(nativeBuckets);
    }
    return builder.labelNames(labelNames).maxSeries(MAX_SERIES).registerOrGet(registry);
  }

  /** The given names, then those that are declared; a declared one may have a name of the first. */
  private String[] labelNames(String... first) {
    List<String> names = new ArrayList<>(List.of(first));
    for (String name : declared) {
      if (!names.contains(name)) {
        names.add(name);
      }
    }
    return names.toArray(String[]::new);
  }
}
