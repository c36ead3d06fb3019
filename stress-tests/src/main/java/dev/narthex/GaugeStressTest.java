package dev.narthex;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.DI_Result;
import org.openjdk.jcstress.infra.results.D_Result;

/** Invariants of {@link Gauge} and {@link SpreadGauge}, and what they say of memory ordering. */
public class GaugeStressTest {

  private GaugeStressTest() {}

  /** I1: forbidden is a value that was neither set nor is a set value with the amount added. */
  @JCStressTest
  @Outcome(id = "10.0", expect = ACCEPTABLE, desc = "the amount came first and was wiped out")
  @Outcome(id = "11.0", expect = ACCEPTABLE, desc = "the amount was added to the value set")
  @Outcome(expect = FORBIDDEN, desc = "the value set was lost")
  @State
  public static class SetAgainstAdd {

    private final Gauge gauge = FreshMetrics.gauge();

    @Actor
    public void sets() {
      gauge.set(10);
    }

    @Actor
    public void adds() {
      gauge.add(1);
    }

    @Arbiter
    public void reads(D_Result seen) {
      seen.r1 = gauge.value();
    }
  }

  /** I1 and I2: the same while the gauge is spread; the value set gathers it again. */
  @JCStressTest
  @Outcome(id = "10.0", expect = ACCEPTABLE, desc = "the amounts came first and were wiped out")
  @Outcome(id = "11.0", expect = ACCEPTABLE, desc = "one amount was added to the value set")
  @Outcome(id = "12.0", expect = ACCEPTABLE, desc = "both amounts were added to the value set")
  @Outcome(expect = FORBIDDEN, desc = "the value set was lost")
  @State
  public static class SetAgainstSpreading {

    private final Gauge gauge = FreshMetrics.gauge();

    @Actor
    public void sets() {
      gauge.set(10);
    }

    @Actor
    public void adds() {
      gauge.add(1);
      gauge.spread();
      gauge.add(1);
    }

    @Arbiter
    public void reads(D_Result seen) {
      seen.r1 = gauge.value();
    }
  }

  /** I2 and S2: forbidden is a value without one of the amounts, though it moves to cells. */
  @JCStressTest
  @Outcome(id = "1.5", expect = ACCEPTABLE, desc = "all amounts were added")
  @Outcome(expect = FORBIDDEN, desc = "an amount was lost, or added twice")
  @State
  public static class AddAgainstSpreading {

    private final Gauge gauge = FreshMetrics.gauge();

    @Actor
    public void goesUp() {
      gauge.inc();
      gauge.spread();
      gauge.add(2.5);
      gauge.inc();
    }

    @Actor
    public void goesDown() {
      gauge.dec();
      gauge.sub(1);
      gauge.dec();
    }

    @Arbiter
    public void reads(D_Result seen) {
      seen.r1 = gauge.value();
    }
  }

  /**
   * S3: what a thread adds in one cell it takes away in another. Forbidden is a value at
   * which the gauge never stood, as a reader would find who met the one without the other.
   */
  @JCStressTest
  @Outcome(id = "0.0", expect = ACCEPTABLE, desc = "nothing was added, or all was taken away")
  @Outcome(id = "1.0", expect = ACCEPTABLE, desc = "one was not taken away yet")
  @Outcome(expect = FORBIDDEN, desc = "more was taken away than was there, or there were two")
  @State
  public static class WhatIsHandedOver {

    private final Gauge gauge = FreshMetrics.spreadGauge();

    @Actor
    public void goesUpAndDownInTwoCells() {
      for (int i = 0; i < 4; i++) {
        gauge.inc();
        Probe.advance();
        gauge.dec();
      }
    }

    @Actor
    public void reads(D_Result seen) {
      seen.r1 = gauge.value();
    }
  }

  /** I1: forbidden is a value without one of the amounts. */
  @JCStressTest
  @Outcome(id = "1.5", expect = ACCEPTABLE, desc = "all amounts were added")
  @Outcome(expect = FORBIDDEN, desc = "an amount was lost")
  @State
  public static class AddAgainstAdd {

    private final Gauge gauge = FreshMetrics.gauge();

    @Actor
    public void goesUp() {
      gauge.inc();
      gauge.add(2.5);
    }

    @Actor
    public void goesDown() {
      gauge.dec();
      gauge.sub(1);
    }

    @Arbiter
    public void reads(D_Result seen) {
      seen.r1 = gauge.value();
    }
  }

  /** Forbidden is a value without what its setter did before. */
  @JCStressTest
  @Outcome(id = "0.0, 0", expect = ACCEPTABLE, desc = "read before both")
  @Outcome(id = "0.0, 1", expect = ACCEPTABLE, desc = "read between both")
  @Outcome(id = "1.0, 1", expect = ACCEPTABLE, desc = "read after both")
  @Outcome(expect = FORBIDDEN, desc = "the value was there before what came before it")
  @State
  public static class SetPublishes {

    private final Gauge gauge = FreshMetrics.gauge();
    private int before;

    @Actor
    public void sets() {
      before = 1;
      gauge.set(1);
    }

    @Actor
    public void reads(DI_Result seen) {
      seen.r1 = gauge.value();
      seen.r2 = before;
    }
  }
}
