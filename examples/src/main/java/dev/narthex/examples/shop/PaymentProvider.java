package dev.narthex.examples.shop;

import dev.narthex.Counter;
import dev.narthex.Registry;
import dev.narthex.StateSet;
import dev.narthex.Summary;
import dev.narthex.Timer;
import dev.narthex.TypedFamily;
import dev.narthex.Untyped;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A service of another company, and the part of a shop that one would rather not depend on: most of
 * the time it is quick, but in some seconds it is slow and fails a lot.
 */
final class PaymentProvider {

  /** How an attempt to take money ended. It is exposed by these names. */
  enum Outcome {
    ACCEPTED,
    DECLINED,
    FAILED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What the provider says of itself. It is exposed by these names. */
  enum Status {
    OPERATIONAL,
    DEGRADED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Duration CALM = Duration.ofMillis(60);
  private static final Duration SLOW = Duration.ofMillis(500);
  private static final Duration TROUBLE = Duration.ofSeconds(6);

  private final Simulation simulation;
  private final AtomicLong troubleEndNanos = new AtomicLong(System.nanoTime());

  private final TypedFamily<Outcome, Counter> attempts;
  private final TypedFamily<Outcome, Summary> duration;
  private final Untyped reportedLoad;
  private final StateSet<Status> reportedStatus;

  PaymentProvider(Registry metrics, Simulation simulation) {
    this.simulation = simulation;
    // The provider's name is the same on every series. With a second provider it would become a
    // label like any other, and queries would not have to change.
    attempts = Counter.builder("payment_attempts_total")
        .help("Attempts to take money, by how they ended.")
        .label("outcome", Outcome.class)
        .constLabel("provider", "swiftpay")
        .register(metrics);
    duration = Summary.builder("payment_duration_seconds")
        .help("Time until the provider had answered, by how the attempt ended.")
        .unit("seconds")
        .objective(0.5, 0.02)
        .objective(0.99, 0.001)
        .maxAge(Duration.ofMinutes(1))
        .label("outcome", Outcome.class)
        .constLabel("provider", "swiftpay")
        .register(metrics);
    reportedLoad = Untyped.builder("payment_provider_load")
        .help("The load that the provider last reported; it does not say how it counts.")
        .constLabel("provider", "swiftpay")
        .register(metrics);
    reportedStatus = StateSet.builder("payment_provider_status", Status.class)
        .help("The status that the provider last reported.")
        .constLabel("provider", "swiftpay")
        .register(metrics);
    reportedStatus.setOnly(Status.OPERATIONAL);
    // Each outcome is exposed from the start, at 0. A series that comes with the first failure has
    // no value before it, and so no increase either: that failure would be missing in every rate.
    for (Outcome outcome : Outcome.values()) {
      attempts.with(outcome);
      duration.with(outcome);
    }
  }

  /** Tries to take this much money from somebody. */
  Outcome pay(double euros) {
    Timer timer = Timer.start(); // which series the time belongs to is known at the end
    Outcome outcome = askProvider(euros);
    timer.stop(duration.with(outcome));
    attempts.with(outcome).inc();
    return outcome;
  }

  private Outcome askProvider(double euros) {
    boolean trouble = isInTrouble();
    reportedLoad.set(simulation.between(10, 30) * (trouble ? 3 : 1));
    reportedStatus.setOnly(trouble ? Status.DEGRADED : Status.OPERATIONAL);
    simulation.work(trouble ? SLOW : CALM);
    if (simulation.happens(trouble ? 0.6 : 0.005)) {
      return Outcome.FAILED;
    }
    return simulation.happens(euros > 100 ? 0.1 : 0.02) ? Outcome.DECLINED : Outcome.ACCEPTED;
  }

  private boolean isInTrouble() {
    long now = System.nanoTime();
    if (simulation.happens(0.015)) {
      troubleEndNanos.set(now + simulation.around(TROUBLE).toNanos());
    }
    return now - troubleEndNanos.get() < 0;
  }
}
