package dev.narthex.examples.shop;

import static dev.narthex.testing.MetricAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import dev.narthex.Registry;
import dev.narthex.testing.Exposition;
import dev.narthex.testing.reader.ExposedNumber;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the shop's metrics promise: everything is there, and agrees with what customers did. */
@Timeout(300) // some tests ask until something has happened
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
      while (Exposition.of(registry).seriesCount("traffic_http_client_requests_total") == 0) {
        Thread.onSpinWait();
      }
    }

    assertThat(Exposition.of(registry).families())
        .extracting(family -> family.name() + " " + family.type().name().toLowerCase(Locale.ROOT))
        .containsExactly("""
        narthex_family_overflowed_total counter
        narthex_family_series gauge
        narthex_scrape_duration_seconds histogram
        narthex_scrape_response_bytes histogram
        promhttp_metric_handler_errors_total counter
        promhttp_metric_handler_requests_in_flight gauge
        promhttp_metric_handler_requests_total counter
        shop_build_info info
        shop_http_busy_threads gauge
        shop_http_request_duration_seconds histogram
        shop_http_request_size_bytes histogram
        shop_http_requests_in_flight gauge
        shop_http_requests_total counter
        shop_http_response_size_bytes histogram
        shop_http_tasks_total counter
        shop_http_time_to_first_byte_seconds histogram
        shop_open_cart_products gauge_histogram
        shop_open_carts gauge
        shop_orders_last_placed_timestamp_seconds gauge
        shop_orders_lost_total counter
        shop_orders_payment_retries_total counter
        shop_orders_placed_total counter
        shop_orders_revenue_euros_total counter
        shop_orders_value_euros histogram
        shop_packing_busy_workers gauge
        shop_packing_orders_total counter
        shop_packing_queue_capacity gauge
        shop_packing_queue_length gauge
        shop_packing_wait_seconds histogram
        shop_parcel_weight_grams histogram
        shop_payment_attempts_total counter
        shop_payment_duration_seconds summary
        shop_payment_provider_load untyped
        shop_payment_provider_status stateset
        shop_warehouse_shipped_items_total counter
        shop_warehouse_stock_items gauge
        traffic_http_client_request_duration_seconds histogram
        traffic_http_client_requests_in_flight gauge
        traffic_http_client_requests_total counter
        traffic_level_ratio gauge
        traffic_visit_duration_seconds histogram
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
    awaitNoneInFlight();

    assertThat(exposed())
        .exposesAmongOthers("""
        # HELP shop_http_requests_total Requests that were answered.
        # TYPE shop_http_requests_total counter
        shop_http_requests_total{code="200",method="get",route="/"} 2
        shop_http_requests_total{code="200",method="get",route="/products"} 1
        shop_http_requests_total{code="200",method="get",route="/products/{id}"} 2
        shop_http_requests_total{code="200",method="post",route="/cart"} 1
        shop_http_requests_total{code="400",method="post",route="/cart"} 1
        shop_http_requests_total{code="404",method="get",route="/products/{id}"} 2
        shop_http_requests_total{code="404",method="get",route="unknown"} 2
        shop_http_requests_total{code="405",method="delete",route="/products"} 1
        shop_http_requests_total{code="405",method="unknown",route="/cart"} 1
        shop_http_requests_total{code="409",method="post",route="/orders"} 1
        shop_http_requests_total{code="503",method="post",route="/orders"} 0
        # HELP shop_open_cart_products Products in each of the open carts.
        # TYPE shop_open_cart_products histogram
        shop_open_cart_products_bucket{le="1"} 1
        shop_open_cart_products_bucket{le="2"} 1
        shop_open_cart_products_bucket{le="5"} 1
        shop_open_cart_products_bucket{le="10"} 1
        shop_open_cart_products_bucket{le="+Inf"} 1
        shop_open_cart_products_sum 1
        shop_open_cart_products_count 1
        """)
        .hasValue(0, "shop_http_requests_in_flight")
        .hasValue(1, "shop_open_carts")
        .hasValue(
            2,
            "shop_http_request_duration_seconds_count",
            "code",
            "200",
            "method",
            "get",
            "route",
            "/")
        .hasSeriesCount(8, "shop_http_response_size_bytes")
        .hasValue(
            4, "shop_http_response_size_bytes_count", "method", "get", "route", "/products/{id}")
        .hasValue(1, "shop_http_response_size_bytes_count", "method", "unknown", "route", "/cart");
  }

  @Test
  void tellsWhatRunsAndHowThePaymentProviderIs() {
    assertThat(exposed()).exposesAmongOthers("""
        # HELP shop_build_info The version of the shop and the Java it runs on.
        # TYPE shop_build_info gauge
        shop_build_info{java="%s",version="4.2.0"} 1
        # HELP shop_payment_provider_status The status that the provider last reported.
        # TYPE shop_payment_provider_status gauge
        shop_payment_provider_status{provider="swiftpay",shop_payment_provider_status="degraded"} 0
        shop_payment_provider_status{provider="swiftpay",shop_payment_provider_status="operational"} 1
        """.formatted(Runtime.version()));
  }

  @Test
  void compressesItsMetricsWithZstdForThoseWhoAskForIt() throws Exception {
    HttpResponse<byte[]> answer = client.metrics("zstd");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().allValues("Content-Encoding")).containsExactly("zstd");
    try (InputStream body = new ZstdInputStream(new ByteArrayInputStream(answer.body()))) {
      String contentType = answer.headers().firstValue("Content-Type").orElseThrow();
      assertThat(contentType).startsWith("text/plain;");
      assertThat(Exposition.read(body.readAllBytes(), contentType)).hasValue(0, "shop_open_carts");
    }
  }

  @Test
  void compressesItsMetricsWithGzipForThoseWhoKnowNothingElse() throws Exception {
    assertThat(client.metrics("gzip").headers().allValues("Content-Encoding"))
        .containsExactly("gzip");
    assertThat(client.metrics("").headers().allValues("Content-Encoding")).isEmpty();
  }

  @Test
  void countsItsOwnScrapes() throws Exception {
    client.metrics("zstd");
    client.metrics("gzip");
    while (Exposition.of(registry).value("promhttp_metric_handler_requests_in_flight") > 0) {
      Thread.onSpinWait(); // a client may have its answer before the scrape is over
    }

    assertThat(exposed())
        .hasValue(2, "promhttp_metric_handler_requests_total", "code", "200")
        .hasValue(1, "promhttp_metric_handler_requests_in_flight")
        .hasValue(2, "narthex_scrape_response_bytes_count");
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
    assertThat(value("shop_orders_placed_total")).isEqualTo(placed);
    assertThat(value("shop_orders_value_euros_count")).isEqualTo(placed);
    assertThat(value("shop_orders_revenue_euros_total")).isEqualTo(placed * 12.5);
    assertThat(attempts("accepted")).isEqualTo(placed + lost("packers too busy"));
    assertThat(ordersInTheBooks()).isEqualTo((long) attempts("accepted"));
    assertThat(attempts("declined")).isEqualTo(lost("payment declined"));
    assertThat(attempts("failed"))
        .isEqualTo(lost("payment unavailable") + value("shop_orders_payment_retries_total"));
    assertThat(200 - placed).isEqualTo((int)
        (lost("packers too busy") + lost("payment declined") + lost("payment unavailable")));
    assertThat(value(
            "shop_payment_duration_seconds_count", "outcome", "accepted", "provider", "swiftpay"))
        .isEqualTo(attempts("accepted"));

    while (value("shop_packing_orders_total") < placed) {
      Thread.onSpinWait();
    }
    assertThat(value("shop_packing_wait_seconds_count")).isEqualTo(placed);
    assertThat(value("shop_packing_queue_length")).isZero();
    assertThat(value("shop_parcel_weight_grams_count")).isEqualTo(placed);
    assertThat(value("shop_parcel_weight_grams_sum")).isEqualTo(placed * 1000.0);
    assertThat(value("shop_warehouse_shipped_items_total", "product", "olive oil"))
        .isEqualTo(placed);
  }

  @Test
  void losesAnOrderThatItsDatabaseHasNoConnectionFor() throws Exception {
    List<Connection> taken = new ArrayList<>();
    for (int i = 0; i < OrderBook.CONNECTIONS; i++) {
      taken.add(shop.connections().getConnection());
    }

    int answer;
    do {
      answer = buySomething();
    } while (lost("books unavailable") == 0); // perhaps the provider refused first

    assertThat(answer).isEqualTo(503);
    assertThat(lost("books unavailable")).isEqualTo(1);
    for (Connection connection : taken) {
      connection.close();
    }
    assertThat(ordersInTheBooks()).isZero();
  }

  @Test
  void keepsTheLastOfItsOrders() throws Exception {
    try (OrderBook books = new OrderBook(quick)) {
      Order order = new Order(List.of(new Product(3, "olive oil", 1250, 1000)));
      for (int number = 1; number <= OrderBook.MAX_ORDERS + 2; number++) {
        assertThat(books.write(order)).hasValue(number);
      }

      assertThat(ask(books.pool(), "select min(number) from orders")).isEqualTo(3);
      assertThat(ask(books.pool(), "select sum(cents) from orders"))
          .isEqualTo(OrderBook.MAX_ORDERS * 1250L);
    }
  }

  @Test
  @SuppressWarnings("try") // the traffic only has to be there
  void countsNoLessThanItsCustomersSaw() throws Exception {
    try (Traffic traffic = traffic()) {
      while (seenByCustomers() < 200) {
        Thread.onSpinWait();
      }
    }

    awaitNoneInFlight();
    // A request that was cut off at the end is counted by the shop alone.
    assertThat(sum("shop_http_requests_total", ".*")).isGreaterThanOrEqualTo(seenByCustomers());
    assertThat(sum("traffic_http_client_requests_total", "error|timeout")).isZero();
  }

  /** A client may have its answer before the shop has counted it. */
  private void awaitNoneInFlight() {
    while (value("shop_http_requests_in_flight") > 0) {
      Thread.onSpinWait();
    }
  }

  private Traffic traffic() {
    return new Traffic(URI.create("http://127.0.0.1:" + shop.port()), registry, quick);
  }

  private int buySomething() throws Exception {
    assertThat(client.status("POST", "/cart?customer=ann&product=3")).isEqualTo(200);
    return client.status("POST", "/orders?customer=ann");
  }

  private long ordersInTheBooks() throws SQLException {
    return ask(shop.connections(), "select count(*) from orders");
  }

  private static long ask(DataSource database, String query) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(query)) {
      answer.next();
      return answer.getLong(1);
    }
  }

  private double attempts(String outcome) {
    return value("shop_payment_attempts_total", "outcome", outcome, "provider", "swiftpay");
  }

  private double lost(String reason) {
    return value("shop_orders_lost_total", "reason", reason);
  }

  private double value(String series, String... labels) {
    return exposed().value(series, labels);
  }

  /** The answers that customers got; a request that was cut off has a word for its code. */
  private double seenByCustomers() {
    return sum("traffic_http_client_requests_total", "[0-9]+");
  }

  /** The total of a family of counters over all its series with such a code. */
  private double sum(String family, String codes) {
    return exposed().only(family).families().stream()
        .flatMap(found -> found.series().stream())
        .filter(series -> series.labels().get("code").matches(codes))
        .mapToDouble(series -> ((ExposedNumber) series).value())
        .sum();
  }

  private Exposition exposed() {
    return Exposition.scraped(URI.create("http://127.0.0.1:" + shop.port() + "/metrics"));
  }
}
