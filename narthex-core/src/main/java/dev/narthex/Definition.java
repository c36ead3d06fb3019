package dev.narthex;

import dev.narthex.model.Descriptor;
import dev.narthex.model.MetricType;
import java.util.function.Supplier;

/** What a chain of builders knows so far. It is handed on when one builder gives way to another. */
final class Definition {

  private final MetricType type;
  private final String name;
  private final Descriptor.Builder descriptor;
  private TimeSource time = TimeSource.SYSTEM;

  Definition(MetricType type, String name) {
    this.type = type;
    this.name = name;
    this.descriptor = Descriptor.builder(type, name);
  }

  String name() {
    return name;
  }

  MetricType type() {
    return type;
  }

  Descriptor.Builder descriptor() {
    return descriptor;
  }

  TimeSource time() {
    return time;
  }

  void time(TimeSource time) {
    this.time = time;
  }

  /** Runs a step of the definition; a refusal then names the metric. */
  <T> T explained(Supplier<T> step) {
    try {
      return step.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
  }
}
