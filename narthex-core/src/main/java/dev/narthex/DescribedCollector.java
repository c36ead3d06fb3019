package dev.narthex;

import dev.narthex.model.Descriptor;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** Code that writes samples, and the families that it can write. */
final class DescribedCollector extends WrappingCollector {

  private final List<Descriptor> families;
  private final Consumer<? super MetricSink> body;

  DescribedCollector(List<Descriptor> families, Consumer<? super MetricSink> body) {
    this.families = families;
    this.body = Objects.requireNonNull(body, "body");
  }

  @Override
  Object wrapped() {
    return body;
  }

  @Override
  public List<Descriptor> describe() {
    return families;
  }

  @Override
  public void collect(MetricSink sink) {
    body.accept(sink);
  }
}
