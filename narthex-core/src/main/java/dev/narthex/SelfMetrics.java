package dev.narthex;

import dev.narthex.model.Descriptor;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the guards of a registry's metrics did: how many series each family has, how many look-ups went
 * to its overflow series, how often a series expired; and how often a slow collector was skipped. It is
 * a collector; register it where these
 * figures are to be exposed, for instance with the registry itself.
 *
 * <pre>{@code
 * registry.register(SelfMetrics.of(registry));
 * }</pre>
 *
 * <table>
 *   <caption>The families</caption>
 *   <tr><td>{@code narthex_family_series{family}}</td><td>the series of a family now, as in {@link
 *       Family#size}</td></tr>
 *   <tr><td>{@code narthex_family_overflowed_total{family}}</td><td>look-ups that {@link
 *       FamilyBuilder#maxSeries} sent to the overflow series</td></tr>
 *   <tr><td>{@code narthex_family_expired_total{family}}</td><td>how often a series left by {@link
 *       FamilyBuilder#expireAfter}; only for families that have it</td></tr>
 *   <tr><td>{@code narthex_collector_skipped_total{collector}}</td><td>scrapes that went on without a
 *       collector that has a {@linkplain Collector#timeLimited time limit}, by its class and
 *       families</td></tr>
 * </table>
 *
 * <p>Families of one name that differ in constant labels are told of as one. Thread-safe.
 *
 * @since 0.1
 */
public final class SelfMetrics implements Collector {

  private static final Descriptor SERIES = Descriptor.builder(
          MetricType.GAUGE, "narthex_family_series")
      .help("Series that a metric family has.")
      .labelNames("family")
      .build();
  private static final Descriptor OVERFLOWED = Descriptor.builder(
          MetricType.COUNTER, "narthex_family_overflowed_total")
      .help("Look-ups of a series that a metric family sent to its overflow series.")
      .labelNames("family")
      .build();
  private static final Descriptor EXPIRED = Descriptor.builder(
          MetricType.COUNTER, "narthex_family_expired_total")
      .help("Series that left a metric family because they did not change for a while.")
      .labelNames("family")
      .build();
  private static final Descriptor SKIPPED = Descriptor.builder(
          MetricType.COUNTER, "narthex_collector_skipped_total")
      .help("Scrapes that went on without a collector, because of its time limit.")
      .labelNames("collector")
      .build();

  private final Registry registry;

  private SelfMetrics(Registry registry) {
    this.registry = registry;
  }

  /**
   * Tells of the metrics of a registry.
   *
   * @param registry the registry to tell of; a view of it tells of the whole
   * @return a collector, not registered yet
   */
  public static SelfMetrics of(Registry registry) {
    return new SelfMetrics(Objects.requireNonNull(registry, "registry"));
  }

  @Override
  public List<Descriptor> describe() {
    return List.of(SERIES, OVERFLOWED, EXPIRED, SKIPPED);
  }

  @Override
  public void collect(MetricSink sink) {
    Map<String, Facts> families = new TreeMap<>();
    Plan plan = registry.plan();
    plan.streamed().forEach(group -> group.sources().forEach(source -> add(source, families)));
    plan.recorded().forEach(source -> add(source, families));

    sink.family(SERIES);
    families.values().forEach(facts -> sink.value(facts.labels, (double) facts.series));
    sink.family(OVERFLOWED);
    families.values().forEach(facts -> sink.counter(facts.labels, (double) facts.overflowed));
    sink.family(EXPIRED);
    families.values().stream()
        .filter(facts -> facts.expires)
        .forEach(facts -> sink.counter(facts.labels, (double) facts.expired));
    sink.family(SKIPPED);
    registry
        .skipped()
        .forEach((collector, times) -> sink.counter(SKIPPED.labels(collector), (double) times));
  }

  private static void add(Source source, Map<String, Facts> families) {
    Family<?> family = familyOf(WrappingCollector.innermost(source.collector()));
    if (family != null) {
      String name = source.descriptors().get(0).name();
      families.computeIfAbsent(name, Facts::new).add(family);
    }
  }

  private static @Nullable Family<?> familyOf(Object collector) {
    if (collector instanceof TypedFamily<?, ?> typed) {
      return typed.untyped();
    }
    return collector instanceof Family<?> family ? family : null;
  }

  /** What there is to tell of the families of one name. */
  private static final class Facts {
    final Labels labels;
    long series;
    long overflowed;
    boolean expires;
    long expired;

    Facts(String name) {
      labels = SERIES.labels(name); // all three have the same label
    }

    void add(Family<?> family) {
      series += family.size();
      overflowed += family.overflowed();
      expires |= family.expires();
      expired += family.expired();
    }
  }
}
