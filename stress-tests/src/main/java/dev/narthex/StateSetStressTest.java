package dev.narthex;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.narthex.model.Descriptor;
import dev.narthex.model.Exemplar;
import dev.narthex.model.HistogramData;
import dev.narthex.model.Labels;
import dev.narthex.model.SummaryData;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Invariant I1 of {@link StateSet}, and what it says of memory ordering. */
public class StateSetStressTest {

  private StateSetStressTest() {}

  /** I1: forbidden is a scrape that sees two states or none while one alone is set. */
  @JCStressTest
  @Outcome(id = "100", expect = ACCEPTABLE, desc = "scraped before both")
  @Outcome(id = "10", expect = ACCEPTABLE, desc = "scraped between both")
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "scraped after both")
  @Outcome(expect = FORBIDDEN, desc = "two states, or none, or not all were scraped")
  @State
  public static class SetOnlyAgainstScrape {

    private final StateSet<String> states = FreshMetrics.stateSet();

    public SetOnlyAgainstScrape() {
      states.setOnly("a");
    }

    @Actor
    public void sets() {
      states.setOnly("b");
      states.setOnly("c");
    }

    @Actor
    public void scrapes(I_Result seen) {
      Digits digits = new Digits();
      states.collect(digits);
      seen.r1 = digits.value;
    }
  }

  /** I1: forbidden is that a state which one thread set is lost by another's. */
  @JCStressTest
  @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "both were heard")
  @Outcome(expect = FORBIDDEN, desc = "a state was lost")
  @State
  public static class SetAgainstSet {

    private final StateSet<String> states = FreshMetrics.stateSet();

    public SetAgainstSet() {
      states.set("b", true);
    }

    @Actor
    public void sets() {
      states.set("a", true);
    }

    @Actor
    public void unsets() {
      states.set("b", false);
    }

    @Arbiter
    public void reads(ZZ_Result seen) {
      seen.r1 = states.isSet("a");
      seen.r2 = states.isSet("b");
    }
  }

  /** Forbidden is a state without what its setter did before. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "read before both")
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "read between both")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "read after both")
  @Outcome(expect = FORBIDDEN, desc = "the state was there before what came before it")
  @State
  public static class SetOnlyPublishes {

    private final StateSet<String> states = FreshMetrics.stateSet();
    private int before;

    @Actor
    public void sets() {
      before = 1;
      states.setOnly("a");
    }

    @Actor
    public void reads(II_Result seen) {
      seen.r1 = states.isSet("a") ? 1 : 0;
      seen.r2 = before;
    }
  }

  /** The states that were written, each a digit, in order. */
  private static final class Digits implements MetricSink {

    private int value;

    @Override
    public void family(Descriptor family) {}

    @Override
    public void value(Labels labels, double holds, long timestampMillis) {
      value = 10 * value + (int) holds;
    }

    @Override
    public void counter(
        Labels labels,
        double value,
        long createdMillis,
        @Nullable Exemplar exemplar,
        long timestampMillis) {
      throw new AssertionError("a state set writes values");
    }

    @Override
    public void histogram(Labels labels, HistogramData data, long timestampMillis) {
      throw new AssertionError("a state set writes values");
    }

    @Override
    public void summary(Labels labels, SummaryData data, long timestampMillis) {
      throw new AssertionError("a state set writes values");
    }
  }
}
