package dev.narthex;

import dev.narthex.model.Labels;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The series of one family: found by label values without a lock, and listed in label order. */
final class SeriesTable<M extends Metric> {

  /*
   * Representation
   *   slots      an open-addressed hash table with linear probing; a slot is null, a series, or
   *              REMOVED, over which a search goes on. At most half of the slots are not null.
   *   ordered    the series in label order, as the last scrape found them
   *   newcomers  the series added since; may name some that were removed again
   *   arriving   newcomers that a scrape has taken over to sort them into ordered; empty otherwise
   *
   * Invariants
   *   I1  A slot changes from null to a series to REMOVED, never otherwise, and only under
   *       changeLock. Where slots are rebuilt, a new array is filled first and then published.
   *   I2  A search that begins after an insertion was finished finds the series, unless it was
   *       removed. A search that runs beside a change finds what was there before or after it;
   *       who finds nothing looks again under changeLock before inserting, so that there is never
   *       a second series with the same labels.
   *   I3  A series in the table is in exactly one of ordered, arriving and newcomers, and these are
   *       three lists: a scrape sorts in what it has taken over while others add. What is in them
   *       and not in the table is dropped at the next scrape; newcomers is at most twice as long
   *       as the table is large, so nothing piles up when nobody scrapes.
   *   I4  A scrape or a change that fails because memory runs out leaves I1 to I3 as they are: what
   *       it needs is allocated before anything is changed.
   *
   * Memory ordering
   *   slots is volatile, a slot is written with release and read with acquire. So whoever finds a
   *   series sees it whole.
   *
   * Waiting
   *   Searching waits for nobody. Inserting and removing wait for each other, never for sorting:
   *   that is done under orderLock, for which only scrapes wait.
   *
   * Not promised
   *   That a listing holds a series that is added while it is made.
   *
   * I1 to I3 are tested in FamilyTest and, under races, in FamilyConcurrencyTest and in
   * SeriesCreationStressTest, SeriesRemovalStressTest, SeriesGrowthStressTest and
   * OrderedListingStressTest.
   */

  private static final int INITIAL_SLOTS = 8;
  private static final int NEWCOMERS_SLACK = 64;
  private static final Comparator<Series<?>> BY_LABELS = Comparator.comparing(Series::labels);

  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);
  private static final Object REMOVED = new Object();

  private volatile @Nullable Object[] slots = new @Nullable Object[INITIAL_SLOTS];

  private final ReentrantLock changeLock = new ReentrantLock();
  private int size; // guarded by changeLock, as are the next three
  private int taken; // slots that are not null
  private List<Series<M>> newcomers = new ArrayList<>();
  private boolean someRemoved;

  private final ReentrantLock orderLock = new ReentrantLock();
  private List<Series<M>> ordered = List.of(); // guarded by orderLock, as are the next two
  private List<Series<M>> arriving = new ArrayList<>(); // newcomers on their way into ordered
  private boolean leaving; // whether ordered or arriving may name series that were removed

  /**
   * The first series with this hash, or null. It is almost always the one looked for; if not, {@link
   * #find} searches on.
   */
  @Nullable
  Series<M> first(int hash) {
    @Nullable Object[] all = slots;
    int place = nextPlace(all, hash, hash);
    return place < 0 ? null : at(all, place);
  }

  /** The series with this hash and fitting labels, or null. */
  @Nullable
  Series<M> find(int hash, Predicate<Labels> fits) {
    @Nullable Object[] all = slots;
    for (int i = nextPlace(all, hash, hash); i >= 0; i = nextPlace(all, hash, i + 1)) {
      Series<M> series = at(all, i);
      if (series != null && fits.test(series.labels)) {
        return series;
      }
    }
    return null;
  }

  /** The next place with a series of this hash, or -1. */
  private static int nextPlace(@Nullable Object[] slots, int hash, int from) {
    int mask = slots.length - 1;
    for (int i = from & mask; ; i = (i + 1) & mask) {
      Object slot = SLOT.getAcquire(slots, i);
      if (slot == null) {
        return -1;
      }
      if (slot instanceof Series<?> series && series.hash == hash) {
        return i;
      }
    }
  }

  /** The series at a place, or null if it was removed in the meantime. */
  @SuppressWarnings("unchecked") // only series of this family are ever stored
  private @Nullable Series<M> at(@Nullable Object[] slots, int place) {
    Object slot = SLOT.getAcquire(slots, place);
    return slot instanceof Series<?> ? (Series<M>) slot : null;
  }

  /** The series with these labels, found or made. */
  Series<M> findOrAdd(int hash, Labels labels, Supplier<M> factory) {
    changeLock.lock();
    try {
      Series<M> found = find(hash, labels::equals);
      if (found != null) {
        return found;
      }
      Series<M> series = new Series<>(hash, labels, factory.get());
      makeRoomForOneMore();
      boolean removed = someRemoved;
      someRemoved =
          true; // if adding fails half-way, the next scrape drops what is not in the table
      newcomers.add(series);
      put(slots, series);
      someRemoved = removed;
      size++;
      taken++;
      return series;
    } finally {
      changeLock.unlock();
    }
  }

  private void makeRoomForOneMore() {
    if (2 * (taken + 1) > slots.length) {
      rebuild();
    }
    if (newcomers.size() > 2 * size + NEWCOMERS_SLACK) {
      newcomers = onlyPresent(newcomers);
    }
  }

  /** Publishes a table with the same series, without removed ones, at most a third full. */
  private void rebuild() {
    int length = INITIAL_SLOTS;
    while (length < 3 * (size + 1)) {
      length *= 2;
    }
    @Nullable Object[] larger = new @Nullable Object[length];
    for (Object slot : slots) {
      if (slot instanceof Series<?> series) {
        put(larger, series);
      }
    }
    taken = size;
    slots = larger;
  }

  private static void put(@Nullable Object[] slots, Series<?> series) {
    int mask = slots.length - 1;
    int i = series.hash & mask;
    while (slots[i] != null) {
      i = (i + 1) & mask;
    }
    SLOT.setRelease(slots, i, series);
  }

  boolean remove(int hash, Labels labels) {
    changeLock.lock();
    try {
      @Nullable Object[] all = slots;
      for (int i = nextPlace(all, hash, hash); i >= 0; i = nextPlace(all, hash, i + 1)) {
        Series<M> series = at(all, i);
        if (series != null && series.labels.equals(labels)) {
          removeAt(all, i);
          return true;
        }
      }
      return false;
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
        if (all[i] instanceof Series<?> series && matches.test(series.labels)) {
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

  private void removeAt(@Nullable Object[] slots, int place) {
    SLOT.setRelease(slots, place, REMOVED);
    size--;
    someRemoved = true;
  }

  int size() {
    changeLock.lock();
    try {
      return size;
    } finally {
      changeLock.unlock();
    }
  }

  /** All series in label order. The list does not change. */
  List<Series<M>> ordered() {
    orderLock.lock();
    try {
      takeChanges();
      if (!arriving.isEmpty() || leaving) {
        List<Series<M>> kept = leaving ? onlyPresent(ordered) : ordered;
        List<Series<M>> fresh = leaving ? onlyPresent(arriving) : arriving;
        fresh.sort(BY_LABELS);
        List<Series<M>> all = merged(kept, fresh);
        List<Series<M>> none = new ArrayList<>();
        ordered = all; // only now, when nothing can fail any more: see I4
        arriving = none;
        leaving = false;
      }
      return ordered;
    } finally {
      orderLock.unlock();
    }
  }

  /** Moves what has changed since the last scrape over to the fields of the scrapes. */
  private void takeChanges() {
    changeLock.lock();
    try {
      if (arriving.isEmpty()) {
        List<Series<M>> none = arriving;
        arriving = newcomers;
        newcomers = none;
      } else { // the last scrape failed before it had sorted them in
        arriving.addAll(newcomers);
        newcomers.clear();
      }
      leaving |= someRemoved;
      someRemoved = false;
    } finally {
      changeLock.unlock();
    }
  }

  private List<Series<M>> onlyPresent(List<Series<M>> list) {
    List<Series<M>> present = new ArrayList<>(list.size());
    for (Series<M> series : list) {
      if (find(series.hash, series.labels::equals) == series) {
        present.add(series);
      }
    }
    return present;
  }

  private static <M extends Metric> List<Series<M>> merged(List<Series<M>> a, List<Series<M>> b) {
    @SuppressWarnings({"unchecked", "rawtypes"})
    Series<M>[] all = new Series[a.size() + b.size()];
    int i = 0;
    int j = 0;
    for (int k = 0; k < all.length; k++) {
      boolean fromA = j == b.size() || (i < a.size() && BY_LABELS.compare(a.get(i), b.get(j)) <= 0);
      all[k] = fromA ? a.get(i++) : b.get(j++);
    }
    return Arrays.asList(all);
  }
}
