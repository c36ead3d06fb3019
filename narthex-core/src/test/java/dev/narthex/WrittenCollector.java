package dev.narthex;

import dev.narthex.model.Descriptor;
import java.util.List;
import java.util.function.Consumer;

/** A collector as a user would write it, which says what it can write, or does not. */
final class WrittenCollector implements Collector {

  private final List<Descriptor> described;
  private final Consumer<MetricSink> writing;

  WrittenCollector(List<Descriptor> described, Consumer<MetricSink> writing) {
    this.described = described;
    this.writing = writing;
  }

  static WrittenCollector describing(Descriptor... described) {
    return new WrittenCollector(List.of(described), sink -> {});
  }

  static WrittenCollector undeclared(Consumer<MetricSink> writing) {
    return new WrittenCollector(List.of(), writing);
  }

  WrittenCollector writing(Consumer<MetricSink> other) {
    return new WrittenCollector(described, other);
  }

  @Override
  public List<Descriptor> describe() {
    return described;
  }

  @Override
  public void collect(MetricSink sink) {
    writing.accept(sink);
  }
}
