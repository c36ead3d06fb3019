package dev.narthex.examples.shop;

import dev.narthex.Family;
import dev.narthex.Gauge;
import dev.narthex.Histogram;
import dev.narthex.Registry;
import dev.narthex.Timer;
import dev.narthex.examples.shop.Customer.Kind;
import dev.narthex.http.MeasuringClient;
import dev.narthex.model.Buckets;
import dev.narthex.model.Labels;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Sends customers to the shop: few at night, many at noon. A day takes a minute.
 *
 * <p>It measures what customers see, which is not what the shop sees: a request that never reaches the
 * shop is in these metrics only.
 */
final class Traffic implements AutoCloseable {

  private static final Map<Kind, Integer> CUSTOMERS =
      Map.of(Kind.WINDOW_SHOPPER, 6, Kind.BUYER, 7, Kind.BOT, 1);

  private static final double DAY_SECONDS = 60;

  /** The time of day at the start, when customers begin to come. */
  private static final double MORNING_SECONDS = 20;

  /** How long a customer stays away after a visit at noon. */
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Simulation simulation;
  private final long startNanos = System.nanoTime();
  private final ExecutorService threads;

  private final Family<Histogram> duration;
  private final Gauge level;

  /**
   * Lets the customers come.
   *
   * @param shop the address of the shop
   * @param metrics gets the metrics of the customers
   * @param simulation where chance comes from
   */
  Traffic(URI shop, Registry metrics, Simulation simulation) {
    this.simulation = simulation;
    // A view can also add labels. These metrics are not of the shop, and now everybody can see it.
    Registry view = metrics.withPrefix("traffic_").withLabels(Labels.of("origin", "simulated"));
    duration = Histogram.builder("visit_duration_seconds")
        .help("Time that a visit took.")
        .unit("seconds")
        .buckets(Buckets.exponential(0.01, 2, 10))
        .labelNames("customer")
        .register(view);
    level = Gauge.builder("level_ratio")
        .help("How busy the time of day is, from 0 to 1.")
        .unit("ratio")
        .register(view);
    for (Kind kind : Kind.values()) {
      duration.with(kind.label()); // so that it is there, at 0, before the first visit
    }

    // All that customers send is counted and timed by the client, by who sends it.
    HttpClient client = MeasuringClient.builder(
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build())
        .label("customer", Customer::labelOf)
        .register(view);
    List<Customer> customers = new ArrayList<>();
    CUSTOMERS.forEach((kind, count) -> {
      for (int i = 0; i < count; i++) {
        String name = kind.label() + i;
        customers.add(new Customer(kind, name, shop, client, simulation));
      }
    });
    threads = Executors.newFixedThreadPool(customers.size(), task -> new Thread(task, "customer"));
    for (Customer customer : customers) {
      threads.execute(() -> visitAgainAndAgain(customer));
    }
  }

  private void visitAgainAndAgain(Customer customer) {
    while (!Thread.currentThread().isInterrupted()) {
      double now = levelNow();
      level.set(now);
      simulation.work(Duration.ofNanos((long) (PAUSE.toNanos() / now))); // on something else
      visit(customer);
    }
  }

  /** From 0.1 at midnight to 1 at noon. */
  private double levelNow() {
    double seconds = (System.nanoTime() - startNanos) / 1e9 + MORNING_SECONDS;
    return 0.55 - 0.45 * Math.cos(2 * Math.PI * seconds / DAY_SECONDS);
  }

  private void visit(Customer customer) {
    String label = customer.kind().label();
    Timer timer = Timer.start();
    try {
      customer.visit();
      timer.stop(duration.with(label)); // a visit that failed is not a quick one
    } catch (IOException e) {
      // The client has counted it, and the next visit may go better.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the demo ends
    }
  }

  /** Sends all customers home, and waits until the last one has gone. */
  @Override
  public void close() {
    Closing.stopNow(threads);
  }
}
