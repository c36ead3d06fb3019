package dev.narthex;

import dev.narthex.model.Labels;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The series of one family: found by label values without a lock, and bounded in number. {@link
 * SeriesOrder} lists them.
 */
final class SeriesTable<M extends Metric> {

  /*
   * Representation
   *   slots      a hash table, see Slots; at most half of the slots are not null
   *   newcomers  the series added since SeriesOrder has taken them over; may name some that were
   *              removed again
   *   overflow   the series that stands for all label sets past the limit, if it is in the table
   *   expires    whether series leave that are not changed for a while
   *
   * Invariants
   *   I1  A slot changes from null to a series to REMOVED, between being a series and being the
   *       sleeper of the same metric and labels, and from that to REMOVED; never otherwise, and only
   *       under changeLock. Where slots are rebuilt, a new array is filled first and then published.
   *   I2  A search that begins after an insertion was finished finds the series, unless it was
   *       removed. A search that runs beside a change finds what was there before or after it;
   *       who finds nothing, or a sleeper, looks again under changeLock before inserting, so that
   *       there is never a second entry with the same labels. A sleeper whose metric is held is
   *       woken instead, so that never two metrics count for the same labels.
   *   I3  A series in the table is either in newcomers or in SeriesOrder, once. newcomers is at most
   *       twice as long as the table is large, so nothing piles up when nobody scrapes.
   *   I4  A change that fails because memory runs out leaves I1 to I3 as they are: what it needs is
   *       allocated before anything is changed.
   *   I5  There are at most maxSeries series beside the overflow series, and those that woke when
   *       there were so many. full says whether there are, and changes with the table, under
   *       changeLock. There are at most maxAsleep sleepers: one more series does not fall asleep.
   *   I6  A metric sleeps, as Rest has it, while its sleeper is in the table, or until it finds that
   *       it was removed there: then it counts for nobody.
   *
   * Memory ordering
   *   slots is volatile, a slot is written with release and read with acquire. So whoever finds a
   *   series sees it whole. full, overflow and diverted are volatile, and each is looked at by
   *   itself: who finds an old value diverts, or makes, a label set as a moment before.
   *
   * Waiting
   *   Searching waits for nobody, nor does being diverted to the overflow series once it is there.
   *   Inserting, removing and waking wait for each other, never for sorting.
   *
   * I1 to I3 are tested in FamilyTest and SeriesTableTest and, under races, in FamilyConcurrencyTest
   * and in SeriesCreationStressTest, SeriesRemovalStressTest and SeriesGrowthStressTest; I5 in
   * MaxSeriesTest and OverflowStressTest; I6 in ExpiryTest and ExpiryStressTest; I5 and I6 together,
   * against a model, in GuardedFamilyModelTest.
   */

  private static final int INITIAL_SLOTS = 8;
  private static final int NEWCOMERS_SLACK = 64;

  /** How many sleepers a family may have that is not allowed more series than these. */
  static final int MAX_ASLEEP = 100_000;

  private final Supplier<M> factory;
  private final int maxSeries;
  private final Labels overflowLabels;
  private final int overflowHash;
  private final boolean expires;

  private volatile @Nullable Object[] slots = new @Nullable Object[INITIAL_SLOTS];

  private volatile boolean full;
  private volatile @Nullable Series<M> overflow;
  private volatile @Nullable LongAdder diverted; // null until a label set was diverted

  private final ReentrantLock changeLock = new ReentrantLock();
  private int size; // guarded by changeLock, as are the next five
  private int asleep; // sleepers in slots
  private long expired; // how often a series fell asleep
  private int taken; // slots that are not null
  private List<Series<M>> newcomers = new ArrayList<>();
  private boolean someRemoved;

  /**
   * Makes an empty table.
   *
   * @param factory makes the metric of a series
   * @param maxSeries how many series there may be beside the overflow series
   * @param overflowHash the hash of the overflow series
   * @param overflowLabels its labels
   * @param expires whether series leave that are not changed for a while
   */
  SeriesTable(
      Supplier<M> factory,
      int maxSeries,
      int overflowHash,
      Labels overflowLabels,
      boolean expires) {
    this.factory = factory;
    this.maxSeries = maxSeries;
    this.overflowHash = overflowHash;
    this.overflowLabels = overflowLabels;
    this.expires = expires;
  }

  /**
   * The first series with this hash, or null. It is almost always the one looked for; if not, {@link
   * Slots#nextPlace} leads on.
   */
  @Nullable
  Series<M> first(int hash) {
    @Nullable Object[] all = slots;
    if (Slots.get(all, hash & (all.length - 1)) instanceof Series<?> series
        && series.hash == hash) {
      return own(series);
    }
    int place = Slots.nextPlace(all, hash, hash);
    return place < 0 ? null : seriesAt(all, place);
  }

  /** What {@link Slots#nextPlace} is to search in, the same for a whole search. */
  @Nullable
  Object[] slots() {
    return slots;
  }

  /** The series at a place, or null if there is none by now. */
  private @Nullable Series<M> seriesAt(@Nullable Object[] slots, int place) {
    return Slots.get(slots, place) instanceof Series<?> series ? own(series) : null;
  }

  /** A series that was found in the slots, which hold only those of this family. */
  @SuppressWarnings("unchecked")
  Series<M> own(Series<?> series) {
    return (Series<M>) series;
  }

  /** The place of the entry with these labels, or -1. */
  private static int placeOf(@Nullable Object[] slots, int hash, Labels labels) {
    for (int i = Slots.nextPlace(slots, hash, hash);
        i >= 0;
        i = Slots.nextPlace(slots, hash, i + 1)) {
      Object entry = Slots.get(slots, i);
      if ((entry instanceof Series<?> series && series.labels.equals(labels))
          || (entry instanceof Sleeper<?> sleeper && sleeper.labels.equals(labels))) {
        return i;
      }
    }
    return -1;
  }

  /**
   * The metric of the overflow series if a new label set would go there, which is then counted; null
   * if {@link #findOrAdd} has to decide.
   */
  @Nullable
  M overflowIfFull() {
    if (full) {
      Series<M> series = overflow;
      LongAdder counted = diverted;
      if (series != null && counted != null) {
        counted.increment();
        return series.metric;
      }
    }
    return null;
  }

  /** The metric for these labels, found or made; that of the overflow series past the limit. */
  M findOrAdd(int hash, Labels labels) {
    changeLock.lock();
    try {
      @Nullable Object[] all = slots;
      int place = placeOf(all, hash, labels);
      if (place >= 0) {
        M found = metricAt(all, place);
        if (found != null) {
          return found;
        }
        removeAt(all, place); // a sleeper that nobody can wake
      }
      if (full && !isOverflow(hash, labels)) {
        return divertedMetric();
      }
      return add(hash, labels).metric;
    } finally {
      changeLock.unlock();
    }
  }

  /** The metric of an entry, woken if it slept; null if it was collected in its sleep. */
  private @Nullable M metricAt(@Nullable Object[] slots, int place) {
    Series<M> series = seriesAt(slots, place);
    if (series != null) {
      return series.metric;
    }
    Sleeper<M> sleeper = sleeperAt(slots, place);
    M metric = sleeper == null ? null : sleeper.get();
    if (sleeper != null && metric != null) {
      wakeAt(slots, place, sleeper, metric);
    }
    return metric;
  }

  @SuppressWarnings("unchecked") // only sleepers of this family are ever stored
  private @Nullable Sleeper<M> sleeperAt(@Nullable Object[] slots, int place) {
    return Slots.get(slots, place) instanceof Sleeper<?> sleeper ? (Sleeper<M>) sleeper : null;
  }

  /** Whether a series is in the table: that very one, not one that took its place. */
  @SuppressWarnings("ReferenceEquality")
  boolean holds(Series<M> series) {
    @Nullable Object[] all = slots;
    int place = placeOf(all, series.hash, series.labels);
    return place >= 0 && Slots.get(all, place) == series;
  }

  private boolean isOverflow(int hash, Labels labels) {
    return hash == overflowHash && labels.equals(overflowLabels);
  }

  private M divertedMetric() {
    LongAdder counted = diverted != null ? diverted : new LongAdder();
    Series<M> series = overflow;
    M metric = series != null ? series.metric : findOrAdd(overflowHash, overflowLabels);
    diverted = counted;
    counted.increment();
    return metric;
  }

  private Series<M> add(int hash, Labels labels) {
    Series<M> series = new Series<>(hash, labels, factory.get());
    if (expires) {
      series.metric.rest = Rest.AWAKE;
    }
    if (2 * (taken + 1) > slots.length) {
      rebuild();
    }
    boolean removed = list(series);
    Slots.put(slots, hash, series);
    someRemoved = removed;
    taken++;
    entered(series);
    return series;
  }

  /**
   * Lets the next scrape list a series that is about to enter the table. Until that is done, it also
   * drops what is not in the table, in case that this fails half-way.
   *
   * @return to what someRemoved is to be set back
   */
  private boolean list(Series<M> series) {
    if (newcomers.size() > 2 * size + NEWCOMERS_SLACK) {
      newcomers = onlyPresent(newcomers);
    }
    boolean removed = someRemoved;
    someRemoved = true;
    newcomers.add(series);
    return removed;
  }

  private void entered(Series<M> series) {
    size++;
    if (isOverflow(series.hash, series.labels)) {
      overflow = series;
    }
    full = size - (overflow == null ? 0 : 1) >= maxSeries;
  }

  private void left(Series<?> series) {
    size--;
    someRemoved = true;
    if (isOverflow(series.hash, series.labels)) {
      overflow = null;
    }
    full = size - (overflow == null ? 0 : 1) >= maxSeries;
  }

  /** Publishes a table with the same entries, without removed ones, at most a third full. */
  private void rebuild() {
    int length = INITIAL_SLOTS;
    while (length < 3L * (size + asleep + 1)) {
      length *= 2;
    }
    @Nullable Object[] larger = new @Nullable Object[length];
    for (Object slot : slots) {
      if (slot instanceof Series<?> series) {
        Slots.put(larger, series.hash, series);
      } else if (slot instanceof Sleeper<?> sleeper) {
        Slots.put(larger, sleeper.hash, sleeper);
      }
    }
    taken = size + asleep;
    slots = larger;
  }

  boolean remove(int hash, Labels labels) {
    changeLock.lock();
    try {
      @Nullable Object[] all = slots;
      int place = placeOf(all, hash, labels);
      return place >= 0 && removeAt(all, place);
    } finally {
      changeLock.unlock();
    }
  }

  /** Removes all series whose labels match, and returns how many there were. */
  int removeIf(Predicate<Labels> matches) {
    changeLock.lock();
    try {
      @Nullable Object[] all = slots;
      int before = size;
      for (int i = 0; i < all.length; i++) {
        Object entry = all[i];
        if ((entry instanceof Series<?> series && matches.test(series.labels))
            || (entry instanceof Sleeper<?> sleeper && matches.test(sleeper.labels))) {
          removeAt(all, i);
        }
      }
      if (size == 0) { // gives back the memory of a large table at once
        newcomers = new ArrayList<>();
        rebuild();
      }
      return before - size;
    } finally {
      changeLock.unlock();
    }
  }

  /** Removes the entry at a place, and returns whether it was a series: a sleeper has left already. */
  private boolean removeAt(@Nullable Object[] slots, int place) {
    Series<M> series = seriesAt(slots, place);
    Slots.set(slots, place, Slots.REMOVED);
    if (series != null) {
      left(series);
    } else {
      asleep--;
    }
    return series != null;
  }

  /**
   * Lets a series leave whose metric is not in use.
   *
   * @return whether it is gone; false if it was changed just now, or if too many sleep already
   */
  @SuppressWarnings("ReferenceEquality") // see holds()
  boolean fallAsleep(Series<M> series, ReferenceQueue<M> collected) {
    changeLock.lock();
    try {
      @Nullable Object[] all = slots;
      int place = placeOf(all, series.hash, series.labels);
      if (place < 0 || Slots.get(all, place) != series) {
        return true;
      }
      Sleeper<M> sleeper = new Sleeper<>(this, series, collected);
      if (asleep >= Math.max(MAX_ASLEEP, maxSeries) || !Rest.fallAsleep(series.metric, sleeper)) {
        return false;
      }
      Slots.set(all, place, sleeper);
      asleep++;
      expired++;
      left(series);
      return true;
    } finally {
      changeLock.unlock();
    }
  }

  /** Brings the series of a sleeping metric back, unless it was removed or somebody else did. */
  void wake(Sleeper<M> sleeper, M metric) {
    changeLock.lock();
    try {
      if (Rest.isAsleepAs(metric, sleeper)) {
        @Nullable Object[] all = slots;
        int place = placeOf(all, sleeper.hash, sleeper.labels);
        if (place >= 0 && Slots.get(all, place) == sleeper) {
          wakeAt(all, place, sleeper, metric);
        } else {
          Rest.wake(metric, sleeper);
        }
      }
    } finally {
      changeLock.unlock();
    }
  }

  private void wakeAt(@Nullable Object[] slots, int place, Sleeper<M> sleeper, M metric) {
    Series<M> series = new Series<>(sleeper.hash, sleeper.labels, metric);
    boolean removed = list(series);
    Slots.set(slots, place, series);
    someRemoved = removed;
    asleep--;
    entered(series);
    Rest.wake(metric, sleeper);
  }

  /** Forgets a sleeper whose metric nobody holds any more. */
  void forget(Sleeper<M> sleeper) {
    changeLock.lock();
    try {
      @Nullable Object[] all = slots;
      int place = placeOf(all, sleeper.hash, sleeper.labels);
      if (place >= 0 && Slots.get(all, place) == sleeper) {
        removeAt(all, place);
      }
    } finally {
      changeLock.unlock();
    }
  }

  int size() {
    changeLock.lock();
    try {
      return size;
    } finally {
      changeLock.unlock();
    }
  }

  /** How many label sets are remembered of series that left while somebody held their metrics. */
  int asleep() {
    changeLock.lock();
    try {
      return asleep;
    } finally {
      changeLock.unlock();
    }
  }

  /** How many look-ups went to the overflow series. */
  long diverted() {
    LongAdder counted = diverted;
    return counted == null ? 0 : counted.sum();
  }

  /** How often a series left because it was not changed for a while. */
  long expired() {
    changeLock.lock();
    try {
      return expired;
    } finally {
      changeLock.unlock();
    }
  }

  /** Hands over what has changed since the last time. */
  void handOver(SeriesOrder<M> order) {
    changeLock.lock();
    try {
      newcomers = order.take(newcomers, someRemoved);
      someRemoved = false;
    } finally {
      changeLock.unlock();
    }
  }

  /** Those of a list that are in the table. */
  List<Series<M>> onlyPresent(List<Series<M>> list) {
    List<Series<M>> present = new ArrayList<>(list.size());
    for (Series<M> series : list) {
      if (holds(series)) {
        present.add(series);
      }
    }
    return present;
  }
}
