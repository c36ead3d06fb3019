package dev.narthex.exposition;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * Invariants I2 and I3 of {@link PowersOfTen}: forbidden is a low word that is not there yet, or a
 * word other than the one that belongs to the exponent.
 */
@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "both saw the whole entry")
@Outcome(expect = FORBIDDEN, desc = "a thread saw half an entry, or a wrong one")
@State
public class PowersOfTenStressTest {

  /** Its entry has a bit set in each half. */
  private static final int EXPONENT = -1;

  private static final long HIGH;
  private static final long LOW;

  static {
    PowersOfTen known = new PowersOfTen();
    HIGH = known.high(EXPONENT);
    LOW = known.low(EXPONENT);
  }

  private final PowersOfTen powers = new PowersOfTen();

  @Actor
  public void reads(ZZ_Result seen) {
    seen.r1 = isWhole();
  }

  @Actor
  public void readsToo(ZZ_Result seen) {
    seen.r2 = isWhole();
  }

  private boolean isWhole() {
    long high = powers.high(EXPONENT);
    return high == HIGH && powers.low(EXPONENT) == LOW;
  }
}
