package dev.narthex.examples.shop;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the shop does for each route. It knows nothing of HTTP servers, nor of being measured. */
final class Routes {

  static final String HOME = "/";
  static final String PRODUCTS = "/products";
  static final String PRODUCT = "/products/{id}";
  static final String CART = "/cart";
  static final String ORDERS = "/orders";

  /** For all paths that the shop does not know, together. */
  static final String UNKNOWN = "unknown";

  private static final String WELCOME = """
      Welcome to the shop.

      GET  /products                        what there is
      GET  /products/3                      one of them
      POST /cart?customer=ann&product=3     puts one into your cart
      POST /orders?customer=ann             buys what is in your cart
      GET  /metrics                         how the shop is doing
      """;

  private final Warehouse warehouse;
  private final Carts carts;
  private final Orders orders;
  private final Simulation simulation;

  Routes(Warehouse warehouse, Carts carts, Orders orders, Simulation simulation) {
    this.warehouse = warehouse;
    this.carts = carts;
    this.orders = orders;
    this.simulation = simulation;
  }

  /**
   * The route that a path belongs to. There are six, however many paths there are: a label with a raw
   * path in it would get a new series for each product, and for each wrong link in the world.
   */
  static String of(String path) {
    return switch (path) {
      case HOME, PRODUCTS, CART, ORDERS -> path;
      default -> path.matches("/products/[^/]+") ? PRODUCT : UNKNOWN;
    };
  }

  Answer answer(String route, Request request) {
    boolean post = route.equals(CART) || route.equals(ORDERS);
    if (route.equals(UNKNOWN)) {
      return new Answer(404, "There is nothing here. Start at /.\n");
    }
    if (!request.method().equals(post ? "POST" : "GET")) {
      return new Answer(405, "This takes " + (post ? "POST" : "GET") + " only.\n");
    }
    return switch (route) {
      case HOME -> new Answer(200, WELCOME);
      case PRODUCTS -> listProducts();
      case PRODUCT -> showProduct(request.path().substring(PRODUCTS.length() + 1));
      case CART -> addToCart(request);
      default -> placeOrder(request);
    };
  }

  private Answer listProducts() {
    simulation.work(Duration.ofMillis(15));
    return new Answer(
        200,
        warehouse.shelves().stream()
            .map(shelf -> shelf.product().line() + "\n")
            .collect(Collectors.joining()));
  }

  private Answer showProduct(String id) {
    simulation.work(Duration.ofMillis(4));
    return product(id)
        .map(product -> new Answer(200, product.line() + "\n"))
        .orElseGet(Routes::noSuchProduct);
  }

  private Answer addToCart(Request request) {
    simulation.work(Duration.ofMillis(8));
    String customer = request.parameter("customer");
    if (customer.isEmpty()) {
      return new Answer(400, "Whose cart? Say customer=… and product=….\n");
    }
    Optional<Product> product = product(request.parameter("product"));
    if (product.isEmpty()) {
      return noSuchProduct();
    }
    return carts.add(customer, product.get())
        ? new Answer(200, "In the cart: " + product.get().line() + "\n")
        : new Answer(409, "The cart is full.\n");
  }

  private Answer placeOrder(Request request) {
    simulation.work(Duration.ofMillis(10));
    List<Product> cart = carts.take(request.parameter("customer"));
    if (cart.isEmpty()) {
      return new Answer(409, "The cart is empty.\n");
    }
    return switch (orders.place(new Order(cart))) {
      case PLACED -> new Answer(201, "Thank you! Your order is on its way.\n");
      case PAYMENT_DECLINED -> new Answer(402, "Your payment was declined.\n");
      case PAYMENT_UNAVAILABLE -> new Answer(503, "Payments do not work now. Try again later.\n");
      case BOOKS_UNAVAILABLE -> new Answer(503, "We cannot write it down now. Try again later.\n");
      case PACKERS_TOO_BUSY -> new Answer(503, "The packers cannot keep up. Try again later.\n");
    };
  }

  private Optional<Product> product(String id) {
    return id.matches("[0-9]{1,9}") ? warehouse.product(Integer.parseInt(id)) : Optional.empty();
  }

  private static Answer noSuchProduct() {
    return new Answer(404, "There is no such product.\n");
  }
}
