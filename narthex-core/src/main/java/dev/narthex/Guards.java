package dev.narthex;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a family from growing too large. Equal when they guard alike.
 *
 * @param maxSeries how many series there may be beside the overflow series
 * @param expireAfter how long a series may go without a change before it leaves; null for ever
 * @param constraints the functions that bring label values into few forms
 */
record Guards(int maxSeries, @Nullable Duration expireAfter, Constraints constraints) {

  /** Lets series leave as these guards say; null if none ever does. */
  <M extends Metric> @Nullable Expiry<M> expiry(TimeSource time) {
    return expireAfter == null ? null : new Expiry<>(BoundedTime.nanos(expireAfter), time);
  }

  /** What differs from the defaults, for messages. */
  @Override
  public String toString() {
    return (maxSeries == Family.DEFAULT_MAX_SERIES ? "" : " maxSeries=" + maxSeries)
        + (expireAfter == null ? "" : " expireAfter=" + expireAfter)
        + constraints;
  }
}
