package dev.narthex.examples.shop;

import dev.narthex.Counter;
import dev.narthex.Family;
import dev.narthex.Gauge;
import dev.narthex.Histogram;
import dev.narthex.Registry;
import dev.narthex.model.Labels;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Turns a cart into money and a parcel: takes the payment, writes the order down, and hands it to the
 * packers.
 */
final class Orders {

  /** What became of an order. */
  enum Result {
    PLACED,
    PAYMENT_DECLINED,
    PAYMENT_UNAVAILABLE,
    BOOKS_UNAVAILABLE,
    PACKERS_TOO_BUSY;

    /** As the value of a label, such as {@code packers too busy}. */
    private final String reason = name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private final PaymentProvider payment;
  private final OrderBook books;
  private final PackingQueue packing;

  private final Counter placed;
  private final Counter revenue;
  private final Counter retries;
  private final Family<Counter> lost;
  private final Histogram value;
  private final Gauge lastPlaced;

  Orders(PaymentProvider payment, OrderBook books, PackingQueue packing, Registry metrics) {
    this.payment = payment;
    this.books = books;
    this.packing = packing;
    placed = Counter.builder("orders_placed_total")
        .help("Orders that were paid and handed to the packers.")
        .register(metrics);
    revenue = Counter.builder("orders_revenue_euros_total")
        .help("Money taken for orders.")
        .unit("euros")
        .register(metrics);
    retries = Counter.builder("orders_payment_retries_total")
        .help("Payments that were tried a second time.")
        .register(metrics);
    lost = Counter.builder("orders_lost_total")
        .help("Orders that came to nothing, by the reason.")
        .labelNames("reason")
        .register(metrics);
    for (Result result : Result.values()) {
      if (result != Result.PLACED) {
        lost.with(result.reason);
      }
    }
    value = Histogram.builder("orders_value_euros")
        .help("Value of the orders that were placed.")
        .unit("euros")
        .buckets(5, 10, 20, 50, 100, 200)
        .register(metrics);
    lastPlaced = Gauge.builder("orders_last_placed_timestamp_seconds")
        .help("When the last order was placed, since the Unix epoch.")
        .unit("seconds")
        .register(metrics);
  }

  Result place(Order order) {
    PaymentProvider.Outcome outcome = payment.pay(order.euros());
    if (outcome == PaymentProvider.Outcome.FAILED) {
      retries.inc();
      outcome = payment.pay(order.euros());
    }
    return switch (outcome) {
      case ACCEPTED -> writeDownAndPack(order);
      case DECLINED -> lost(Result.PAYMENT_DECLINED);
      case FAILED -> lost(Result.PAYMENT_UNAVAILABLE);
    };
  }

  /** Whoever paid in vain gets the money back some day. */
  private Result writeDownAndPack(Order order) {
    OptionalLong number = books.write(order);
    if (number.isEmpty()) {
      return lost(Result.BOOKS_UNAVAILABLE);
    }
    if (!packing.offer(order)) {
      return lost(Result.PACKERS_TOO_BUSY);
    }
    placed.inc();
    revenue.add(order.euros());
    // An exemplar: from a bucket of large orders one gets to one of them.
    value.observeWithExemplar(order.euros(), Labels.of("order", Long.toString(number.getAsLong())));
    lastPlaced.setToCurrentTime();
    return Result.PLACED;
  }

  private Result lost(Result result) {
    lost.with(result.reason).inc();
    return result;
  }
}
