package dev.narthex;

import static dev.narthex.FreshMetrics.LARGE;
import static dev.narthex.FreshMetrics.SMALL;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.narthex.model.HistogramSnapshot;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJD_Result;

/** Invariant I2 of {@link StripedMetric}, while its stripes come into being. */
public class HistogramStripeStressTest {

  private HistogramStripeStressTest() {}

  private static void read(Histogram histogram, JJD_Result seen) {
    HistogramSnapshot snapshot = histogram.snapshot();
    seen.r1 = snapshot.bucketCount(0);
    seen.r2 = snapshot.bucketCount(1);
    seen.r3 = snapshot.sum();
  }

  /** Forbidden is that an observation is lost when two threads meet for the first time. */
  @JCStressTest
  @Outcome(id = "2, 2, 2050.0", expect = ACCEPTABLE, desc = "nothing was lost")
  @Outcome(expect = FORBIDDEN, desc = "an observation was lost, or counted twice")
  @State
  public static class FirstMeeting {

    private final Histogram histogram = FreshMetrics.histogram();

    @Actor
    public void observes() {
      histogram.observe(SMALL);
      histogram.observe(LARGE);
    }

    @Actor
    public void observesToo() {
      histogram.observe(LARGE);
      histogram.observe(SMALL);
    }

    @Arbiter
    public void scrapes(JJD_Result seen) {
      read(histogram, seen);
    }
  }

  /**
   * Forbidden is that an observation is lost when two threads both find the first stripe taken: one
   * array of stripes and, if they come to the same place, one stripe must win.
   */
  @JCStressTest
  @Outcome(id = "1, 1, 1025.0", expect = ACCEPTABLE, desc = "nothing was lost")
  @Outcome(expect = FORBIDDEN, desc = "an observation was lost, or counted twice")
  @State
  public static class BothMakeStripes {

    private final Histogram histogram = FreshMetrics.histogram();
    private final HistogramCells held = histogram.lockedStripe();

    @Actor
    public void observes() {
      histogram.observe(SMALL);
    }

    @Actor
    public void observesElsewhere() {
      Probe.advance(); // so that the threads come now to the same place, now to different ones
      histogram.observe(LARGE);
    }

    @Arbiter
    public void scrapes(JJD_Result seen) {
      held.unlock();
      read(histogram, seen);
    }
  }

  /** Forbidden is that an observation is lost which meets a reader. */
  @JCStressTest
  @Outcome(id = "1, 1, 1025.0", expect = ACCEPTABLE, desc = "nothing was lost")
  @Outcome(expect = FORBIDDEN, desc = "an observation was lost, or counted twice")
  @State
  public static class MeetingAReader {

    private final Histogram histogram = FreshMetrics.histogram();

    @Actor
    public void observes() {
      histogram.observe(SMALL);
      histogram.observe(LARGE);
    }

    @Actor
    public void scrapes() {
      histogram.snapshot();
      histogram.snapshot();
    }

    @Arbiter
    public void scrapesAtTheEnd(JJD_Result seen) {
      read(histogram, seen);
    }
  }
}
