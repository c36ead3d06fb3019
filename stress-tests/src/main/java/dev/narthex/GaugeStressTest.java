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

/** Invariant I1 of {@link Gauge}, and what it says of memory ordering. */
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
