package dev.narthex.examples.shop;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Somebody who visits the shop over HTTP, again and again. */
final class Customer {

  /** The habits of customers. The names in lower case are label values. */
  enum Kind {
    /** Looks at many things and buys none. */
    WINDOW_SHOPPER("window_shopper"),
    /** Fills a cart and orders. */
    BUYER("buyer"),
    /** A program that tries what it should not. */
    BOT("bot");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }

  private static final String USER_AGENT = "User-Agent";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Kind kind;
  private final String name;
  private final URI shop;
  private final HttpClient client;
  private final Simulation simulation;

  Customer(Kind kind, String name, URI shop, HttpClient client, Simulation simulation) {
    this.kind = kind;
    this.name = name;
    this.shop = shop;
    this.client = client;
    this.simulation = simulation;
  }

  Kind kind() {
    return kind;
  }

  void visit() throws IOException, InterruptedException {
    switch (kind) {
      case WINDOW_SHOPPER -> lookAround();
      case BUYER -> buy();
      case BOT -> probe();
    }
  }

  private void lookAround() throws IOException, InterruptedException {
    send("GET", "/");
    send("GET", "/products");
    for (int i = simulation.between(1, 5); i > 0; i--) {
      send("GET", "/products/" + anyProduct());
    }
  }

  private void buy() throws IOException, InterruptedException {
    send("GET", "/products");
    for (int i = simulation.between(1, 3); i > 0; i--) {
      int product = anyProduct();
      send("GET", "/products/" + product);
      send("POST", "/cart?customer=" + name + "&product=" + product);
    }
    send("POST", "/orders?customer=" + name);
  }

  private void probe() throws IOException, InterruptedException {
    send("GET", "/admin/" + simulation.between(1, 1_000_000));
    send("GET", "/products/" + simulation.between(100, 200));
    send("DELETE", "/products");
  }

  private int anyProduct() {
    return simulation.between(1, 6);
  }

  private void send(String method, String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(shop.resolve(path))
        .method(method, HttpRequest.BodyPublishers.noBody())
        .header(USER_AGENT, kind.label())
        .timeout(PATIENCE)
        .build();
    client.send(request, HttpResponse.BodyHandlers.discarding());
  }

  /** Who sends a request, as the value of a label. */
  static String labelOf(HttpRequest request) {
    return request.headers().firstValue(USER_AGENT).orElseThrow();
  }
}
