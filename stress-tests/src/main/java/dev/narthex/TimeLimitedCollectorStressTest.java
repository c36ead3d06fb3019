package dev.narthex;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Invariants I1 and I4 of {@link TimeLimitedCollector}: forbidden are two runs at the same time. */
@JCStressTest
@Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "both scrapes shared one run")
@Outcome(id = "1, 2, 2", expect = ACCEPTABLE, desc = "the second scrape came after the first")
@Outcome(id = "2, 1, 2", expect = ACCEPTABLE, desc = "the first scrape came after the second")
@Outcome(expect = FORBIDDEN, desc = "the runs overlapped, or a scrape wrote nothing")
@State
public class TimeLimitedCollectorStressTest {

  private final WrittenOnce source = new WrittenOnce();
  private final Collector limited = source.timeLimited(Duration.ofHours(1), Runnable::run);

  @Actor
  public void scrapes(III_Result seen) {
    seen.r1 = WrittenOnce.numberOf(limited);
  }

  @Actor
  public void scrapesToo(III_Result seen) {
    seen.r2 = WrittenOnce.numberOf(limited);
  }

  @Arbiter
  public void counts(III_Result seen) {
    seen.r3 = source.calls();
  }
}
