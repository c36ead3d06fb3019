package dev.narthex;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;
import org.openjdk.jcstress.infra.results.ZL_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Invariants I1 and I2 of {@link SeriesTable}, while the table is rebuilt. */
public class SeriesGrowthStressTest {

  private SeriesGrowthStressTest() {}

  /** The table has eight places and is rebuilt when a fifth series comes. */
  private static Family<Counter> fullFamily() {
    Family<Counter> family = FreshMetrics.family();
    family.with("a");
    family.with("b");
    family.with("c");
    family.with("d");
    return family;
  }

  /** Forbidden is that a search beside a rebuild does not find what has always been there. */
  @JCStressTest
  @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "found in the old table or the new")
  @Outcome(expect = FORBIDDEN, desc = "a series was not found, and made a second time")
  @State
  public static class Lookup {

    private final Family<Counter> family = fullFamily();
    private final Counter a = family.with("a");
    private final Counter d = family.with("d");

    @Actor
    public void makesItGrow() {
      family.with("e");
    }

    @Actor
    public void looksUp(ZZ_Result seen) {
      seen.r1 = family.with("a") == a;
      seen.r2 = family.with("d") == d;
    }
  }

  /** Forbidden is that a series made beside a rebuild is lost with the old table. */
  @JCStressTest
  @Outcome(
      id = "a=0.0 b=0.0 c=0.0 d=0.0 e=1.0 f=1.0",
      expect = ACCEPTABLE,
      desc = "all are there, in order")
  @Outcome(expect = FORBIDDEN, desc = "a series was lost, is there twice, or out of order")
  @State
  public static class Creation {

    private final Family<Counter> family = fullFamily();

    @Actor
    public void makesItGrow() {
      family.with("e").inc();
    }

    @Actor
    public void makesItGrowToo() {
      family.with("f").inc();
    }

    @Arbiter
    public void lists(L_Result seen) {
      seen.r1 = SeriesText.of(family.series());
    }
  }

  /** Forbidden is that a removed series comes back with the new table, or another one is lost. */
  @JCStressTest
  @Outcome(
      id = "true, b=0.0 c=0.0 d=0.0 e=0.0",
      expect = ACCEPTABLE,
      desc = "only the removed one is gone")
  @Outcome(expect = FORBIDDEN, desc = "a removed series is back, or another one is gone")
  @State
  public static class Removal {

    private final Family<Counter> family = fullFamily();
    private boolean removed;

    @Actor
    public void makesItGrow() {
      family.with("e");
    }

    @Actor
    public void removes() {
      removed = family.remove("a");
    }

    @Arbiter
    public void lists(ZL_Result seen) {
      seen.r1 = removed;
      seen.r2 = SeriesText.of(family.series());
    }
  }
}
