package dev.narthex;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.D_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/** Invariants of {@link OwnedCell}, while two threads want to own it. */
public class OwnedCellStressTest {

  private OwnedCellStressTest() {}

  /** O1: both threads want to own the cell. Forbidden is that both do, and write over each other. */
  @JCStressTest
  @Outcome(id = "6.5", expect = ACCEPTABLE, desc = "every amount was added once")
  @Outcome(expect = FORBIDDEN, desc = "an amount was lost, or added twice")
  @State
  public static class OneOwner {

    private final OwnedCell cell = new OwnedCell();

    @Actor
    public void ownsAndAdds() {
      cell.look();
      cell.look();
      cell.addToFirst(1);
      cell.addToFirst(1);
      cell.addToSecond(0.25);
    }

    @Actor
    public void ownsAndAddsToo() {
      cell.look();
      cell.look();
      cell.addToFirst(2);
      cell.addToFirst(2);
      cell.addToSecond(0.25);
    }

    @Arbiter
    public void sums(D_Result seen) {
      seen.r1 = cell.first() + cell.secondAsDouble();
    }
  }

  /** Forbidden is that a reader finds less than before. */
  @JCStressTest
  @Outcome(id = "true", expect = ACCEPTABLE, desc = "the totals never fell")
  @Outcome(expect = FORBIDDEN, desc = "a total was below the one before it")
  @State
  public static class AnOwnersTotalNeverFalls {

    private final OwnedCell cell = new OwnedCell();

    @Actor
    public void adds() {
      cell.addToFirst(1);
      cell.look();
      cell.look();
      cell.addToFirst(1);
      cell.addToFirst(1);
    }

    @Actor
    public void reads(Z_Result seen) {
      long first = cell.first();
      long second = cell.first();
      seen.r1 = second >= first;
    }
  }
}
