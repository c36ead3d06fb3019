package dev.narthex.model;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Invariants I1 and I2 of {@link Derivable}, and what it says of memory ordering. */
public class DerivableStressTest {

  private DerivableStressTest() {}

  private static final class Value extends Derivable {}

  /** A result with a plain field, which is seen as 0 when it was not safely published. */
  private static final class Result {
    int content;

    Result(int content) {
      this.content = content;
    }
  }

  private static final class Constant extends Derivation<Value, Result> {
    private final int content;

    Constant(int content) {
      this.content = content;
    }

    @Override
    protected Result derive(Value value) {
      return new Result(content);
    }
  }

  private static final Constant ONE = new Constant(1);
  private static final Constant TWO = new Constant(2);

  /** Forbidden is a result that is not whole. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "both got a whole result")
  @Outcome(expect = FORBIDDEN, desc = "a result was seen before it was whole")
  @State
  public static class SameDerivation {

    private final Value value = new Value();

    @Actor
    public void derives(II_Result seen) {
      seen.r1 = ONE.of(value).content;
    }

    @Actor
    public void derivesToo(II_Result seen) {
      seen.r2 = ONE.of(value).content;
    }
  }

  /** I1: forbidden is the result of another derivation. */
  @JCStressTest
  @Outcome(id = "12, 21", expect = ACCEPTABLE, desc = "each got its own result")
  @Outcome(expect = FORBIDDEN, desc = "a result was mistaken for another, or was not whole")
  @State
  public static class DifferentDerivations {

    private final Value value = new Value();

    @Actor
    public void derives(II_Result seen) {
      seen.r1 = 10 * ONE.of(value).content + TWO.of(value).content;
    }

    @Actor
    public void derivesInTheOtherOrder(II_Result seen) {
      seen.r2 = 10 * TWO.of(value).content + ONE.of(value).content;
    }
  }

  /**
   * I2: forbidden is a chain past its bound, when two threads add to it where it is full. What is
   * remembered afterwards is right, whoever added it.
   */
  @JCStressTest
  @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "the chain is short, and right")
  @Outcome(expect = FORBIDDEN, desc = "the chain is too long, or holds a wrong result")
  @State
  public static class FullChain {

    private static final Constant[] OLDER = older();

    private final Value value = new Value();

    private static Constant[] older() {
      Constant[] all = new Constant[Derivable.MAX_REMEMBERED - 1];
      for (int i = 0; i < all.length; i++) {
        all[i] = new Constant(100 + i);
      }
      return all;
    }

    public FullChain() {
      for (Constant constant : OLDER) {
        constant.of(value);
      }
    }

    @Actor
    public void derives() {
      ONE.of(value);
      TWO.of(value);
    }

    @Actor
    public void derivesInTheOtherOrder() {
      TWO.of(value);
      ONE.of(value);
    }

    @Arbiter
    public void counts(ZZ_Result seen) {
      int remembered = 0;
      boolean right = true;
      for (Constant constant : OLDER) {
        Object result = value.remembered(constant);
        remembered += result == null ? 0 : 1;
        right &= result == null || ((Result) result).content == constant.content;
      }
      remembered += value.remembered(ONE) == null ? 0 : 1;
      remembered += value.remembered(TWO) == null ? 0 : 1;
      seen.r1 = remembered <= Derivable.MAX_REMEMBERED;
      seen.r2 = right && ONE.of(value).content == 1 && TWO.of(value).content == 2;
    }
  }
}
