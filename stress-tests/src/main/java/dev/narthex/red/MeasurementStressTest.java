package dev.narthex.red;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.narthex.Counter;
import dev.narthex.Gauge;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/**
 * A {@link Measurement} that two threads end at once is counted once, and whoever sees that it is in flight
 * no more sees that it was counted.
 */
@JCStressTest
@Outcome(id = "1, 0, 0, 1", expect = ACCEPTABLE, desc = "the first thread has counted")
@Outcome(id = "0, 1, 0, 1", expect = ACCEPTABLE, desc = "the second thread has counted")
@Outcome(expect = FORBIDDEN, desc = "counted twice, never, or seen neither in flight nor counted")
@State
public class MeasurementStressTest {

  private final Counter requests = Counter.builder("requests_total").build();
  private final Gauge inFlight = Gauge.builder("requests_in_flight").build();
  private final Measurement<String> measurement =
      HttpMetrics.<String>server().requests(requests).inFlight(inFlight).build().begin("GET");

  @Actor
  public void finishes(IIII_Result seen) {
    seen.r1 = measurement.finish("/", 200) ? 1 : 0;
  }

  @Actor
  public void looksAndFails(IIII_Result seen) {
    seen.r3 = inFlight.value() == 0 && requests.value() == 0 ? 1 : 0;
    seen.r2 = measurement.fail("/", Failure.CANCELLED) ? 1 : 0;
  }

  @Arbiter
  public void counts(IIII_Result seen) {
    seen.r4 = (int) (requests.value() + 10 * inFlight.value());
  }
}
