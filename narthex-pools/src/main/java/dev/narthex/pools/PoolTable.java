package dev.narthex.pools;

import dev.narthex.Collector;
import dev.narthex.MetricSink;
import dev.narthex.model.Descriptor;
import dev.narthex.model.Labels;
import dev.narthex.model.Quantiles;
import dev.narthex.model.SummaryData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Families with a series for each of several pools. At a scrape each pool is read once, into an array,
 * so that its numbers are of one look at it; then they are written family by family.
 */
final class PoolTable implements Collector {

  /** So many pools at once; a program with more has given names to what it makes without end. */
  static final int MAX_POOLS = 1000;

  /**
   * One family.
   *
   * @param family its descriptor; a gauge, a counter or a summary without quantiles
   * @param slot where its value is in what was read; of a summary, its sum
   * @param countSlot where the count of a summary is
   */
  record Column(Descriptor family, int slot, int countSlot) {}

  private final String label;
  private final int slots;
  private final List<Column> columns;
  private final Map<String, Entry> pools = new ConcurrentHashMap<>();

  /**
   * Makes a table without pools.
   *
   * @param label the label that has the pool's name
   * @param slots how many numbers are read of a pool
   * @param columns the families
   */
  PoolTable(String label, int slots, List<Column> columns) {
    this.label = label;
    this.slots = slots;
    this.columns = List.copyOf(columns);
  }

  /** A pool, and the highest totals that were read of it. */
  private final class Entry {

    final PoolSource source;
    final Labels labels;

    /** The bits of each total; those of numbers from 0 on are ordered as the numbers. */
    final AtomicLongArray highest = new AtomicLongArray(slots);

    Entry(String name, PoolSource source) {
      this.source = source;
      this.labels = Labels.of(label, name);
    }

    /** A total that falls would look like a restart, and be counted again as a whole. */
    double rising(int slot, double total) {
      long bits = Double.doubleToRawLongBits(Math.max(total, 0.0));
      return Double.longBitsToDouble(highest.accumulateAndGet(slot, bits, Math::max));
    }
  }

  /** What was read of one pool at one scrape. */
  private static final class Row {

    final Entry pool;
    final double[] values;

    Row(Entry pool, double[] values) {
      this.pool = pool;
      this.values = values;
    }
  }

  /**
   * Adds a pool.
   *
   * @throws IllegalArgumentException if another pool that was not closed has the name
   * @throws IllegalStateException if there are {@link #MAX_POOLS} already
   */
  void add(String name, PoolSource source) {
    Objects.requireNonNull(name, "name");
    synchronized (pools) {
      Entry taken = pools.get(name);
      if (taken != null && !taken.source.hasEnded()) {
        throw new IllegalArgumentException(
            "The " + label + " \"" + name + "\" is there already, and"
                + " two would share each series. Choose another name, or remove(\"" + name
                + "\") it first.");
      }
      if (taken == null && pools.size() >= MAX_POOLS) {
        pools.values().removeIf(entry -> entry.source.hasEnded());
        if (pools.size() >= MAX_POOLS) {
          throw new IllegalStateException("There are " + MAX_POOLS + " pools already, and \"" + name
              + "\" would be one more. Close or remove(…) those that are not needed.");
        }
      }
      pools.put(name, new Entry(name, source));
    }
  }

  boolean remove(String name) {
    return pools.remove(name) != null;
  }

  @Override
  public List<Descriptor> describe() {
    return columns.stream().map(Column::family).toList();
  }

  @Override
  public void collect(MetricSink sink) {
    List<Row> rows = new ArrayList<>(pools.size());
    RuntimeException failure = readAll(rows);
    for (Column column : columns) {
      sink.family(column.family);
      for (Row row : rows) {
        write(column, row, sink);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private @Nullable RuntimeException readAll(List<Row> rows) {
    pools.values().removeIf(pool -> pool.source.isGone());
    RuntimeException failure = null;
    for (Map.Entry<String, Entry> named : pools.entrySet()) {
      Entry pool = named.getValue();
      double[] values = new double[slots];
      Arrays.fill(values, Double.NaN);
      try {
        pool.source.read(values);
        rows.add(new Row(pool, values));
      } catch (RuntimeException | LinkageError e) { // the latter if its library is another version
        failure = added(failure, named.getKey(), e);
      }
    }
    return failure;
  }

  private RuntimeException added(
      @Nullable RuntimeException failure, String name, Throwable thrown) {
    RuntimeException named = new IllegalStateException(
        "The " + label + " \"" + name + "\" could not be read: " + thrown, thrown);
    if (failure == null) {
      return named;
    }
    failure.addSuppressed(named);
    return failure;
  }

  private static void write(Column column, Row row, MetricSink sink) {
    double value = row.values[column.slot];
    if (Double.isNaN(value)) {
      return;
    }
    Labels labels = row.pool.labels;
    switch (column.family.type()) {
      case COUNTER -> sink.counter(labels, row.pool.rising(column.slot, value));
      case SUMMARY ->
        sink.summary(
            labels,
            new Total(
                (long) row.pool.rising(column.countSlot, row.values[column.countSlot]),
                row.pool.rising(column.slot, value)));
      default -> sink.value(labels, value);
    }
  }

  private record Total(long count, double sum) implements SummaryData {

    @Override
    public Quantiles quantiles() {
      return Quantiles.NONE;
    }

    @Override
    public double quantileValue(int index) {
      throw new IndexOutOfBoundsException(index);
    }
  }
}
