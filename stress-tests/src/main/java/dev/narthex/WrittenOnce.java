package dev.narthex;

import dev.narthex.model.Descriptor;
import dev.narthex.model.Exemplar;
import dev.narthex.model.HistogramData;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import dev.narthex.model.SummaryData;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A source that counts how often it was asked, and the sink that takes the number. */
final class WrittenOnce implements Collector {

  /** What {@link #calls} tells when the source was asked while it was being asked. */
  static final int OVERLAPPED = -1;

  private static final Descriptor CALLS =
      Descriptor.builder(MetricType.GAUGE, "calls").build();

  private final AtomicInteger inside = new AtomicInteger();
  private volatile boolean overlapped;
  private volatile int calls;

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread at a time, or it has overlapped
  public void collect(MetricSink sink) {
    overlapped |= inside.getAndIncrement() != 0;
    sink.family(CALLS);
    sink.value(Labels.EMPTY, ++calls);
    inside.getAndDecrement();
  }

  /** How often it was asked so far. */
  int calls() {
    return overlapped ? OVERLAPPED : calls;
  }

  /** The number that a collector wrote; 0 if it wrote none. */
  static int numberOf(Collector collector) {
    NumberSink sink = new NumberSink();
    collector.collect(sink);
    return sink.value;
  }

  private static final class NumberSink implements MetricSink {

    private int value;

    @Override
    public void family(Descriptor family) {}

    @Override
    public void counter(
        Labels labels,
        double value,
        long createdMillis,
        @Nullable Exemplar exemplar,
        long timestampMillis) {}

    @Override
    public void value(Labels labels, double value, long timestampMillis) {
      this.value += (int) value;
    }

    @Override
    public void histogram(Labels labels, HistogramData data, long timestampMillis) {}

    @Override
    public void summary(Labels labels, SummaryData data, long timestampMillis) {}
  }
}
