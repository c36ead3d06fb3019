package dev.narthex;

import dev.narthex.model.Exemplar;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A few examples of a native histogram's observations, in order of their values, so chosen that they
 * are spread over its buckets. Not thread-safe.
 *
 * <p>When it is full, a new one takes the place of the oldest if that is too old; else of the older one
 * of the two that are nearest to each other by ratio; unless the new one would be nearer still to a
 * neighbour of its own, which it then replaces.
 */
final class NativeExemplars {

  private @Nullable Exemplar[] sorted = {};
  private int size;
  private int max;
  private long maxAgeMillis;

  /**
   * Forgets all and sets the limits.
   *
   * @param max how many there may be
   * @param maxAgeMillis from which age on the oldest goes first; with 0 it always does
   */
  void begin(int max, long maxAgeMillis) {
    Arrays.fill(sorted, 0, size, null);
    size = 0;
    this.max = max;
    this.maxAgeMillis = maxAgeMillis;
  }

  int size() {
    return size;
  }

  Exemplar get(int i) {
    Exemplar exemplar = sorted[i];
    assert exemplar != null : i;
    return exemplar;
  }

  /** Takes one exemplar, whose value is not NaN. If memory runs out nothing changes. */
  void add(Exemplar exemplar) {
    add(exemplar, exemplar.timestampMillis());
  }

  /**
   * Takes those of another stripe, each as if all had come in the order of their times: one that would
   * have been the first to go stays out. If memory runs out some may be missing.
   */
  void addAll(NativeExemplars others) {
    long now = Math.max(newest(), others.newest());
    for (int i = 0; i < others.size; i++) {
      if (!isFirstToGo(others.get(i), now)) {
        add(others.get(i), now);
      }
    }
  }

  private long newest() {
    long newest = Long.MIN_VALUE;
    for (int i = 0; i < size; i++) {
      newest = Math.max(newest, get(i).timestampMillis());
    }
    return newest;
  }

  private boolean isFirstToGo(Exemplar exemplar, long now) {
    return size > 0
        && size == max
        && exemplar.timestampMillis() < get(oldest()).timestampMillis()
        && oldestGoes(exemplar, now);
  }

  private void add(Exemplar exemplar, long now) {
    if (max == 0) {
      return;
    }
    if (size < max) {
      if (size == sorted.length) {
        sorted = Arrays.copyOf(sorted, Math.min(max, Math.max(4, 2 * size)));
      }
      insert(exemplar);
    } else {
      remove(victim(exemplar, now));
      insert(exemplar);
    }
  }

  private void insert(Exemplar exemplar) {
    int place = placeOf(exemplar);
    System.arraycopy(sorted, place, sorted, place + 1, size - place);
    sorted[place] = exemplar;
    size++;
  }

  private void remove(int place) {
    size--;
    System.arraycopy(sorted, place + 1, sorted, place, size - place);
    sorted[size] = null;
  }

  /** Where an exemplar belongs: after those of the same value. */
  private int placeOf(Exemplar exemplar) {
    int place = 0;
    while (place < size && get(place).value() <= exemplar.value()) {
      place++;
    }
    return place;
  }

  private int victim(Exemplar exemplar, long now) {
    int oldest = oldest();
    return oldestGoes(get(oldest), now) ? oldest : nearest(exemplar);
  }

  private int oldest() {
    int oldest = 0;
    for (int i = 1; i < size; i++) {
      if (get(i).timestampMillis() < get(oldest).timestampMillis()) {
        oldest = i;
      }
    }
    return oldest;
  }

  private boolean oldestGoes(Exemplar oldest, long now) {
    return max == 1 || maxAgeMillis == 0 || now - oldest.timestampMillis() > maxAgeMillis;
  }

  private int nearest(Exemplar exemplar) {
    int victim = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 1; i < size; i++) {
      double distance = distance(get(i - 1), get(i));
      if (distance < least || i == 1) {
        least = distance;
        victim = get(i).timestampMillis() < get(i - 1).timestampMillis() ? i : i - 1;
      }
    }
    int right = placeOf(exemplar);
    if (right > 0 && distance(get(right - 1), exemplar) < least) {
      least = distance(get(right - 1), exemplar);
      victim = right - 1;
    }
    if (right < size && distance(exemplar, get(right)) < least) {
      victim = right;
    }
    return victim;
  }

  /** How far two values are apart by ratio; those of different sign, and zero, are far from all. */
  private static double distance(Exemplar a, Exemplar b) {
    if (a.value() == b.value()) {
      return 0;
    }
    boolean sameSide = (a.value() > 0 && b.value() > 0) || (a.value() < 0 && b.value() < 0);
    return sameSide
        ? Math.abs(Math.log(Math.abs(a.value())) - Math.log(Math.abs(b.value())))
        : Double.POSITIVE_INFINITY;
  }
}
