package dev.narthex.exposition;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.narthex.Collector;
import dev.narthex.Gatherer;
import dev.narthex.Registry;
import dev.narthex.model.Descriptor;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import java.util.Arrays;

/** What a registry writes: one exposition, seen whole. */
final class Exposed {

  private Exposed() {}

  static Registry registry(Collector... collectors) {
    Registry registry = new Registry();
    for (Collector collector : collectors) {
      registry.register(collector);
    }
    return registry;
  }

  /** A gauge of value 1 without labels and help. */
  static Collector gauge(String name) {
    return gauge(name, Labels.EMPTY, 1);
  }

  /** A gauge without help. */
  static Collector gauge(String name, Labels labels, double value) {
    return sink -> {
      sink.family(Descriptor.of(MetricType.GAUGE, name, ""));
      sink.value(labels, value);
    };
  }

  static String text(EscapingScheme escaping, Collector... collectors) {
    return new String(bytes(ExpositionFormat.TEXT, escaping, registry(collectors)), UTF_8);
  }

  static String openMetrics(EscapingScheme escaping, Collector... collectors) {
    return new String(bytes(ExpositionFormat.OPENMETRICS, escaping, registry(collectors)), UTF_8);
  }

  static String openMetricsWithCreated(EscapingScheme escaping, Collector... collectors) {
    OutputBuffer out = new OutputBuffer();
    Encoder encoder = ExpositionFormat.OPENMETRICS.encoder(out, escaping, true);
    registry(collectors).gather(encoder);
    encoder.finish();
    return new String(written(out), UTF_8);
  }

  static byte[] bytes(ExpositionFormat format, EscapingScheme escaping, Gatherer gatherer) {
    OutputBuffer out = new OutputBuffer();
    Encoder encoder = format.encoder(out, escaping);
    gatherer.gather(encoder);
    encoder.finish();
    return written(out);
  }

  static byte[] written(OutputBuffer out) {
    return Arrays.copyOf(out.array(), out.size());
  }
}
