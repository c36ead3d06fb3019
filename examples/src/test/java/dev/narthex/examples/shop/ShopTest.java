package dev.narthex.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.Registry;
import java.net.URI;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the shop's metrics promise: everything is there, and agrees with what customers did. */
@Timeout(60) // some tests ask until something has happened
class ShopTest {

  private final Registry registry = new Registry();
  private final Simulation quick = new Simulation(new Random(7), 0);
  private Shop shop;
  private Client client;

  @BeforeEach
  void open() throws Exception {
    shop = new Shop(0, registry, quick);
    client = new Client(shop.port());
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  @SuppressWarnings("try") // the traffic only has to be there
  void exposesEveryTypeOfMetric() throws Exception {
    buySomething();
    try (Traffic traffic = traffic()) {
      while (client.metrics("traffic_answers_total").isEmpty()) {
        Thread.onSpinWait();
      }
    }

    assertThat(client.metrics("# TYPE")).containsExactly("""
        # TYPE shop_http_busy_threads gauge
        # TYPE shop_http_request_duration_seconds histogram
        # TYPE shop_http_requests_in_flight gauge
        # TYPE shop_http_requests_total counter
        # TYPE shop_http_response_size_bytes summary
        # TYPE shop_http_tasks_total counter
        # TYPE shop_open_carts gauge
        # TYPE shop_orders_last_placed_timestamp_seconds gauge
        # TYPE shop_orders_lost_total counter
        # TYPE shop_orders_payment_retries_total counter
        # TYPE shop_orders_placed_total counter
        # TYPE shop_orders_revenue_euros_total counter
        # TYPE shop_orders_value_euros histogram
        # TYPE shop_packing_busy_workers gauge
        # TYPE shop_packing_orders_total counter
        # TYPE shop_packing_queue_capacity gauge
        # TYPE shop_packing_queue_length gauge
        # TYPE shop_packing_wait_seconds histogram
        # TYPE shop_parcel_weight_grams histogram
        # TYPE shop_payment_attempts_total counter
        # TYPE shop_payment_duration_seconds summary
        # TYPE shop_payment_provider_load untyped
        # TYPE shop_warehouse_shipped_items_total counter
        # TYPE shop_warehouse_stock_items gauge
        # TYPE traffic_answers_total counter
        # TYPE traffic_failures_total counter
        # TYPE traffic_level_ratio gauge
        # TYPE traffic_visit_duration_seconds histogram
        """.split("\n"));
  }

  @Test
  void countsRequestsByRouteMethodAndStatus() throws Exception {
    client.send("GET", "/");
    client.send("GET", "/");
    client.send("GET", "/products");
    client.send("GET", "/products/3");
    client.send("GET", "/products/4");
    client.send("GET", "/products/77");
    client.send("GET", "/products/99999999999");
    client.send("DELETE", "/products");
    client.send("BREW", "/cart");
    client.send("GET", "/admin/secrets");
    client.send("GET", "/admin/more/secrets");
    client.send("POST", "/cart");
    client.send("POST", "/cart?customer=ann&product=3");
    client.send("POST", "/orders?customer=nobody");

    assertThat(client.metrics("shop_http_requests_total")).containsExactly("""
        shop_http_requests_total{code="200",method="GET",route="/"} 2
        shop_http_requests_total{code="200",method="GET",route="/products"} 1
        shop_http_requests_total{code="200",method="GET",route="/products/{id}"} 2
        shop_http_requests_total{code="200",method="POST",route="/cart"} 1
        shop_http_requests_total{code="400",method="POST",route="/cart"} 1
        shop_http_requests_total{code="404",method="GET",route="/products/{id}"} 2
        shop_http_requests_total{code="404",method="GET",route="unknown"} 2
        shop_http_requests_total{code="405",method="DELETE",route="/products"} 1
        shop_http_requests_total{code="405",method="other",route="/cart"} 1
        shop_http_requests_total{code="409",method="POST",route="/orders"} 1
        shop_http_requests_total{code="503",method="POST",route="/orders"} 0
        """.split("\n"));
    assertThat(client.metrics("shop_http_request_duration_seconds_count"))
        .containsExactly("""
        shop_http_request_duration_seconds_count{route="/"} 2
        shop_http_request_duration_seconds_count{route="/cart"} 3
        shop_http_request_duration_seconds_count{route="/orders"} 1
        shop_http_request_duration_seconds_count{route="/products"} 2
        shop_http_request_duration_seconds_count{route="/products/{id}"} 4
        shop_http_request_duration_seconds_count{route="unknown"} 2
        """.split("\n"));
    assertThat(client.metric("shop_http_requests_in_flight")).isZero();
    assertThat(client.metric("shop_open_carts")).isEqualTo(1);
  }

  @Test
  void accountsForEveryOrder() throws Exception {
    Map<Integer, Integer> answers = new TreeMap<>();
    for (int i = 0; i < 200; i++) {
      answers.merge(buySomething(), 1, Integer::sum);
    }

    int placed = answers.getOrDefault(201, 0);
    assertThat(placed).isPositive();
    assertThat(answers.keySet()).isSubsetOf(201, 402, 503);
    assertThat(client.metric("shop_orders_placed_total")).isEqualTo(placed);
    assertThat(client.metric("shop_orders_value_euros_count")).isEqualTo(placed);
    assertThat(client.metric("shop_orders_revenue_euros_total")).isEqualTo(placed * 12.5);
    assertThat(attempts("accepted")).isEqualTo(placed + lost("packers too busy"));
    assertThat(attempts("declined")).isEqualTo(lost("payment declined"));
    assertThat(attempts("failed"))
        .isEqualTo(
            lost("payment unavailable") + client.metric("shop_orders_payment_retries_total"));
    assertThat(200 - placed).isEqualTo((int)
        (lost("packers too busy") + lost("payment declined") + lost("payment unavailable")));
    assertThat(client.metric(
            "shop_payment_duration_seconds_count" + "{outcome=\"accepted\",provider=\"swiftpay\"}"))
        .isEqualTo(attempts("accepted"));

    while (client.metric("shop_packing_orders_total") < placed) {
      Thread.onSpinWait();
    }
    assertThat(client.metric("shop_packing_wait_seconds_count")).isEqualTo(placed);
    assertThat(client.metric("shop_packing_queue_length")).isZero();
    assertThat(client.metric("shop_parcel_weight_grams_count")).isEqualTo(placed);
    assertThat(client.metric("shop_parcel_weight_grams_sum")).isEqualTo(placed * 1000.0);
    assertThat(client.metric("shop_warehouse_shipped_items_total{product=\"olive oil\"}"))
        .isEqualTo(placed);
  }

  @Test
  @SuppressWarnings("try") // the traffic only has to be there
  void countsNoLessThanItsCustomersSaw() throws Exception {
    try (Traffic traffic = traffic()) {
      while (seenByCustomers() < 200) {
        Thread.onSpinWait();
      }
    }

    // A request that was cut off at the end is counted by the shop alone.
    assertThat(sum("shop_http_requests_total")).isGreaterThanOrEqualTo(seenByCustomers());
    assertThat(sum("traffic_failures_total")).isZero();
  }

  private Traffic traffic() {
    return new Traffic(URI.create("http://127.0.0.1:" + shop.port()), registry, quick);
  }

  private int buySomething() throws Exception {
    assertThat(client.status("POST", "/cart?customer=ann&product=3")).isEqualTo(200);
    return client.status("POST", "/orders?customer=ann");
  }

  private double attempts(String outcome) throws Exception {
    return client.metric(
        "shop_payment_attempts_total{outcome=\"" + outcome + "\",provider=\"swiftpay\"}");
  }

  private double lost(String reason) throws Exception {
    return client.metric("shop_orders_lost_total{reason=\"" + reason + "\"}");
  }

  private double seenByCustomers() throws Exception {
    return sum("traffic_answers_total");
  }

  private double sum(String family) throws Exception {
    return client.metrics(family + "{").stream()
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
