package dev.narthex;

import dev.narthex.model.Descriptor;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The one warning of a family that has reached its limit. It is given by a scrape, which may take its
 * time, never by those who count. Thread-safe.
 */
final class OverflowWarning {

  private final Descriptor descriptor;
  private final int maxSeries;
  private final AtomicBoolean given = new AtomicBoolean();

  OverflowWarning(Descriptor descriptor, int maxSeries) {
    this.descriptor = descriptor;
    this.maxSeries = maxSeries;
  }

  /**
   * Logs the warning, the first time that there is a reason for it.
   *
   * @param diverted how many look-ups went to the overflow series
   * @param series all series
   */
  void giveOnce(long diverted, List<? extends Series<?>> series) {
    if (diverted > 0 && !given.get() && given.compareAndSet(false, true)) {
      FailureLog.warn(Family.class, text(diverted, series), null);
    }
  }

  private String text(long diverted, List<? extends Series<?>> series) {
    int culprit = 0;
    int most = 0;
    for (int label = 0; label < descriptor.labelNames().size(); label++) {
      int values = differentValues(descriptor.labelIndex(label), series);
      if (values > most) {
        culprit = label;
        most = values;
      }
    }
    String name = descriptor.labelNames().get(culprit);
    return "%1$s has reached its limit of %2$d series. New label sets share the series whose labels are \"%4$s\"; look-ups that went there so far: %3$d. Label \"%5$s\" has the most values, %6$d. Bring them into few forms with constrain(\"%5$s\", …), leave the label out, or allow more with maxSeries(…)."
        .formatted(descriptor.name(), maxSeries, diverted, Family.OVERFLOW, name, most);
  }

  private static int differentValues(int index, List<? extends Series<?>> series) {
    Set<String> values = new HashSet<>();
    for (Series<?> one : series) {
      values.add(one.labels.value(index));
    }
    values.remove(Family.OVERFLOW);
    return values.size();
  }
}
