package dev.narthex;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.narthex.model.HistogramSnapshot;
import dev.narthex.model.NativeHistogramSnapshot;
import java.util.Objects;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZJ_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * A native histogram that starts over, invariants I1 and I2 of {@link Histogram}: what a scrape shows
 * belongs to one epoch, and what was observed after the last start is there.
 */
public class HistogramResetStressTest {

  private HistogramResetStressTest() {}

  private static long inNativeBuckets(HistogramSnapshot snapshot) {
    NativeHistogramSnapshot natives = Objects.requireNonNull(snapshot.nativeData());
    long total = natives.zeroCount();
    for (int i = 0; i < natives.positive().size(); i++) {
      total += natives.positive().count(i);
    }
    return total;
  }

  /** Each value is a bucket of its own, of which there may be two: every third starts anew. */
  @JCStressTest
  @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "classic and native buckets agreed")
  @Outcome(expect = FORBIDDEN, desc = "counts of two epochs were mixed")
  @State
  public static class ScrapesBesideFreshStarts {

    private final Histogram histogram = FreshMetrics.startingOver();

    @Actor
    public void observes() {
      histogram.observe(1);
      histogram.observe(4);
      histogram.observe(16);
    }

    @Actor
    public void observesToo(ZZ_Result seen) {
      histogram.observe(64);
      seen.r1 = agrees();
    }

    @Actor
    public void scrapes(ZZ_Result seen) {
      seen.r2 = agrees();
    }

    private boolean agrees() {
      HistogramSnapshot snapshot = histogram.snapshot();
      return inNativeBuckets(snapshot) == snapshot.count() && snapshot.sum() >= snapshot.count();
    }
  }

  /**
   * The third bucket in a stripe starts a new epoch, with that observation. So there is always one, and
   * as many as five where no stripe came to have three.
   */
  @JCStressTest
  @Outcome(id = "true, [12345]", expect = ACCEPTABLE, desc = "the last epoch is whole")
  @Outcome(expect = FORBIDDEN, desc = "an observation after the last start is missing")
  @State
  public static class TwoWhoStartOver {

    private final Histogram histogram = FreshMetrics.startingOver();

    @Actor
    public void observes() {
      histogram.observe(1);
      histogram.observe(4);
      histogram.observe(16);
    }

    @Actor
    public void observesToo() {
      histogram.observe(64);
      histogram.observe(256);
    }

    @Arbiter
    public void scrapes(ZJ_Result seen) {
      HistogramSnapshot snapshot = histogram.snapshot();
      seen.r1 = inNativeBuckets(snapshot) == snapshot.count();
      seen.r2 = snapshot.count();
    }
  }
}
