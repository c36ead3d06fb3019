package dev.narthex;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.D_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Invariants I2 and I3 of {@link StripedTotal}, while cells are made. */
public class CounterStressTest {

  private CounterStressTest() {}

  /** I2: forbidden is a total from which an amount is missing, or in which one is twice. */
  @JCStressTest
  @Outcome(id = "15.0", expect = ACCEPTABLE, desc = "every amount was added once")
  @Outcome(expect = FORBIDDEN, desc = "an amount was lost, or added twice")
  @State
  public static class NothingIsLost {

    private final Counter counter = FreshMetrics.counter();

    @Actor
    public void addsWholes() {
      counter.inc();
      counter.spread();
      counter.inc();
      counter.add(4L);
      counter.add(0.5);
    }

    @Actor
    public void addsFractions() {
      counter.inc();
      counter.add(0.25);
      counter.add(0.25);
      counter.add(7L);
    }

    @Arbiter
    public void sums(D_Result seen) {
      seen.r1 = counter.value();
    }
  }

  /** I2, for fractions alone: a retry must add to the value that made it fail. */
  @JCStressTest
  @Outcome(id = "3.0", expect = ACCEPTABLE, desc = "every amount was added once")
  @Outcome(expect = FORBIDDEN, desc = "an amount was lost, or added twice")
  @State
  public static class NoFractionIsLost {

    private final Counter counter = FreshMetrics.counter();

    @Actor
    public void addsHalves() {
      counter.add(0.5);
      counter.add(0.5);
      counter.add(0.5);
    }

    @Actor
    public void addsHalvesToo() {
      counter.add(0.5);
      counter.spread();
      counter.add(0.5);
      counter.add(0.5);
    }

    @Arbiter
    public void sums(D_Result seen) {
      seen.r1 = counter.value();
    }
  }

  /** I3: forbidden is a sum below one that the same thread has read before. */
  @JCStressTest
  @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "the sums never fell")
  @Outcome(expect = FORBIDDEN, desc = "a sum was below the one before it")
  @State
  public static class SumsNeverGoBack {

    private final Counter counter = FreshMetrics.counter();

    @Actor
    public void countsAndReads(ZZ_Result seen) {
      seen.r1 = neverFalls();
    }

    @Actor
    public void countsAndReadsToo(ZZ_Result seen) {
      counter.spread();
      seen.r2 = neverFalls();
    }

    private boolean neverFalls() {
      counter.inc();
      double first = counter.value();
      counter.add(0.5);
      double second = counter.value();
      counter.inc();
      double third = counter.value();
      return first >= 1 && second >= first + 0.5 && third >= second + 1;
    }
  }
}
