package dev.narthex.http;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import dev.narthex.Registry;
import dev.narthex.red.HttpMetrics;
import dev.narthex.red.HttpMetricsBuilder;
import java.io.IOException;
import java.util.Objects;

/**
 * Measures the requests of an {@link com.sun.net.httpserver.HttpServer}: how many there are, how many
 * fail, how long they take, how many are under way, and how large they are.
 *
 * <pre>{@code
 * HttpContext products = server.createContext("/products", handler);
 * products.getFilters().add(MeasuringFilter.of(registry));
 * }</pre>
 *
 * <p>{@link HttpMetricsBuilder} says what the usual metrics are, and how to measure less, or with metrics
 * of your own:
 *
 * <pre>{@code
 * MeasuringFilter.builder().route(exchange -> Routes.of(exchange)).register(registry)
 * MeasuringFilter.builder().requests(counter).build()
 * }</pre>
 *
 * <p><b>When a request is over.</b> When the handler has returned and its answer is complete: all bytes
 * that were announced are written, or the body or the exchange is closed. So a handler may return early
 * and answer from another thread, and is measured to the end. One that never answers stays in flight, as
 * its client still waits.
 *
 * <p><b>Which code it has.</b> That of its answer. If the handler throws: 500; but if it throws an {@link
 * IOException} after the head of the answer was sent, which mostly means that the client went away, the
 * code that was sent. An exchange that is closed without an answer is {@link HttpMetrics#UNKNOWN}.
 *
 * <p><b>What it does not see.</b> What the server answers itself: 404 where there is no context, 400 for
 * what is no HTTP, 401 of the context's authenticator.
 *
 * <p>Thread-safe. Add the same filter to as many contexts as you like.
 *
 * @since 0.1
 */
public final class MeasuringFilter extends Filter {

  private final HttpMetrics<HttpExchange> metrics;

  /**
   * Makes a filter.
   *
   * @param metrics says what is measured
   */
  public MeasuringFilter(HttpMetrics<HttpExchange> metrics) {
    this.metrics = Objects.requireNonNull(metrics, "metrics");
  }

  /**
   * Makes a filter that measures with the usual metrics, where the route is the path of the {@linkplain
   * #contextPath context}.
   *
   * @param registry gets the metrics, or has them from an earlier call
   * @return a filter
   * @throws IllegalArgumentException as in {@link HttpMetricsBuilder#register}
   */
  public static MeasuringFilter of(Registry registry) {
    return builder().route(MeasuringFilter::contextPath).register(registry);
  }

  /**
   * Begins to say what a filter measures.
   *
   * @return a builder
   */
  public static HttpMetricsBuilder<HttpExchange, MeasuringFilter> builder() {
    return HttpMetrics.server(MeasuringFilter::new);
  }

  /**
   * The path that the context of an exchange was created with: the route in a server that has a context
   * for each.
   *
   * @param exchange the exchange
   * @return the path, such as {@code /products}
   */
  public static String contextPath(HttpExchange exchange) {
    return exchange.getHttpContext().getPath();
  }

  @Override
  public String description() {
    return "Measures requests for Prometheus.";
  }

  /**
   * Measures an exchange while the rest of the chain handles it.
   *
   * @param exchange the exchange
   * @param chain goes on with it
   * @throws IOException if the chain does
   */
  @Override
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    MeasuredAnswer answer = new MeasuredAnswer(exchange, metrics);
    try {
      chain.doFilter(answer.passedOn());
    } catch (Throwable t) {
      answer.failed(t);
      throw t;
    }
    answer.handled();
  }
}
