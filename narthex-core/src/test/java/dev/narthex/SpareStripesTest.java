package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Invariant I4 of {@link StripedMetric}: threads that lose their processor amid an observation hold up nobody. */
class SpareStripesTest {

  /** The first stripe, the usual ones and the spare ones. */
  private static final int ALL = 1 + StripedMetric.MAX_STRIPES + StripedMetric.SPARES;

  private final Histogram histogram =
      Histogram.builder("job_duration_seconds").buckets(1, 2).register(new Registry());

  @Test
  @Timeout(
      value = 60,
      threadMode = ThreadMode.SEPARATE_THREAD) // a writer that waits cannot be interrupted
  void aWriterFindsAStripeWhileAllOthersAreHeld() {
    Set<HistogramCells> held = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < ALL - 1; i++) {
      held.add(histogram.lockedStripe());
    }

    histogram.observe(0.5);
    histogram.observe(1.5);

    assertThat(held).as("stripes, of which nobody got one twice").hasSize(ALL - 1);
    held.forEach(Stripe::unlock);
    assertThat(histogram.snapshot().count()).isEqualTo(2);
  }
}
