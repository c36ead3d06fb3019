package dev.narthex.examples.shop;

import dev.narthex.Gauge;
import dev.narthex.GaugeHistogram;
import dev.narthex.Registry;
import dev.narthex.model.Buckets;
import dev.narthex.model.HistogramSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What each customer is about to buy.
 *
 * <p>Thread-safe.
 */
final class Carts {

  private static final int MAX_CARTS = 1000;
  private static final int MAX_PRODUCTS = 20;
  private static final Buckets SIZES = Buckets.of(1, 2, 5, 10);

  private final Map<String, List<Product>> byCustomer = new HashMap<>();

  Carts(Registry metrics) {
    // Nobody sets this gauge: it asks for the number of carts when it is scraped.
    Gauge.builder("open_carts")
        .help("Carts with something in them.")
        .callback(this::count)
        .register(metrics);
    // A histogram would count each cart for ever; this one shows those that are open now.
    GaugeHistogram.builder("open_cart_products")
        .help("Products in each of the open carts.")
        .callback(this::sizes)
        .register(metrics);
  }

  private synchronized int count() {
    return byCustomer.size();
  }

  private synchronized HistogramSnapshot sizes() {
    return HistogramSnapshot.counting(SIZES, byCustomer.values().stream().mapToDouble(List::size));
  }

  /** Puts a product into a cart, and says whether there was room. */
  synchronized boolean add(String customer, Product product) {
    if (byCustomer.size() >= MAX_CARTS && !byCustomer.containsKey(customer)) {
      return false;
    }
    List<Product> cart = byCustomer.computeIfAbsent(customer, key -> new ArrayList<>());
    return cart.size() < MAX_PRODUCTS && cart.add(product);
  }

  /** Empties a cart, and returns what was in it. */
  synchronized List<Product> take(String customer) {
    List<Product> cart = byCustomer.remove(customer);
    return cart == null ? List.of() : cart;
  }
}
