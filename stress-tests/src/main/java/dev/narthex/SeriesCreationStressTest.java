package dev.narthex;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.DI_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.L_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Invariants I2 and I3 of {@link SeriesTable}, where series are made. */
public class SeriesCreationStressTest {

  private SeriesCreationStressTest() {}

  /** I2: forbidden is that two threads who ask for the same labels get two metrics. */
  @JCStressTest
  @Outcome(id = "2.0, 1", expect = ACCEPTABLE, desc = "both counted on the one series there is")
  @Outcome(expect = FORBIDDEN, desc = "there are two series, or one that nobody can find")
  @State
  public static class SameLabels {

    private final Family<Counter> family = FreshMetrics.family();

    @Actor
    public void counts() {
      family.with("a").inc();
    }

    @Actor
    public void countsToo() {
      family.with("a").inc();
    }

    @Arbiter
    public void looks(DI_Result seen) {
      seen.r1 = family.with("a").value();
      seen.r2 = family.series().size();
    }
  }

  /** I2 and I3: forbidden is that of two series made at once one is lost, or both are one. */
  @JCStressTest
  @Outcome(id = "a=1.0 b=1.0", expect = ACCEPTABLE, desc = "both are there, in order")
  @Outcome(expect = FORBIDDEN, desc = "a series was lost, is there twice, or out of order")
  @State
  public static class DifferentLabels {

    private final Family<Counter> family = FreshMetrics.family();

    @Actor
    public void makesTheSecond() {
      family.with("b").inc();
    }

    @Actor
    public void makesTheFirst() {
      family.with("a").inc();
    }

    @Arbiter
    public void lists(L_Result seen) {
      seen.r1 = SeriesText.of(family.series());
    }
  }

  /** I3: forbidden is a listing without a series whose creation had happened before. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "listed before it was made")
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "listed while it was being made")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "listed after it was made")
  @Outcome(expect = FORBIDDEN, desc = "the series is missing, twice, or half-made")
  @State
  public static class Listing {

    private final Family<Counter> family = FreshMetrics.family();
    private volatile int made;

    @Actor
    public void makes() {
      family.with("a");
      made = 1;
    }

    @Actor
    public void lists(II_Result seen) {
      seen.r1 = made;
      List<Series<Counter>> listed = family.series();
      seen.r2 = listed.size();
      for (Series<Counter> series : listed) {
        boolean whole = series.labels().value(0).equals("a") && series.metric().value() == 0;
        seen.r2 = whole ? seen.r2 : -1;
      }
    }
  }

  /** I2: forbidden is a search that does not find a series which was found before. */
  @JCStressTest
  @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "always the same metric")
  @Outcome(expect = FORBIDDEN, desc = "a metric took the place of another, or was half-made")
  @State
  public static class Lookup {

    private final Family<Counter> family = FreshMetrics.family();
    private volatile @Nullable Counter known;

    @Actor
    public void makes(ZZ_Result seen) {
      Counter made = family.with("a");
      known = made;
      seen.r1 = family.with("a") == made;
    }

    @Actor
    public void looksUp(ZZ_Result seen) {
      Counter before = known;
      Counter found = family.with("a");
      seen.r2 = (before == null || found == before) && found.value() == 0;
    }
  }
}
