package dev.narthex;

import dev.narthex.model.Descriptor;
import java.util.List;

/**
 * A collector of this package that writes one family, which was checked when it was defined. What it
 * writes is in order and right by construction, so the registry hands it the real sink and checks
 * nothing.
 */
abstract sealed class DefinedCollector implements Collector permits Metric, Family, TypedFamily {

  final Descriptor descriptor;

  DefinedCollector(Descriptor descriptor) {
    this.descriptor = descriptor;
  }

  /**
   * What the family is: name, type, help, unit and labels.
   *
   * @return the descriptor
   */
  public final Descriptor descriptor() {
    return descriptor;
  }

  @Override
  public final List<Descriptor> describe() {
    return List.of(descriptor);
  }

  @Override
  public final void collect(MetricSink sink) {
    collect(sink, new Scratch());
  }

  /** Writes family and series, using what {@code scratch} holds instead of making objects. */
  abstract void collect(MetricSink sink, Scratch scratch);

  /** What defines this collector beyond its descriptor, comparable by equals. */
  abstract Object settings();

  /** Whether both were defined alike, so that one can stand for the other. */
  final boolean isDefinedLike(DefinedCollector other) {
    return getClass() == other.getClass()
        && descriptor.equals(other.descriptor)
        && settings().equals(other.settings());
  }

  /** Descriptor and settings, for messages. */
  final String definition() {
    String settings = settings().toString().strip();
    return descriptor
        + " help \""
        + descriptor.help()
        + "\" unit \""
        + descriptor.unit()
        + (settings.isEmpty() ? "\"" : "\" ")
        + settings;
  }
}
