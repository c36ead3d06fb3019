package dev.narthex.servlet;

import dev.narthex.Registry;
import dev.narthex.red.HttpMetrics;
import dev.narthex.red.HttpMetricsBuilder;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Measures the requests of a servlet container: how many there are, how many fail, how long they take, how
 * many are under way, and how large they are.
 *
 * <pre>{@code
 * FilterRegistration.Dynamic filter =
 *     servletContext.addFilter("measuring", MeasuringServletFilter.of(registry));
 * filter.setAsyncSupported(true);
 * filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
 * }</pre>
 *
 * <p>Put it before all other filters, and let it support asynchronous requests, or servlets behind it
 * cannot have any. {@link HttpMetricsBuilder} says what the usual metrics are, and how to measure less, or
 * with metrics of your own:
 *
 * <pre>{@code
 * MeasuringServletFilter.builder().route(request -> …).register(registry)
 * MeasuringServletFilter.builder().requests(counter).build()
 * }</pre>
 *
 * <p><b>What is one request.</b> What a client sent, however often it is forwarded, includes others, is
 * dispatched again or ends at an error page. Mapped to such dispatches too, the filter lets those pass
 * that belong to a request it measures.
 *
 * <p><b>When a request is over.</b> When the filters and the servlet behind this one have returned; if one
 * of them started an asynchronous request, when that is complete, be it by an error or a timeout.
 *
 * <p><b>Which code it has.</b> That of its answer. If something throws: 500, or what Servlet wants for an
 * {@link jakarta.servlet.UnavailableException}, 503 or 404; but if it throws an {@link IOException} after
 * the answer was committed, which mostly means that the client went away, the code of the answer. That
 * a container makes another status of an exception cannot be seen here.
 *
 * <p><b>Sizes.</b> The bytes that filters and servlets behind this one write. A page that the container
 * makes for an error is not among them.
 *
 * <p>Thread-safe.
 *
 * @since 0.1
 */
public final class MeasuringServletFilter implements Filter {

  private static final AtomicInteger MADE = new AtomicInteger();

  private final HttpMetrics<HttpServletRequest> metrics;

  /** The attribute of a request that this filter measures. Another filter has another one. */
  private final String mark = MeasuringServletFilter.class.getName() + "." + MADE.incrementAndGet();

  /**
   * Makes a filter.
   *
   * @param metrics says what is measured
   */
  public MeasuringServletFilter(HttpMetrics<HttpServletRequest> metrics) {
    this.metrics = Objects.requireNonNull(metrics, "metrics");
  }

  /** Makes a filter for the default registry; a container may call this by the class's name. */
  public MeasuringServletFilter() {
    this(HttpMetrics.<HttpServletRequest>server()
        .route(MeasuringServletFilter::mapping)
        .register(Registry.defaultRegistry()));
  }

  /**
   * Makes a filter that measures with the usual metrics, where the route is the {@linkplain #mapping
   * mapping} of the servlet.
   *
   * @param registry gets the metrics, or has them from an earlier call
   * @return a filter
   * @throws IllegalArgumentException as in {@link HttpMetricsBuilder#register}
   */
  public static MeasuringServletFilter of(Registry registry) {
    return builder().route(MeasuringServletFilter::mapping).register(registry);
  }

  /**
   * Begins to say what a filter measures.
   *
   * @return a builder
   */
  public static HttpMetricsBuilder<HttpServletRequest, MeasuringServletFilter> builder() {
    return HttpMetrics.server(MeasuringServletFilter::new);
  }

  /**
   * The pattern that the servlet of a request is mapped to, after the path of its application: the route
   * where each servlet is one. Frameworks with one servlet for everything leave the route of theirs in an
   * attribute of the request.
   *
   * @param request the request
   * @return the pattern, such as {@code /products/*}
   */
  public static String mapping(HttpServletRequest request) {
    String pattern = request.getHttpServletMapping().getPattern();
    String application = request.getContextPath();
    return application.isEmpty() ? pattern : application + pattern;
  }

  /**
   * Measures a request while the rest of the chain serves it. What is not HTTP passes.
   *
   * @param request the request
   * @param response its answer
   * @param chain goes on with it
   * @throws IOException if the chain does
   * @throws ServletException if the chain does
   */
  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request instanceof HttpServletRequest asked
        && response instanceof HttpServletResponse answer
        && request.getAttribute(mark) == null) {
      request.setAttribute(mark, this);
      measure(new MeasuredRequest(asked, answer, metrics), chain);
    } else {
      chain.doFilter(request, response);
    }
  }

  private static void measure(MeasuredRequest request, FilterChain chain)
      throws IOException, ServletException {
    try {
      chain.doFilter(request, request.response());
    } catch (Throwable t) {
      request.failed(t);
      throw t;
    }
    request.returned();
  }
}
