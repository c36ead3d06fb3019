package dev.narthex;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Invariant I1 of {@link SeriesOrder}: what two scrapes at once list. */
public class OrderedListingStressTest {

  private OrderedListingStressTest() {}

  /** Forbidden is a scrape without a newcomer that the scrape beside it is just sorting in. */
  @JCStressTest
  @Outcome(
      id = "a=0.0 b=0.0 c=0.0, a=0.0 b=0.0 c=0.0",
      expect = ACCEPTABLE,
      desc = "both list all, in order")
  @Outcome(expect = FORBIDDEN, desc = "a series is missing, twice, or out of order")
  @State
  public static class Newcomers {

    private final Family<Counter> family = FreshMetrics.family();

    public Newcomers() {
      family.with("b");
      family.series();
      family.with("c");
      family.with("a");
    }

    @Actor
    public void lists(LL_Result seen) {
      seen.r1 = SeriesText.of(family.series());
    }

    @Actor
    public void listsToo(LL_Result seen) {
      seen.r2 = SeriesText.of(family.series());
    }
  }

  /** Forbidden is a scrape with a series that the scrape beside it is just dropping. */
  @JCStressTest
  @Outcome(id = "a=0.0 c=0.0, a=0.0 c=0.0", expect = ACCEPTABLE, desc = "both list what is left")
  @Outcome(expect = FORBIDDEN, desc = "a removed series is listed, or another one is not")
  @State
  public static class Removed {

    private final Family<Counter> family = FreshMetrics.family();

    public Removed() {
      family.with("a");
      family.with("b");
      family.with("c");
      family.series();
      family.remove("b");
    }

    @Actor
    public void lists(LL_Result seen) {
      seen.r1 = SeriesText.of(family.series());
    }

    @Actor
    public void listsToo(LL_Result seen) {
      seen.r2 = SeriesText.of(family.series());
    }
  }

  /** Forbidden is that a series which one thread makes and lists is lost to it. */
  @JCStressTest
  @Outcome(
      id = "a=0.0 b=0.0, a=0.0 b=0.0",
      expect = ACCEPTABLE,
      desc = "both came before both lists")
  @Outcome(id = "a=0.0, a=0.0 b=0.0", expect = ACCEPTABLE, desc = "the first list came early")
  @Outcome(id = "a=0.0 b=0.0, b=0.0", expect = ACCEPTABLE, desc = "the second list came early")
  @Outcome(expect = FORBIDDEN, desc = "a thread does not see its own series, or sees one twice")
  @State
  public static class MakersWhoList {

    private final Family<Counter> family = FreshMetrics.family();

    @Actor
    public void makesAndLists(LL_Result seen) {
      family.with("a");
      seen.r1 = SeriesText.of(family.series());
    }

    @Actor
    public void makesAndListsToo(LL_Result seen) {
      family.with("b");
      seen.r2 = SeriesText.of(family.series());
    }
  }
}
