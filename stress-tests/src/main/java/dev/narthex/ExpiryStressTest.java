package dev.narthex;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.D_Result;
import org.openjdk.jcstress.infra.results.LD_Result;
import org.openjdk.jcstress.infra.results.L_Result;
import org.openjdk.jcstress.infra.results.ZL_Result;

/**
 * Invariants R1 and R2 of {@link Rest}, and I6 of {@link SeriesTable}: what expires while it is changed.
 */
public class ExpiryStressTest {

  private ExpiryStressTest() {}

  /** R2: forbidden is that a counter sleeps while an increment was not seen by any scrape. */
  @JCStressTest
  @Outcome(id = "a=1.0", expect = ACCEPTABLE, desc = "it stayed, or it woke")
  @Outcome(expect = FORBIDDEN, desc = "it sleeps with an increment that nobody has seen")
  @State
  public static class HeldCounter {

    private final Family<Counter> family = FreshMetrics.expiringFamily();
    private final Counter held = family.with("a");

    public HeldCounter() {
      family.collect(new LargestSeen());
    }

    @Actor
    public void counts() {
      held.inc();
    }

    @Actor
    public void scrapes() {
      family.collect(new LargestSeen());
    }

    @Arbiter
    public void lists(L_Result seen) {
      seen.r1 = SeriesText.of(family.series());
    }
  }

  /** R2 over several scrapes: forbidden is that none has seen an increment, and it sleeps. */
  @JCStressTest
  @Outcome(id = "1.0", expect = ACCEPTABLE, desc = "a scrape has seen it, or the next one will")
  @Outcome(expect = FORBIDDEN, desc = "it sleeps with an increment that nobody has seen")
  @State
  public static class CounterBetweenScrapes {

    private final Family<Counter> family = FreshMetrics.expiringFamily();
    private final Counter held = family.with("a");
    private final LargestSeen scraped = new LargestSeen();

    @Actor
    public void counts() {
      held.add(0.5);
      held.add(0.5);
    }

    @Actor
    public void scrapes() {
      family.collect(scraped);
      family.collect(scraped);
      family.collect(scraped);
    }

    @Arbiter
    public void lists(D_Result seen) {
      family.series().forEach(one -> one.metric().write(scraped, one.labels(), new Scratch()));
      seen.r1 = scraped.value();
    }
  }

  /** R2 for a value that is set: forbidden is that none has seen it, and it sleeps. */
  @JCStressTest
  @Outcome(id = "1.0", expect = ACCEPTABLE, desc = "a scrape has seen it, or the next one will")
  @Outcome(expect = FORBIDDEN, desc = "it sleeps with a value that nobody has seen")
  @State
  public static class GaugeBetweenScrapes {

    private final Family<Gauge> family = FreshMetrics.expiringGauges();
    private final Gauge held = family.with("a");
    private final LargestSeen scraped = new LargestSeen();

    @Actor
    public void sets() {
      held.set(1);
    }

    @Actor
    public void scrapes() {
      family.collect(scraped);
      family.collect(scraped);
      family.collect(scraped);
    }

    @Arbiter
    public void lists(D_Result seen) {
      family.series().forEach(one -> one.metric().write(scraped, one.labels(), new Scratch()));
      seen.r1 = scraped.value();
    }
  }

  /** R2 for stripes: forbidden is that no scrape has seen an observation, and it sleeps. */
  @JCStressTest
  @Outcome(id = "2.0", expect = ACCEPTABLE, desc = "a scrape has seen both, or the next one will")
  @Outcome(expect = FORBIDDEN, desc = "it sleeps with an observation that nobody has seen")
  @State
  public static class HistogramBetweenScrapes {

    private final Family<Histogram> family = FreshMetrics.expiringHistograms();
    private final Histogram held = family.with("a");
    private final LargestSeen scraped = new LargestSeen();

    @Actor
    public void observes() {
      held.observe(FreshMetrics.SMALL);
    }

    @Actor
    public void observesToo() {
      held.observe(FreshMetrics.SMALL);
    }

    @Actor
    public void scrapes() {
      family.collect(scraped);
      family.collect(scraped);
      family.collect(scraped);
    }

    @Arbiter
    public void lists(D_Result seen) {
      family.series().forEach(one -> one.metric().write(scraped, one.labels(), new Scratch()));
      seen.r1 = scraped.value();
    }
  }

  /** R1: forbidden is that two who wake a metric bring it back twice, or lose an increment. */
  @JCStressTest
  @Outcome(id = "a=2.0, 1.0", expect = ACCEPTABLE, desc = "it is back once, with both")
  @Outcome(expect = FORBIDDEN, desc = "it is back twice, or not, or lost an increment")
  @State
  public static class TwoWakers {

    private final Family<Counter> family = FreshMetrics.expiringFamily();
    private final Counter held = family.with("a");

    public TwoWakers() {
      family.collect(new LargestSeen());
      family.collect(new LargestSeen());
    }

    @Actor
    public void counts() {
      held.inc();
    }

    @Actor
    public void finds() {
      family.with("a").inc();
    }

    @Arbiter
    public void lists(LD_Result seen) {
      seen.r1 = SeriesText.of(family.series());
      seen.r2 = family.size();
    }
  }

  /** I2 of the table: forbidden is that with() gives a second metric for a held one. */
  @JCStressTest
  @Outcome(id = "true, a=1.0", expect = ACCEPTABLE, desc = "it is the metric that is held")
  @Outcome(expect = FORBIDDEN, desc = "two metrics count for the same labels")
  @State
  public static class FoundWhileItFallsAsleep {

    private final Family<Counter> family = FreshMetrics.expiringFamily();
    private final Counter held = family.with("a");
    private boolean same;

    public FoundWhileItFallsAsleep() {
      family.collect(new LargestSeen());
    }

    @Actor
    public void finds() {
      Counter found = family.with("a");
      found.inc();
      same = found == held;
    }

    @Actor
    public void scrapes() {
      family.collect(new LargestSeen());
    }

    @Arbiter
    public void lists(ZL_Result seen) {
      seen.r1 = same;
      seen.r2 = SeriesText.of(family.series());
    }
  }

  /** I6: forbidden is that a metric whose series was removed in its sleep brings it back. */
  @JCStressTest
  @Outcome(id = "none", expect = ACCEPTABLE, desc = "the series is gone")
  @Outcome(expect = FORBIDDEN, desc = "the removed series is back")
  @State
  public static class RemovedWhileItWakes {

    private final Family<Counter> family = FreshMetrics.expiringFamily();
    private final Counter held = family.with("a");

    public RemovedWhileItWakes() {
      family.collect(new LargestSeen());
      family.collect(new LargestSeen());
    }

    @Actor
    public void counts() {
      held.inc();
    }

    @Actor
    public void removes() {
      family.remove("a");
    }

    @Arbiter
    public void lists(L_Result seen) {
      held.inc();
      String listed = SeriesText.of(family.series());
      seen.r1 = listed.isEmpty() ? "none" : listed;
    }
  }
}
