package dev.narthex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The series of a {@link SeriesTable} in label order, for scrapes; those leave here that are idle. */
final class SeriesOrder<M extends Metric> {

  /*
   * Representation
   *   ordered   the series in label order, as the last scrape found them
   *   arriving  series that the table has handed over to be sorted into ordered; empty otherwise
   *   leaving   whether ordered or arriving may name series that were removed
   *   expiry    lets series leave that were not changed for a while; null if none ever does
   *
   * Invariants
   *   I1  A series in the table is in exactly one of ordered, arriving and the table's newcomers, and
   *       these are three lists: a scrape sorts in what it has taken over while others add. What is
   *       in them and not in the table is dropped at the next scrape.
   *   I2  Whatever is in ordered and may expire is known to expiry.
   *   I3  A scrape that fails because memory runs out leaves I1 and I2 as they are: what it needs is
   *       allocated before anything is changed.
   *
   * Waiting
   *   All is done under orderLock, for which only scrapes and listings wait. It may be held while
   *   the table's changeLock is taken, never the other way round.
   *
   * Not promised
   *   That a listing holds a series that is added while it is made.
   *
   * I1 is tested in SeriesTableTest and, under races, in FamilyConcurrencyTest and
   * OrderedListingStressTest; I2 in ExpiryTest.
   */

  private static final Comparator<Series<?>> BY_LABELS = Comparator.comparing(Series::labels);

  private final SeriesTable<M> table;
  private final @Nullable Expiry<M> expiry;

  private final ReentrantLock orderLock = new ReentrantLock();
  private List<Series<M>> ordered = List.of(); // guarded by orderLock, as are the next two
  private List<Series<M>> arriving = new ArrayList<>();
  private boolean leaving;

  SeriesOrder(SeriesTable<M> table, @Nullable Expiry<M> expiry) {
    this.table = table;
    this.expiry = expiry;
  }

  /** What a scrape is to write: all series in label order, after those have left whose time is over. */
  List<Series<M>> scraped() {
    if (expiry == null) {
      return listed();
    }
    orderLock.lock();
    try {
      for (Sleeper<M> gone = expiry.nextCollected(); gone != null; gone = expiry.nextCollected()) {
        table.forget(gone);
      }
      List<Series<M>> all = listed();
      return expiry.pass(table) ? listed() : all;
    } finally {
      orderLock.unlock();
    }
  }

  /** All series in label order. The list does not change. */
  List<Series<M>> listed() {
    orderLock.lock();
    try {
      table.handOver(this);
      if (!arriving.isEmpty() || leaving) {
        List<Series<M>> kept = leaving ? table.onlyPresent(ordered) : ordered;
        List<Series<M>> fresh = table.onlyPresent(arriving); // a copy, as sorting may fail half-way
        fresh.sort(BY_LABELS);
        List<Series<M>> all = merged(kept, fresh);
        List<Series<M>> none = new ArrayList<>();
        if (expiry != null) {
          expiry.reserve(fresh.size());
        }
        ordered = all; // only now, when nothing can fail any more: see I3
        arriving = none;
        if (expiry != null) {
          watch(expiry, fresh);
        }
        leaving = false;
      }
      return ordered;
    } finally {
      orderLock.unlock();
    }
  }

  private void watch(Expiry<M> expiry, List<Series<M>> fresh) {
    if (leaving) {
      expiry.dropAbsent(table);
    }
    expiry.add(fresh);
  }

  /**
   * Takes over what has changed in the table; called back by it, in both locks.
   *
   * @param newcomers the series that were added
   * @param someRemoved whether some were removed
   * @return an empty list, for those that will be added
   */
  List<Series<M>> take(List<Series<M>> newcomers, boolean someRemoved) {
    List<Series<M>> none = arriving;
    if (arriving.isEmpty()) {
      arriving = newcomers;
    } else { // the last scrape failed before it had sorted them in
      arriving.addAll(newcomers);
      newcomers.clear();
      none = newcomers;
    }
    leaving |= someRemoved;
    return none;
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
