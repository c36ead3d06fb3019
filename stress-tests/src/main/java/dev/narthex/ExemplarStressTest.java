package dev.narthex;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.narthex.model.CounterSnapshot;
import dev.narthex.model.Exemplar;
import dev.narthex.model.HistogramSnapshot;
import dev.narthex.model.Labels;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.DD_Result;
import org.openjdk.jcstress.infra.results.JD_Result;

/** Invariant I1 of {@link ExemplarSlot}: no scrape shows an exemplar of what it has not counted. */
public class ExemplarStressTest {

  private static final Labels LABELS = Labels.of("id", "1");

  private ExemplarStressTest() {}

  private static void scrape(Counter counter, DD_Result seen) {
    SnapshotSink sink = new SnapshotSink();
    counter.collect(sink, new Scratch());
    CounterSnapshot snapshot = (CounterSnapshot) sink.families().get(0).series().get(0);
    seen.r1 = snapshot.exemplar() == null ? 0 : snapshot.exemplar().value();
    seen.r2 = snapshot.value();
  }

  /** The exemplar's value is the total at that time. */
  @JCStressTest
  @Outcome(id = "0.0, 0.0", expect = ACCEPTABLE, desc = "read before both amounts")
  @Outcome(id = "0.0, 1.0", expect = ACCEPTABLE, desc = "counted, its exemplar not there yet")
  @Outcome(id = "0.0, 3.0", expect = ACCEPTABLE, desc = "both counted after the exemplar was read")
  @Outcome(id = "1.0, 1.0", expect = ACCEPTABLE, desc = "read between the amounts")
  @Outcome(id = "1.0, 3.0", expect = ACCEPTABLE, desc = "the second's exemplar not there yet")
  @Outcome(id = "2.0, 3.0", expect = ACCEPTABLE, desc = "read after both")
  @Outcome(expect = FORBIDDEN, desc = "an exemplar of something that is not in the total")
  @State
  public static class CounterThatIsScraped {

    private final Counter counter = FreshMetrics.counter();

    @Actor
    public void counts() {
      counter.addWithExemplar(1, LABELS);
      counter.addWithExemplar(2, LABELS);
    }

    @Actor
    public void scrapes(DD_Result seen) {
      scrape(counter, seen);
    }
  }

  /** Two threads make the slot at the same time. */
  @JCStressTest
  @Outcome(
      id = {"1.0, 3.0", "2.0, 3.0"},
      expect = ACCEPTABLE,
      desc = "one of both stayed")
  @Outcome(expect = FORBIDDEN, desc = "an amount or every exemplar was lost")
  @State
  public static class TwoWhoGiveTheFirst {

    private final Counter counter = FreshMetrics.counter();

    @Actor
    public void counts() {
      counter.addWithExemplar(1, LABELS);
    }

    @Actor
    public void countsToo() {
      counter.addWithExemplar(2, LABELS);
    }

    @Arbiter
    public void scrapes(DD_Result seen) {
      scrape(counter, seen);
    }
  }

  /** A histogram's exemplar lies in the stripe of its observation. */
  @JCStressTest
  @Outcome(id = "0, 0.0", expect = ACCEPTABLE, desc = "read before the observation")
  @Outcome(id = "1, 1.0", expect = ACCEPTABLE, desc = "read after it")
  @Outcome(expect = FORBIDDEN, desc = "an observation without its exemplar, or the reverse")
  @State
  public static class HistogramThatIsScraped {

    private final Histogram histogram = FreshMetrics.histogram();

    @Actor
    public void observes() {
      histogram.observeWithExemplar(FreshMetrics.SMALL, LABELS);
    }

    @Actor
    public void scrapes(JD_Result seen) {
      HistogramSnapshot snapshot = histogram.snapshot();
      Exemplar exemplar = snapshot.exemplar(0);
      seen.r1 = snapshot.bucketCount(0);
      seen.r2 = exemplar == null ? 0 : exemplar.value();
    }
  }
}
