package dev.narthex.examples.shop;

import dev.narthex.Counter;
import dev.narthex.Gauge;
import dev.narthex.Histogram;
import dev.narthex.Registry;
import dev.narthex.Timer;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Orders that were paid wait here until one of the packers has time for them. */
final class PackingQueue implements AutoCloseable {

  private static final int PACKERS = 4;
  private static final int MAX_WAITING = 100;
  private static final Duration PACKING_TIME = Duration.ofMillis(600);

  private final Warehouse warehouse;
  private final Simulation simulation;
  private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(MAX_WAITING);
  private final ExecutorService packers =
      Executors.newFixedThreadPool(PACKERS, task -> new Thread(task, "packer"));
  private final ParcelScale scale = new ParcelScale();

  private final Gauge busy;
  private final Counter packed;
  private final Histogram waitingTime;

  PackingQueue(Warehouse warehouse, Registry metrics, Simulation simulation) {
    this.warehouse = warehouse;
    this.simulation = simulation;
    busy = Gauge.builder("packing_busy_workers")
        .help("Packers who are packing an order.")
        .register(metrics);
    packed = Counter.builder("packing_orders_total").help("Orders packed.").register(metrics);
    waitingTime = Histogram.builder("packing_wait_seconds")
        .help("Time that orders waited for a packer.")
        .unit("seconds")
        .buckets(0.1, 0.5, 1, 2, 5, 10, 20, 30) // 10 s is what we promise, so it is a bound
        .register(metrics);
    // These three are not counted here: the queue and the scale know, and are asked.
    Gauge.builder("packing_queue_length")
        .help("Orders that wait for a packer.")
        .callback(queue::size)
        .register(metrics);
    Gauge.builder("packing_queue_capacity")
        .help("Orders that may wait for a packer; further ones are refused.")
        .callback(() -> MAX_WAITING)
        .register(metrics);
    Histogram.builder("parcel_weight_grams")
        .help("Weight of the parcels, in the classes of the scale.")
        .unit("grams")
        .callback(scale::totals)
        .register(metrics);
    for (int i = 0; i < PACKERS; i++) {
      packers.execute(this::packUntilInterrupted);
    }
  }

  /**
   * Puts an order into the queue.
   *
   * @return whether there was room
   */
  boolean offer(Order order) {
    return queue.offer(new Waiting(order, waitingTime.startTimer()));
  }

  private void packUntilInterrupted() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Waiting next = queue.take();
        next.timer.stop();
        pack(next.order);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the shop closes
    }
  }

  private void pack(Order order) {
    busy.inc();
    try {
      simulation.work(PACKING_TIME);
      warehouse.ship(order);
      scale.weigh(order);
      packed.inc();
    } finally {
      busy.dec();
    }
  }

  /** Sends the packers home. What still waits, waits for ever. */
  @Override
  public void close() {
    Closing.stopNow(packers);
  }

  /** An order, and the timer that runs until somebody takes it. */
  private record Waiting(Order order, Timer timer) {}
}
