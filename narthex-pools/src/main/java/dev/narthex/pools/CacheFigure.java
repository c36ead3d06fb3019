package dev.narthex.pools;

import dev.narthex.model.Descriptor;
import dev.narthex.model.MetricType;
import java.util.ArrayList;
import java.util.List;

/** The numbers of a cache, under the names that Prometheus's Java client has for them. */
@SuppressWarnings("EnumOrdinal") // its place is its slot
enum CacheFigure {
  HITS(MetricType.COUNTER, "hit_total", "Look-ups that found an entry."),
  MISSES(MetricType.COUNTER, "miss_total", "Look-ups that found no entry."),
  REQUESTS(MetricType.COUNTER, "requests_total", "Look-ups, whether they found an entry or not."),
  EVICTIONS(
      MetricType.COUNTER,
      "eviction_total",
      "Entries that the cache itself removed, because it was full or they were too old."),
  EVICTION_WEIGHT(
      MetricType.COUNTER, "eviction_weight_total", "Weight of the entries that were evicted."),
  LOADS(MetricType.COUNTER, "loads_total", "Values that were computed, or tried to."),
  LOAD_FAILURES(MetricType.COUNTER, "load_failure_total", "Values that could not be computed."),
  LOAD_SECONDS(MetricType.SUMMARY, "load_duration_seconds", "Time that computing values took."),
  SIZE(MetricType.GAUGE, "estimated_size", "Entries in the cache, about."),
  WEIGHT(MetricType.GAUGE, "weighted_size", "Weight of the entries in the cache.");

  private final MetricType type;
  private final String suffix;
  private final String help;

  CacheFigure(MetricType type, String suffix, String help) {
    this.type = type;
    this.suffix = suffix;
    this.help = help;
  }

  static PoolTable table() {
    List<PoolTable.Column> columns = new ArrayList<>();
    for (CacheFigure figure : values()) {
      columns.add(new PoolTable.Column(figure.descriptor(), figure.ordinal(), LOADS.ordinal()));
    }
    return new PoolTable("cache", values().length, columns);
  }

  private Descriptor descriptor() {
    return Descriptor.builder(type, suffix)
        .namespace("caffeine")
        .subsystem("cache")
        .help(help)
        .unit(type == MetricType.SUMMARY ? "seconds" : "")
        .labelNames("cache")
        .build();
  }

  /** Sets one number of what is read. */
  void put(double value, double[] into) {
    into[ordinal()] = value;
  }
}
