package dev.narthex;

import static dev.narthex.FreshMetrics.LARGE;
import static dev.narthex.FreshMetrics.SMALL;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.narthex.model.SummarySnapshot;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JDD_Result;
import org.openjdk.jcstress.infra.results.JD_Result;

/** Invariants I1 and I2 of {@link StripedMetric}, on a summary. */
public class SummaryStressTest {

  private SummaryStressTest() {}

  /** I1: forbidden is a sum of other observations than those counted. */
  @JCStressTest
  @Outcome(id = "0, 0.0", expect = ACCEPTABLE, desc = "read before both observations")
  @Outcome(id = "1, 1.0", expect = ACCEPTABLE, desc = "read between them")
  @Outcome(id = "1, 1024.0", expect = ACCEPTABLE, desc = "the first was not met, which may be")
  @Outcome(id = "2, 1025.0", expect = ACCEPTABLE, desc = "read after both")
  @Outcome(expect = FORBIDDEN, desc = "count and sum belong to different observations")
  @State
  public static class CountAndSum {

    private final Summary summary = FreshMetrics.summary();

    @Actor
    public void observes() {
      summary.observe(SMALL);
      summary.observe(LARGE);
    }

    @Actor
    public void scrapes(JD_Result seen) {
      SummarySnapshot snapshot = summary.snapshot();
      seen.r1 = snapshot.count();
      seen.r2 = snapshot.sum();
    }
  }

  /**
   * I2, with quantiles, whose window a reader changes too: forbidden is that count, sum or window
   * has lost an observation.
   */
  @JCStressTest
  @Outcome(id = "4, 1027.0, 1024.0", expect = ACCEPTABLE, desc = "nothing was lost")
  @Outcome(expect = FORBIDDEN, desc = "an observation was lost, or counted twice")
  @State
  public static class Quantiles {

    private final Summary summary = FreshMetrics.summaryWithMaximum();

    @Actor
    public void observes() {
      summary.observe(SMALL);
      summary.observe(LARGE);
    }

    @Actor
    public void observesAndScrapes() {
      summary.observe(SMALL);
      summary.snapshot();
      summary.observe(SMALL);
    }

    @Arbiter
    public void scrapes(JDD_Result seen) {
      SummarySnapshot snapshot = summary.snapshot();
      seen.r1 = snapshot.count();
      seen.r2 = snapshot.sum();
      seen.r3 = snapshot.quantileValue(0);
    }
  }
}
