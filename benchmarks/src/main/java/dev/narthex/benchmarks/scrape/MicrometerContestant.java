package dev.narthex.benchmarks.scrape;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Micrometer's registry for Prometheus. A histogram has one line more than elsewhere: the highest
 * value seen lately.
 */
final class MicrometerContestant implements Contestant {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  @Override
  public Instrument counter(String name) {
    return new Instrument() {
      @Override
      public void record(String[] labelValues, double value) {
        Counter.builder(name)
            .description(HELP)
            .tags(tags(labelValues))
            .register(registry)
            .increment(value);
      }

      @Override
      public void remove(String[] labelValues) {
        registry.remove(new Meter.Id(name, tags(labelValues), null, null, Meter.Type.COUNTER));
      }
    };
  }

  @Override
  public Instrument gauge(String name) {
    return (labelValues, value) -> Gauge.builder(name, () -> value)
        .description(HELP)
        .tags(tags(labelValues))
        .register(registry);
  }

  @Override
  public Instrument histogram(String name) {
    return (labelValues, value) -> DistributionSummary.builder(name)
        .description(HELP)
        .serviceLevelObjectives(ScrapedData.bounds())
        .tags(tags(labelValues))
        .register(registry)
        .record(value);
  }

  @Override
  public void scrape(String accept, OutputStream out) throws IOException {
    registry.scrape(out, accept);
  }

  private static Tags tags(String[] values) {
    List<Tag> tags = new ArrayList<>(values.length);
    for (int i = 0; i < values.length; i++) {
      tags.add(Tag.of(LABEL_NAMES.get(i), values[i]));
    }
    return Tags.of(tags);
  }
}
