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

/** Invariants I1, I2 and I4 of {@link CachedCollector}: forbidden is a second first collection. */
@JCStressTest
@Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "one scrape asked, both wrote the copy whole")
@Outcome(expect = FORBIDDEN, desc = "the source was asked twice, or a copy was torn")
@State
public class CachedCollectorStressTest {

  private final WrittenOnce source = new WrittenOnce();
  private final Collector cached = source.cachedFor(Duration.ofHours(1));

  @Actor
  public void scrapes(III_Result seen) {
    seen.r1 = WrittenOnce.numberOf(cached);
  }

  @Actor
  public void scrapesToo(III_Result seen) {
    seen.r2 = WrittenOnce.numberOf(cached);
  }

  @Arbiter
  public void counts(III_Result seen) {
    seen.r3 = source.calls();
  }
}
