package dev.narthex.examples.shop;

import java.util.List;
import java.util.Optional;

/**
 * The products and how many there are of each. It keeps its books for itself and knows nothing of
 * metrics; {@link WarehouseCollector} reads them.
 *
 * <p>Thread-safe.
 */
final class Warehouse {

  private static final int FULL = 200;
  private static final int LOW = 40;

  private final List<Shelf> shelves = List.of(
      new Shelf(new Product(1, "fennel seeds", 290, 60)),
      new Shelf(new Product(2, "honey", 850, 500)),
      new Shelf(new Product(3, "olive oil", 1250, 1000)),
      new Shelf(new Product(4, "oil lamp", 3900, 900)),
      new Shelf(new Product(5, "fire steel", 1490, 80)),
      new Shelf(new Product(6, "wool blanket", 6900, 1800)));

  List<Shelf> shelves() {
    return shelves;
  }

  Optional<Product> product(int id) {
    return shelves.stream().map(Shelf::product).filter(p -> p.id() == id).findFirst();
  }

  /** Takes the products of an order off their shelves. */
  void ship(Order order) {
    for (Product product : order.products()) {
      shelves.get(product.id() - 1).takeOne();
    }
  }

  /** Where one product lies. */
  static final class Shelf {

    private final Product product;
    private int stock = FULL;
    private int shipped;

    private Shelf(Product product) {
      this.product = product;
    }

    private synchronized void takeOne() {
      stock--;
      shipped++;
      if (stock < LOW) {
        stock = FULL; // the supplier is quick
      }
    }

    Product product() {
      return product;
    }

    synchronized int stock() {
      return stock;
    }

    synchronized int shipped() {
      return shipped;
    }
  }
}
