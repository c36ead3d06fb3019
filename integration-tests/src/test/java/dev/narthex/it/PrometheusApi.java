package dev.narthex.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.narthex.model.Millis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the tests ask of Prometheus's HTTP API (Prometheus, "HTTP API", version 1). */
final class PrometheusApi {

  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private final HttpClient client = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final URI address;

  /** When queries are answered as of, in seconds; empty for now. */
  private final String time;

  PrometheusApi(URI address) {
    this(address, "");
  }

  private PrometheusApi(URI address, String time) {
    this.address = address;
    this.time = time;
  }

  /** The same, but queries are answered as of some time since the epoch. */
  PrometheusApi at(long millis) {
    return new PrometheusApi(address, BigDecimal.valueOf(millis, 3).toPlainString());
  }

  /**
   * A stored sample.
   *
   * @param millis its time since the epoch
   */
  record Point(long millis, double value) {}

  /**
   * A stored series.
   *
   * @param labels all labels, {@code __name__} among them
   * @param points in the order of time
   */
  record StoredSeries(SortedMap<String, String> labels, List<Point> points) {

    String name() {
      return labels.get("__name__");
    }
  }

  /** What Prometheus knows of a target. */
  record Target(String job, String path, String health, String lastError) {}

  /** What Prometheus knows of a metric family; an empty unit is none. */
  record Metadata(String name, String type, String help, String unit) {}

  /** An exemplar of one series; its time is {@link Millis#NONE} where nobody asks for it. */
  record StoredExemplar(
      SortedMap<String, String> series,
      SortedMap<String, String> labels,
      double value,
      long millis) {}

  /**
   * A native histogram as it is stored now.
   *
   * @param buckets those that hold something, by their bounds: {@code (0.5,0.7071]} has them as doubles
   */
  record StoredHistogram(
      SortedMap<String, String> labels,
      double count,
      double sum,
      SortedMap<String, Double> buckets) {}

  /** The native histograms that a query finds. */
  List<StoredHistogram> histograms(String query) {
    List<StoredHistogram> all = new ArrayList<>();
    for (JsonNode series : query(query)) {
      JsonNode histogram = series.get("histogram");
      if (histogram != null) {
        JsonNode parts = histogram.get(1);
        SortedMap<String, Double> buckets = new TreeMap<>();
        for (JsonNode bucket : parts.path("buckets")) {
          buckets.put(bounds(bucket), number(bucket.get(3).textValue()));
        }
        all.add(new StoredHistogram(
            labels(series.get("metric")),
            number(parts.get("count").textValue()),
            number(parts.get("sum").textValue()),
            buckets));
      }
    }
    return all;
  }

  /** The first element is 0 for (a,b], 1 for [a,b), 2 for (a,b), 3 for [a,b]. */
  private static String bounds(JsonNode bucket) {
    int rule = bucket.get(0).intValue();
    return (rule == 1 || rule == 3 ? "[" : "(")
        + number(bucket.get(1).textValue())
        + ","
        + number(bucket.get(2).textValue())
        + (rule == 0 || rule == 3 ? "]" : ")");
  }

  /** The numbers that a query gives, by the value of a label. */
  Map<String, Double> values(String query, String label) {
    Map<String, Double> values = new TreeMap<>();
    for (JsonNode series : query(query)) {
      values.put(
          series.get("metric").get(label).textValue(),
          number(series.get("value").get(1).textValue()));
    }
    return values;
  }

  /** The version of the server, such as {@code 3.5.3}. */
  String version() {
    return get("status/buildinfo", Map.of()).get("version").textValue();
  }

  /** The single number that a query gives. */
  double value(String query) {
    JsonNode result = query(query);
    if (result.size() != 1) {
      throw new AssertionError(query + " gives " + result + ", not one number.");
    }
    return number(result.get(0).get("value").get(1).textValue());
  }

  /** The samples of the last ten minutes, as they were stored: nothing is aligned or filled in. */
  List<StoredSeries> stored(String selector) {
    List<StoredSeries> all = new ArrayList<>();
    for (JsonNode series : query(selector + "[10m]")) {
      List<Point> points = new ArrayList<>();
      for (JsonNode point : series.get("values")) {
        points.add(new Point(millis(point.get(0)), number(point.get(1).textValue())));
      }
      all.add(new StoredSeries(labels(series.get("metric")), points));
    }
    return all;
  }

  List<Target> targets() {
    List<Target> targets = new ArrayList<>();
    for (JsonNode target : get("targets", Map.of("state", "active")).get("activeTargets")) {
      targets.add(new Target(
          target.get("labels").get("job").textValue(),
          target.get("discoveredLabels").get("__metrics_path__").textValue(),
          target.get("health").textValue(),
          target.get("lastError").textValue()));
    }
    return targets;
  }

  List<Metadata> metadata(String job) {
    List<Metadata> all = new ArrayList<>();
    String target = "{job=\"" + job + "\"}";
    for (JsonNode family : get("targets/metadata", Map.of("match_target", target))) {
      all.add(new Metadata(
          family.get("metric").textValue(),
          family.get("type").textValue(),
          family.get("help").textValue(),
          family.get("unit").textValue()));
    }
    return all;
  }

  List<StoredExemplar> exemplars(String selector) {
    long now = System.currentTimeMillis() / 1000;
    Map<String, String> parameters = Map.of(
        "query", selector, "start", Long.toString(now - 600), "end", Long.toString(now + 600));
    List<StoredExemplar> all = new ArrayList<>();
    for (JsonNode series : get("query_exemplars", parameters)) {
      for (JsonNode exemplar : series.get("exemplars")) {
        all.add(new StoredExemplar(
            labels(series.get("seriesLabels")),
            labels(exemplar.get("labels")),
            number(exemplar.get("value").textValue()),
            millis(exemplar.get("timestamp"))));
      }
    }
    return all;
  }

  private JsonNode query(String query) {
    Map<String, String> parameters =
        time.isEmpty() ? Map.of("query", query) : Map.of("query", query, "time", time);
    return get("query", parameters).get("result");
  }

  private JsonNode get(String path, Map<String, String> parameters) {
    String query = parameters.entrySet().stream()
        .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), UTF_8))
        .collect(Collectors.joining("&", "?", ""));
    HttpRequest request = HttpRequest.newBuilder(address.resolve("/api/v1/" + path + query))
        .timeout(TIMEOUT)
        .build();
    try {
      HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
      if (response.statusCode() != 200) {
        throw new AssertionError(request.uri()
            + " is answered with "
            + response.statusCode()
            + ": "
            + new String(response.body(), UTF_8));
      }
      return json.readTree(response.body()).get("data");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while asking Prometheus.", e);
    }
  }

  private static SortedMap<String, String> labels(JsonNode object) {
    SortedMap<String, String> labels = new TreeMap<>();
    object
        .properties()
        .forEach(each -> labels.put(each.getKey(), each.getValue().textValue()));
    return labels;
  }

  /** Times are seconds with up to three decimals; through a double they would lose some. */
  private static long millis(JsonNode seconds) {
    return new BigDecimal(seconds.asText()).movePointRight(3).longValueExact();
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }
}
