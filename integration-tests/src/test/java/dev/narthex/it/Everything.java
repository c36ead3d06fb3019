package dev.narthex.it;

import dev.narthex.Counter;
import dev.narthex.Family;
import dev.narthex.Gauge;
import dev.narthex.GaugeHistogram;
import dev.narthex.Histogram;
import dev.narthex.Info;
import dev.narthex.Registry;
import dev.narthex.StateSet;
import dev.narthex.Summary;
import dev.narthex.Untyped;
import dev.narthex.model.Buckets;
import dev.narthex.model.HistogramSnapshot;
import dev.narthex.model.Labels;
import dev.narthex.model.Quantiles;
import dev.narthex.model.SummarySnapshot;
import java.util.List;

/**
 * A registry with every metric type, number, name and label value that a program can expose. Nothing
 * in it changes once it is made, so that every scrape finds the same.
 *
 * <p>No two names become one when characters outside the legacy alphabet are escaped, in whichever
 * way.
 */
final class Everything {

  /** A label value as long as a stack trace or a query that somebody has put there. */
  static final String LONG_VALUE = "0123456789abcdef".repeat(640);

  private static final double LARGEST_EXACT_INTEGER = 0x1p53;

  private Everything() {}

  static Registry registry() {
    Registry registry = new Registry();
    counters(registry);
    gauges(registry);
    histograms(registry);
    summaries(registry);
    untyped(registry);
    infos(registry);
    stateSets(registry);
    gaugeHistograms(registry);
    strangeLabelValues(registry);
    strangeNames(registry);
    describedInStrangeWays(registry);
    views(registry);
    callbacks(registry);
    registry.register(new EverythingCollector());
    registry.register(EverythingCollector::collectUndeclared);
    return registry;
  }

  private static void counters(Registry registry) {
    counter(registry, "whole_total").add(42);
    counter(registry, "untouched_total");
    counter(registry, "fractional_total").add(0.1 + 0.2);
    counter(registry, "largest_exact_total").add(LARGEST_EXACT_INTEGER);
    counter(registry, "past_largest_exact_total").add((1L << 53) + 2);
    counter(registry, "largest_long_total").add(Long.MAX_VALUE);
    counter(registry, "huge_total").add(Double.MAX_VALUE);
    counter(registry, "tiny_total").add(Double.MIN_VALUE);
    counter(registry, "million_total").add(1e6);
    counter(registry, "misnamed_count_of_jobs").add(3);
    Counter.builder("sent_bytes_total")
        .help("Bytes sent.")
        .unit("bytes")
        .constLabel("zone", "eu-1")
        .constLabel("rack", "7")
        .register(registry)
        .add(1_234_567);
    Family<Counter> requests = Counter.builder("requests_total")
        .help("Requests by method and code.")
        .labelNames("method", "code")
        .register(registry);
    requests.with("GET", "200").add(1027);
    requests.with("GET", "404").add(3);
    requests.with("POST", "200").add(0.5);
  }

  private static Counter counter(Registry registry, String name) {
    return Counter.builder(name).help("A counter.").register(registry);
  }

  private static void gauges(Registry registry) {
    gauge(registry, "negative").set(-17.25);
    gauge(registry, "negative_zero").set(-0.0);
    gauge(registry, "not_a_number").set(Double.NaN);
    gauge(registry, "positive_infinity").set(Double.POSITIVE_INFINITY);
    gauge(registry, "negative_infinity").set(Double.NEGATIVE_INFINITY);
    gauge(registry, "smallest_normal").set(Double.MIN_NORMAL);
    gauge(registry, "hundred_thousandth").set(1e-5);
    gauge(registry, "third").set(1.0 / 3);
    Gauge.builder("temperature_celsius")
        .namespace("plant")
        .subsystem("boiler")
        .help("Temperature by sensor.")
        .unit("celsius")
        .labelNames("sensor")
        .register(registry)
        .with("inlet")
        .set(61.5);
  }

  private static Gauge gauge(Registry registry, String name) {
    return Gauge.builder(name).help("A gauge.").register(registry);
  }

  private static void histograms(Registry registry) {
    Histogram latency = Histogram.builder("latency_seconds")
        .help("With default buckets.")
        .unit("seconds")
        .register(registry);
    latency.observe(0.003);
    latency.observe(0.5); // lies on a bound
    latency.observe(1);
    latency.observe(77);
    Histogram spelled = Histogram.builder("spelled_bounds")
        .help("With bounds that formats spell in their own ways.")
        .buckets(-1e6, -0.5, 0, 1e-5, 1e-4, 1, 2.5, 100, 123456.789, 1e6, 1e21)
        .register(registry);
    for (double value : new double[] {-2e6, -1e6, 0, 1e-5, 1e-4, 1, 1, 99, 1e6, 1e6 + 1, 1e300}) {
      spelled.observe(value);
    }
    Histogram.builder("only_infinity")
        .help("Without bounds.")
        .buckets(Buckets.of())
        .register(registry)
        .observe(5);
    Histogram.builder("unobserved").help("Without observations.").register(registry);
    Histogram odd = Histogram.builder("odd_observations")
        .help("With NaN and infinities.")
        .buckets(1)
        .register(registry);
    odd.observe(Double.NaN);
    odd.observe(Double.NEGATIVE_INFINITY);
    odd.observe(Double.POSITIVE_INFINITY);
    Family<Histogram> sizes = Histogram.builder("response_size_bytes")
        .help("With labels before and after le.")
        .unit("bytes")
        .buckets(Buckets.exponential(1, 1024, 4))
        .constLabel("zone", "eu-1")
        .labelNames("handler")
        .register(registry);
    sizes.with("/").observe(512);
    sizes.with("/search").observe(70_000);
  }

  private static void summaries(Registry registry) {
    Summary plain = Summary.builder("batch_items").help("Without quantiles.").register(registry);
    plain.observe(10);
    plain.observe(0.25);
    Summary quantiles = Summary.builder("pause_seconds")
        .help("With quantiles.")
        .unit("seconds")
        .objective(0, 0.01)
        .objective(0.5, 0.01)
        .objective(0.99, 0.001)
        .objective(1, 0.001)
        .register(registry);
    for (int i = 1; i <= 100; i++) {
      quantiles.observe(i / 64.0);
    }
    Summary.builder("idle_seconds")
        .help("Quantiles of nothing are NaN.")
        .objective(0.5, 0.01)
        .register(registry);
    Family<Summary> family = Summary.builder("call_seconds")
        .help("With labels before and after quantile.")
        .objective(0.5, 0.01)
        .labelNames("peer", "zone")
        .register(registry);
    family.with("a", "eu").observe(3);
    family.with("b", "us").observe(4);
  }

  private static void untyped(Registry registry) {
    Untyped.builder("forwarded").help("Of unknown type.").register(registry).set(12.5);
    Untyped.builder("forwarded_total")
        .help("Looks like a counter.")
        .register(registry)
        .set(7);
    Family<Untyped> family = Untyped.builder("forwarded_by_host")
        .help("Of unknown type, with a label.")
        .labelNames("host")
        .register(registry);
    family.with("a").set(-1);
    family.with("b").set(Double.NaN);
  }

  private static void infos(Registry registry) {
    Info.builder("build_info")
        .help("With facts.")
        .constLabel("zone", "eu-1")
        .register(registry)
        .set("version", "1.4.2", "revision", "9f3c \"dirty\"");
    Info.builder("unsaid_info").help("Without facts.").register(registry);
    Info.builder("host.os_info").help("With a dot.").register(registry).set("os.name", "plan 9");
    Family<Info> disks =
        Info.builder("disk_info").help("Facts of each.").labelNames("disk").register(registry);
    disks.with("sda").set("maker", "a", "size", "2T");
    disks.with("sdb").set("maker", "b");
  }

  private static void stateSets(Registry registry) {
    StateSet.builder("payment_mode", "open", "half open", "closed")
        .help("One state holds.")
        .register(registry)
        .setOnly("half open");
    StateSet.builder("quiet_mode", "on").help("None holds.").register(registry);
    Family<StateSet<String>> features = StateSet.builder("feature.on", "search", "chât", "gift")
        .help("With a dot, and several that hold.")
        .labelNames("shop.name")
        .register(registry);
    features.with("north").setAll(List.of("search", "gift"));
    features.with("south").set("chât", true);
    // Registered after it was made, so that the view renames its label.
    registry
        .withPrefix("viewed_")
        .withLabels(Labels.of("shard", "a"))
        .register(StateSet.builder("mode", "off", "on").help("Through a view.").build())
        .setOnly("on");
  }

  private static void gaugeHistograms(Registry registry) {
    GaugeHistogram.builder("queued_age_seconds")
        .help("How old what waits is.")
        .unit("seconds")
        .labelNames("queue")
        .register(registry)
        .with("mail")
        .set(HistogramSnapshot.counting(Buckets.of(1, 10, 1e6), 0.25, 3, 4, 2e6));
    GaugeHistogram.builder("unset_age_seconds").help("Never set.").register(registry);
    GaugeHistogram.builder("file.sizes")
        .help("Asked for, with a dot.")
        .callback(() -> HistogramSnapshot.counting(Buckets.of(100), 7, -7, 1000))
        .register(registry);
  }

  private static void strangeLabelValues(Registry registry) {
    Family<Gauge> values = Gauge.builder("strange_value")
        .help("By label values that want care.")
        .labelNames("value")
        .register(registry);
    String[] strange = {
      "", // is the same to Prometheus as no label
      " ",
      "\"",
      "\\",
      "\n",
      "\\n",
      "ends with a backslash\\",
      "a\"b\\c\nd",
      "{x=\"y\",} 1 # {} 2",
      "\t\r\u0001\u007f",
      "zürich",
      "花火",
      "😱",
      "👩‍🚀 e\u0301",
      "high \ud83d",
      "low \ude31 middle",
      LONG_VALUE,
    };
    for (int i = 0; i < strange.length; i++) {
      values.with(strange[i]).set(i);
    }
  }

  private static void strangeNames(Registry registry) {
    counter(registry, "http.server.requests_total").add(11);
    counter(registry, "http.server.misnamed").add(12);
    counter(registry, "5xx_total").add(13);
    gauge(registry, "job:queue_length:sum").set(14);
    gauge(registry, "gauge with spaces").set(15);
    gauge(registry, "quote\"d").set(16);
    gauge(registry, "back\\slash").set(17);
    gauge(registry, "火").set(18);
    gauge(registry, "rocket 🚀 height").set(19);
    Untyped.builder("un.typed").help("With a dot.").register(registry).set(20);
    Histogram.builder("http.client.duration_seconds")
        .help("With a dot.")
        .unit("seconds")
        .buckets(0.5, 1)
        .register(registry)
        .observe(0.7);
    Summary.builder("http.client.size")
        .help("With a dot.")
        .objective(0.5, 0.01)
        .register(registry)
        .observe(300);
    Counter.builder("named_by_labels_total")
        .help("By label names that want care.")
        .labelNames("service.name", "with space", "col:on", "1st", "é", "say \"hi\"", "plain")
        .register(registry)
        .with("a", "b", "c", "d", "e", "f", "g")
        .add(21);
    Histogram.builder("db.call_seconds")
        .help("Names of both kinds that want care.")
        .buckets(1)
        .labelNames("db.system", "operation")
        .register(registry)
        .with("post\"gres", "select")
        .observe(2);
  }

  private static void describedInStrangeWays(Registry registry) {
    Gauge.builder("without_help").register(registry).set(30);
    Gauge.builder("help_in_lines")
        .help("First line.\nSecond line with \\n, a \"quote\" and a backslash at its end \\")
        .register(registry)
        .set(31);
    Gauge.builder("help_in_unicode").help("Höhe in 花火 🚀").register(registry).set(32);
    Gauge.builder("unit_elsewhere")
        .help("The unit is not in the name.")
        .unit("seconds")
        .register(registry)
        .set(33);
    Counter.builder("unit_nowhere_total")
        .help("The unit is not in the name.")
        .unit("joules")
        .register(registry)
        .add(34);
    Counter.builder("energy.joules_total")
        .help("The unit comes after a dot.")
        .unit("joules")
        .register(registry)
        .add(35);
  }

  private static void views(Registry registry) {
    Registry library = registry.withPrefix("library_").withLabels(Labels.of("version", "1.2"));
    Counter.builder("books_total").help("Books lent.").register(library).add(40);
    Histogram.builder("loan.days")
        .help("Days lent.")
        .buckets(7, 28)
        .register(library)
        .observe(9);
    // The same metric twice, told apart by the label of the view.
    for (String shard : new String[] {"a", "b"}) {
      Registry view = registry.withLabels(Labels.of("shard", shard));
      Family<Counter> hits = Counter.builder("shard_hits_total")
          .help("Hits of each shard.")
          .labelNames("kind")
          .register(view);
      hits.with("read").add(41);
      hits.with("write").add(42);
    }
  }

  private static void callbacks(Registry registry) {
    Counter.builder("asked_total").help("Asked.").callback(() -> 50).register(registry);
    Gauge.builder("asked_gauge")
        .help("Asked.")
        .callback(() -> -50)
        .constLabel("zone", "eu-1")
        .register(registry);
    Untyped.builder("asked_untyped").help("Asked.").callback(() -> 51).register(registry);
    HistogramSnapshot histogram =
        HistogramSnapshot.of(Buckets.of(0.1, 1), new long[] {1, 0, 4_000_000_000_000L}, 8.5);
    Histogram.builder("asked_histogram")
        .help("Asked.")
        .callback(() -> histogram)
        .register(registry);
    SummarySnapshot summary =
        SummarySnapshot.of(Quantiles.of(0.5, 0.9), new double[] {-3, Double.NaN}, 52, -1e10);
    Summary.builder("asked_summary").help("Asked.").callback(() -> summary).register(registry);
  }
}
