package dev.narthex;

import static dev.narthex.FreshMetrics.LARGE;
import static dev.narthex.FreshMetrics.SMALL;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.narthex.model.HistogramSnapshot;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJD_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * Invariants I1 to I3 of {@link StripedMetric}, on a histogram: what one scrape shows belongs to one
 * set of observations.
 */
public class HistogramAgreementStressTest {

  private HistogramAgreementStressTest() {}

  /** I1: forbidden is a sum of other observations than those in the buckets. */
  @JCStressTest
  @Outcome(id = "0, 0, 0.0", expect = ACCEPTABLE, desc = "read before both observations")
  @Outcome(id = "1, 0, 1.0", expect = ACCEPTABLE, desc = "read between them")
  @Outcome(id = "0, 1, 1024.0", expect = ACCEPTABLE, desc = "the first was not met, which may be")
  @Outcome(id = "1, 1, 1025.0", expect = ACCEPTABLE, desc = "read after both")
  @Outcome(expect = FORBIDDEN, desc = "buckets and sum belong to different observations")
  @State
  public static class OneObserver {

    private final Histogram histogram = FreshMetrics.histogram();

    @Actor
    public void observes() {
      histogram.observe(SMALL);
      histogram.observe(LARGE);
    }

    @Actor
    public void scrapes(JJD_Result seen) {
      HistogramSnapshot snapshot = histogram.snapshot();
      seen.r1 = snapshot.bucketCount(0);
      seen.r2 = snapshot.bucketCount(1);
      seen.r3 = snapshot.sum();
    }
  }

  /** I1 and I2, with several stripes: as above, and forbidden is also that one is lost. */
  @JCStressTest
  @Outcome(id = "3, 3, 3075.0", expect = ACCEPTABLE, desc = "all agreed, and nothing was lost")
  @Outcome(id = "-1, .*", expect = FORBIDDEN, desc = "a scrape beside the observers disagreed")
  @Outcome(expect = FORBIDDEN, desc = "an observation was lost, or counted twice")
  @State
  public static class TwoObserversWhoScrape {

    private final Histogram histogram = FreshMetrics.histogram();
    private boolean firstAgreed;
    private boolean secondAgreed;

    public TwoObserversWhoScrape() {
      HistogramCells held = histogram.lockedStripe();
      histogram.observe(SMALL); // makes a second stripe
      held.unlock();
      histogram.observe(LARGE);
    }

    @Actor
    public void observes() {
      histogram.observe(SMALL);
      histogram.observe(LARGE);
      firstAgreed = agrees();
    }

    @Actor
    public void observesToo() {
      histogram.observe(LARGE);
      secondAgreed = agrees();
      histogram.observe(SMALL);
    }

    private boolean agrees() {
      HistogramSnapshot snapshot = histogram.snapshot();
      return snapshot.sum() == SMALL * snapshot.bucketCount(0) + LARGE * snapshot.bucketCount(1);
    }

    @Arbiter
    public void scrapes(JJD_Result seen) {
      HistogramSnapshot snapshot = histogram.snapshot();
      seen.r1 = firstAgreed && secondAgreed ? snapshot.bucketCount(0) : -1;
      seen.r2 = snapshot.bucketCount(1);
      seen.r3 = snapshot.sum();
    }
  }

  /** I3: forbidden is a scrape without what the same thread saw or did before. */
  @JCStressTest
  @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "the totals never fell")
  @Outcome(expect = FORBIDDEN, desc = "a total was below the one before it")
  @State
  public static class TotalsNeverGoBack {

    private final Histogram histogram = FreshMetrics.histogram();

    @Actor
    public void observesAndScrapes(ZZ_Result seen) {
      seen.r1 = neverFalls();
    }

    @Actor
    public void observesAndScrapesToo(ZZ_Result seen) {
      seen.r2 = neverFalls();
    }

    private boolean neverFalls() {
      histogram.observe(SMALL);
      double first = histogram.snapshot().sum();
      histogram.observe(SMALL);
      double second = histogram.snapshot().sum();
      return first >= SMALL && second >= first + SMALL;
    }
  }
}
