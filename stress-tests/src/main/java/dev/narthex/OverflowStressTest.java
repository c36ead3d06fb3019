package dev.narthex;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LJ_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** Invariant I5 of {@link SeriesTable}: a bound that no race passes, and no number is lost at. */
public class OverflowStressTest {

  private OverflowStressTest() {}

  /** Forbidden are two series beside the overflow series, and a count that is in none. */
  @JCStressTest
  @Outcome(id = "__overflow__=1.0 a=1.0, 1", expect = ACCEPTABLE, desc = "a came first")
  @Outcome(id = "__overflow__=1.0 b=1.0, 1", expect = ACCEPTABLE, desc = "b came first")
  @Outcome(expect = FORBIDDEN, desc = "there are too many series, or a count was lost")
  @State
  public static class TwoForOnePlace {

    private final Family<Counter> family = FreshMetrics.familyOfOne();

    @Actor
    public void countsA() {
      family.with("a").inc();
    }

    @Actor
    public void countsB() {
      family.with("b").inc();
    }

    @Arbiter
    public void lists(LJ_Result seen) {
      seen.r1 = SeriesText.of(family.series());
      seen.r2 = family.finder().table().diverted();
    }
  }

  /** Forbidden are two overflow series, and a diverted count that is lost or not counted as such. */
  @JCStressTest
  @Outcome(id = "__overflow__=2.0 there=0.0, 2", expect = ACCEPTABLE, desc = "both were diverted")
  @Outcome(expect = FORBIDDEN, desc = "a count was lost, or one not told of")
  @State
  public static class TwoDiverted {

    private final Family<Counter> family = FreshMetrics.familyOfOne();

    public TwoDiverted() {
      family.with("there");
    }

    @Actor
    public void countsA() {
      family.with("a").inc();
    }

    @Actor
    public void countsB() {
      family.with("b").inc();
    }

    @Arbiter
    public void lists(LJ_Result seen) {
      seen.r1 = SeriesText.of(family.series());
      seen.r2 = family.finder().table().diverted();
    }
  }

  /** Forbidden is that a removal leaves the family full, or lets in more than it made room for. */
  @JCStressTest
  @Outcome(id = "__overflow__=1.0 c=1.0", expect = ACCEPTABLE, desc = "b came before the removal")
  @Outcome(id = "__overflow__=1.0 b=1.0", expect = ACCEPTABLE, desc = "b came after it")
  @Outcome(expect = FORBIDDEN, desc = "there is no room, or too much")
  @State
  public static class RoomAfterRemoval {

    private final Family<Counter> family = FreshMetrics.familyOfOne();

    public RoomAfterRemoval() {
      family.with("a");
    }

    @Actor
    public void countsB() {
      family.with("b").inc();
    }

    @Actor
    public void removes() {
      family.remove("a");
    }

    @Arbiter
    public void lists(L_Result seen) {
      family.with("c").inc();
      seen.r1 = SeriesText.of(family.series());
    }
  }
}
