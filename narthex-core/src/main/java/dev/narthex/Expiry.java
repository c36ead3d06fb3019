package dev.narthex;

import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets the series of one family leave that were not changed for a while. It works while a scrape holds
 * the lock of the {@link SeriesOrder}, which guards everything here.
 */
final class Expiry<M extends Metric> {

  private final long afterNanos;
  private final TimeSource time;
  private final ReferenceQueue<M> collected = new ReferenceQueue<>();

  /** The series that are looked at, in no order, and since when each was not seen changing. */
  private @Nullable Series<M>[] watched = newArray(0);

  private long[] unchangedSince = {};
  private int count;

  Expiry(long afterNanos, TimeSource time) {
    this.afterNanos = afterNanos;
    this.time = time;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static <M extends Metric> @Nullable Series<M>[] newArray(int length) {
    return new Series[length];
  }

  /** Makes room, so that {@link #add} cannot fail. */
  void reserve(int more) {
    if (count + more > watched.length) {
      int length = Math.max(count + more, count + (count >> 1));
      @Nullable Series<M>[] longer = Arrays.copyOf(watched, length);
      unchangedSince = Arrays.copyOf(unchangedSince, length);
      watched = longer;
    }
  }

  /** Watches series that are new, or back. */
  void add(List<Series<M>> fresh) {
    long now = time.nanos();
    for (int i = 0; i < fresh.size(); i++) {
      watched[count] = fresh.get(i);
      unchangedSince[count] = now;
      count++;
    }
  }

  /** Stops watching what is not in the table any more. */
  void dropAbsent(SeriesTable<M> table) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      Series<M> series = watched[i];
      if (series != null && table.holds(series)) {
        keep(kept++, i);
      }
    }
    shrinkTo(kept);
  }

  /** Looks at each series, and lets those leave whose time is over. Returns whether any left. */
  boolean pass(SeriesTable<M> table) {
    long now = time.nanos();
    int i = 0;
    int kept = 0;
    int left = 0;
    try {
      for (; i < count; i++) {
        Series<M> series = watched[i];
        if (series == null) {
          continue;
        }
        if (Rest.watch(series.metric)) {
          unchangedSince[i] = now;
        } else if (now - unchangedSince[i] >= afterNanos && table.fallAsleep(series, collected)) {
          left++;
          continue;
        }
        keep(kept++, i);
      }
    } finally {
      for (; i < count; i++) { // memory ran out: the others are looked at by the next scrape
        keep(kept++, i);
      }
      shrinkTo(kept);
      VarHandle.fullFence(); // see Rest: the scrape reads the numbers after this
    }
    return left > 0;
  }

  private void keep(int to, int from) {
    watched[to] = watched[from];
    unchangedSince[to] = unchangedSince[from];
  }

  private void shrinkTo(int kept) {
    Arrays.fill(watched, kept, count, null);
    count = kept;
  }

  /** A sleeper whose metric nobody holds any more, each once; null if there is none now. */
  @SuppressWarnings("unchecked") // only sleepers of this family are given this queue
  @Nullable
  Sleeper<M> nextCollected() {
    Reference<? extends M> reference = collected.poll();
    return reference == null ? null : (Sleeper<M>) reference;
  }
}
