package dev.narthex.scrape;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.narthex.model.Descriptor;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Invariants I1 and I3 of {@link Pass}: two scrapes that may share an answer each send it whole, though
 * the other one is done with it earlier, and both slots are free afterwards.
 */
@JCStressTest
@Outcome(id = "1, 1, 2", expect = ACCEPTABLE, desc = "both shared one pass")
@Outcome(
    id = {"1, 2, 2", "2, 1, 2"},
    expect = ACCEPTABLE,
    desc = "each had a pass of its own")
@Outcome(
    expect = FORBIDDEN,
    desc = "an answer was overwritten or missing, or a slot was lost or won")
@State
public class CoalescingStressTest {

  private static final Descriptor FAMILY = Descriptor.of(MetricType.GAUGE, "g", "");
  private static final String HEAD = "# TYPE g gauge\ng ";

  private final AtomicInteger passes = new AtomicInteger();
  private final ScrapeEndpoint endpoint = ScrapeEndpoint.builder(sink -> {
        sink.family(FAMILY);
        sink.value(Labels.EMPTY, passes.incrementAndGet());
      })
      .coalesce(true)
      .maxConcurrent(2)
      .build();

  /** The number of the pass whose answer was sent, or -1 if it was no whole answer. */
  private int scrape() {
    try (ScrapeResponse response = endpoint.scrape(ScrapeRequest.of("", ""))) {
      ByteArrayOutputStream sent = new ByteArrayOutputStream();
      response.writeTo(sent);
      String text = sent.toString(UTF_8);
      return text.startsWith(HEAD)
          ? Integer.parseInt(text.substring(HEAD.length()).strip())
          : -1;
    } catch (IOException e) {
      return -1;
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
