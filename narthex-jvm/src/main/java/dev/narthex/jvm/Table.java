package dev.narthex.jvm;

import dev.narthex.Collector;
import dev.narthex.MetricSink;
import dev.narthex.model.Descriptor;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * Gauges and counters that are read from one look at a source, so that they agree with each other. All
 * that does not change, descriptors and labels, is made once; a scrape makes what the source makes.
 *
 * @param <S> what one look at the source gives
 */
final class Table<S> implements Collector {

  /** Read where there is no number now; the series is then left out. */
  static final double ABSENT = Double.NaN;

  private final Supplier<? extends S> source;
  private final List<Rows<S>> families;

  private Table(Supplier<? extends S> source, List<Rows<S>> families) {
    this.source = source;
    this.families = families;
  }

  /** A number of the JDK's beans, which say -1 for what is not defined. */
  static double unlessNegative(long value) {
    return value < 0 ? ABSENT : value;
  }

  @Override
  public List<Descriptor> describe() {
    List<Descriptor> described = new ArrayList<>();
    for (Rows<S> family : families) {
      described.add(family.descriptor);
    }
    return List.copyOf(described);
  }

  @Override
  public void collect(MetricSink sink) {
    S now = source.get();
    for (Rows<S> family : families) {
      family.write(now, sink);
    }
  }

  /** One family and its series. */
  private record Rows<S>(Descriptor descriptor, List<Row<S>> rows) {

    void write(S now, MetricSink sink) {
      sink.family(descriptor);
      boolean counter = descriptor.type() == MetricType.COUNTER;
      for (Row<S> row : rows) {
        double value = row.reading.applyAsDouble(now);
        if (Double.isNaN(value)) {
          continue;
        }
        if (counter) {
          sink.counter(row.labels, row.rising.of(value));
        } else {
          sink.value(row.labels, value);
        }
      }
    }
  }

  private record Row<S>(Labels labels, ToDoubleFunction<? super S> reading, Rising rising) {}

  /**
   * Gathers the families of one table, without those that are not wanted. Not thread-safe.
   *
   * @param <S> what one look at the source gives
   */
  static final class Builder<S> {

    private final Supplier<? extends S> source;
    private final Predicate<String> wanted;
    private final List<Rows<S>> families = new ArrayList<>();

    /**
     * Begins a table.
     *
     * @param source gives one look at the source; called once in each scrape, by any thread
     * @param wanted tells by its name whether a family is wanted
     */
    Builder(Supplier<? extends S> source, Predicate<String> wanted) {
      this.source = source;
      this.wanted = wanted;
    }

    /** Adds a gauge without labels. */
    Builder<S> gauge(String name, String help, ToDoubleFunction<? super S> reading) {
      return family(Descriptor.of(MetricType.GAUGE, name, help)).row(reading);
    }

    /** Adds a counter without labels. */
    Builder<S> counter(String name, String help, ToDoubleFunction<? super S> reading) {
      return family(Descriptor.of(MetricType.COUNTER, name, help)).row(reading);
    }

    /** Adds a family, whose series follow. */
    Builder<S> family(Descriptor descriptor) {
      families.add(new Rows<>(descriptor, new ArrayList<>()));
      return this;
    }

    /** Adds a series to the last family. */
    Builder<S> row(ToDoubleFunction<? super S> reading, String... labelValues) {
      Rows<S> family = families.get(families.size() - 1);
      Labels labels = family.descriptor.labels(labelValues);
      family.rows.add(new Row<>(labels, reading, new Rising()));
      return this;
    }

    /** The table of all families that are wanted and have a series; it may be empty. */
    Table<S> build() {
      List<Rows<S>> chosen = new ArrayList<>();
      for (Rows<S> family : families) {
        if (!family.rows.isEmpty() && wanted.test(family.descriptor.name())) {
          chosen.add(new Rows<>(family.descriptor, List.copyOf(family.rows)));
        }
      }
      return new Table<>(source, List.copyOf(chosen));
    }
  }
}
