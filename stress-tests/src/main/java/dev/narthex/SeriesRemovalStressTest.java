package dev.narthex;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.DL_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.ZI_Result;

/** Invariants I1 to I3 of {@link SeriesTable}, where series are removed. */
public class SeriesRemovalStressTest {

  private SeriesRemovalStressTest() {}

  /**
   * I2 and I3: forbidden is a listing that still holds a removed series, and a look-up that finds
   * nothing while another thread removes.
   */
  @JCStressTest
  @Outcome(id = ", 9.0", expect = ACCEPTABLE, desc = "found, then removed: it counts for nobody")
  @Outcome(id = "a=0.0, 1.0", expect = ACCEPTABLE, desc = "removed, then made anew")
  @Outcome(id = "a=1.0, 1.0", expect = ACCEPTABLE, desc = "made anew, and counted before the list")
  @Outcome(id = ", 1.0", expect = ACCEPTABLE, desc = "made anew, after the list")
  @Outcome(expect = FORBIDDEN, desc = "the old series is still there, or there are two")
  @State
  public static class LookupAndListing {

    private final Family<Counter> family = FreshMetrics.family();

    public LookupAndListing() {
      family.with("a").add(8L);
    }

    @Actor
    public void removes(LL_Result seen) {
      family.remove("a");
      seen.r1 = SeriesText.of(family.series());
    }

    @Actor
    public void counts(LL_Result seen) {
      Counter found = family.with("a");
      found.inc();
      seen.r2 = found.value();
    }
  }

  /** I1: forbidden is that two removals both find the series, or that both find none. */
  @JCStressTest
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "one found it")
  @Outcome(expect = FORBIDDEN, desc = "it was removed twice or not at all")
  @State
  public static class TwoRemovals {

    private final Family<Counter> family = FreshMetrics.family();
    private boolean first;
    private boolean second;

    public TwoRemovals() {
      family.with("a");
    }

    @Actor
    public void removes() {
      first = family.remove("a");
    }

    @Actor
    public void clears() {
      second = family.remove("a");
    }

    @Arbiter
    public void counts(II_Result seen) {
      seen.r1 = (first ? 1 : 0) + (second ? 1 : 0);
      seen.r2 = family.size() + family.series().size();
    }
  }

  /** I3: forbidden is a listing with both the removed series and the one that took its place. */
  @JCStressTest
  @Outcome(id = "a=8.0, a=0.0", expect = ACCEPTABLE, desc = "listed before it was removed")
  @Outcome(id = ", a=0.0", expect = ACCEPTABLE, desc = "listed between removing and making anew")
  @Outcome(id = "a=0.0, a=0.0", expect = ACCEPTABLE, desc = "listed after it was made anew")
  @Outcome(expect = FORBIDDEN, desc = "both series are there, or the wrong one stayed")
  @State
  public static class MadeAnew {

    private final Family<Counter> family = FreshMetrics.family();
    private String listed = "";

    public MadeAnew() {
      family.with("a").add(8L);
    }

    @Actor
    public void replaces() {
      family.remove("a");
      family.with("a");
    }

    @Actor
    public void lists() {
      listed = SeriesText.of(family.series());
    }

    @Arbiter
    public void listsAtTheEnd(LL_Result seen) {
      seen.r1 = listed;
      seen.r2 = SeriesText.of(family.series());
    }
  }

  /** Forbidden is that a metric which somebody kept loses counts when its series is removed. */
  @JCStressTest
  @Outcome(id = "2.0, ", expect = ACCEPTABLE, desc = "it counted on, and is not listed")
  @Outcome(expect = FORBIDDEN, desc = "a count was lost, or the series is listed")
  @State
  public static class KeptMetric {

    private final Family<Counter> family = FreshMetrics.family();
    private final Counter kept = family.with("a");

    @Actor
    public void counts() {
      kept.inc();
      kept.inc();
    }

    @Actor
    public void removes() {
      family.clear();
    }

    @Arbiter
    public void looks(DL_Result seen) {
      seen.r1 = kept.value();
      seen.r2 = SeriesText.of(family.series());
    }
  }

  /** I1: forbidden is that a search for one series is led astray by the removal of another. */
  @JCStressTest
  @Outcome(id = "true, 1", expect = ACCEPTABLE, desc = "the other series stayed what it was")
  @Outcome(expect = FORBIDDEN, desc = "the other series was lost or replaced")
  @State
  public static class Neighbour {

    private final Family<Counter> family = FreshMetrics.family();
    private final Counter neighbour;

    public Neighbour() {
      family.with("a");
      family.with("b");
      neighbour = family.with("c");
    }

    @Actor
    public void removes() {
      family.remove("a");
      family.remove("b");
    }

    @Actor
    public void looksUp(ZI_Result seen) {
      seen.r1 = family.with("c") == neighbour;
    }

    @Arbiter
    public void counts(ZI_Result seen) {
      seen.r2 = family.series().size();
    }
  }
}
