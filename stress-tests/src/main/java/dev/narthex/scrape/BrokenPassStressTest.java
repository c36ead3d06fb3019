package dev.narthex.scrape;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.narthex.model.Descriptor;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Invariants I4 and I5 of {@link Pass}: of two scrapes whose passes break, each comes to its end,
 * though it joined the other at the last moment, and both slots are free afterwards.
 */
@JCStressTest
@Outcome(
    id = {"0, 500, 2", "500, 0, 2"},
    expect = ACCEPTABLE,
    desc = "one began the pass, the other shared it and was told")
@Outcome(id = "0, 0, 2", expect = ACCEPTABLE, desc = "each had a pass of its own")
@Outcome(expect = FORBIDDEN, desc = "somebody was told something else, or a slot was lost or won")
@State
public class BrokenPassStressTest {

  private static final Descriptor FAMILY = Descriptor.of(MetricType.GAUGE, "g", "");

  private volatile boolean broken = true;

  private final ScrapeEndpoint endpoint = ScrapeEndpoint.builder(sink -> {
        if (broken) {
          throw new OutOfMemoryError("on purpose");
        }
        sink.family(FAMILY);
        sink.value(Labels.EMPTY, 1);
      })
      .coalesce(true)
      .maxConcurrent(2)
      .build();

  /** The status, or 0 if the error was thrown. */
  private int scrape() {
    try (ScrapeResponse response = endpoint.scrape(ScrapeRequest.of("", ""))) {
      return response.status();
    } catch (OutOfMemoryError e) {
      return 0;
    }
  }

  @Actor
  public void scrapes(III_Result seen) {
    seen.r1 = scrape();
  }

  @Actor
  public void scrapesToo(III_Result seen) {
    seen.r2 = scrape();
  }

  /** How many slots are free. */
  @Arbiter
  public void countsSlots(III_Result seen) {
    broken = false;
    try (ScrapeResponse first = endpoint.scrape(ScrapeRequest.of("", ""));
        ScrapeResponse second = endpoint.scrape(ScrapeRequest.of("", ""));
        ScrapeResponse third = endpoint.scrape(ScrapeRequest.of("", ""))) {
      seen.r3 = served(first) + served(second) + served(third);
    }
  }

  private static int served(ScrapeResponse response) {
    return response.status() == 200 ? 1 : 0;
  }
}
