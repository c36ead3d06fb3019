package dev.narthex.http;

import com.sun.net.httpserver.Authenticator;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import dev.narthex.Gatherer;
import dev.narthex.Registry;
import dev.narthex.scrape.ScrapeEndpoint;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A small HTTP server that Prometheus scrapes.
 *
 * <pre>{@code
 * Counter orders = Counter.builder("orders_total").help("Orders taken.").register();
 * MetricsServer.start(9400); // http://localhost:9400/metrics
 * orders.inc();
 * }</pre>
 *
 * <p>With settings, and an end:
 *
 * <pre>{@code
 * try (MetricsServer server =
 *     MetricsServer.builder().host("localhost").port(0).gatherer(registry).start()) {
 *   System.out.println("Metrics are at " + server.url());
 *   serveUntilToldToStop();
 * }
 * }</pre>
 *
 * <p><b>Who can reach it.</b> It listens on all interfaces, as Prometheus expects of a target, and
 * asks nobody for a password. Where that is too open, say {@code host("localhost")}: then only
 * programs on the same machine get in; or set {@link Builder#https(SSLContext)} and {@link
 * Builder#authenticator(Authenticator)}. The module {@code narthex-web-config} reads both from the
 * file that official exporters use.
 *
 * <p><b>What it serves</b>, to GET and HEAD: the metrics at {@code /metrics}, or the path you
 * choose, where a browser gets a page with charts instead (see {@link Builder#page}); at {@code /} a
 * page that links to them; at {@code /-/healthy} the word that it answers.
 * Any other path is 404, any other method 405.
 *
 * <p><b>Slow clients.</b> A client has {@value #REQUEST_TIMEOUT_SECONDS} seconds to send its
 * request and {@value #SEND_TIMEOUT_SECONDS}, or what {@link Builder#sendTimeout} says, to read its
 * answer; after that its connection is closed. Until then it occupies a thread. The server has as
 * many virtual threads as it needs, up to {@value ServerThreads#MAX_VIRTUAL_THREADS}; before JDK
 * 24, which runs its blocking code badly on virtual threads, a pool of up to {@value
 * ServerThreads#MAX_POOL_THREADS}, for which {@value ServerThreads#MAX_WAITING_FOR_POOL} further
 * requests wait in the order they came. That time is not the client's: it counts from when its
 * request gets a thread. One request more finds its connection closed, and those that are being served
 * go on.
 *
 * <p><b>The program's end.</b> All threads are daemons: the server does not keep alive a program
 * whose own threads are done.
 *
 * <p>Thread-safe.
 *
 * @since 0.1
 */
public final class MetricsServer implements AutoCloseable {

  /** The path of the metrics unless told otherwise. */
  public static final String DEFAULT_PATH = "/metrics";

  static final int REQUEST_TIMEOUT_SECONDS = 10;

  static final int SEND_TIMEOUT_SECONDS = 30;

  /** Longer than anybody waits, and still far from where arithmetic overflows. */
  private static final Duration MAX_SEND_TIMEOUT = Duration.ofDays(1);

  /** How long {@link #close()} waits for requests under way. */
  static final int FINISH_TIMEOUT_SECONDS = 5;

  /** How long {@link #close()} waits for threads that were told to stop. */
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

  private static final int MAX_PORT = 65_535;

  private final HttpServer server;
  private final RequestExecutor requests;
  private final @Nullable ExecutorService ownThreads;
  private final InetSocketAddress address;
  private final URI url;
  private final Duration finishTimeout;
  private boolean closed; // guarded by this

  private MetricsServer(Builder builder) {
    finishTimeout = builder.finishTimeout;
    server = JdkServer.listening(builder.address, builder.port, builder.https);
    address = server.getAddress();
    url = url(builder.https == null ? "http" : "https", address, builder.path);
    String name = "narthex-metrics-" + address.getPort();
    int maxRequests = Integer.MAX_VALUE; // an executor that is given to us knows its own limits
    int maxWaiting = 0;
    Executor threads = builder.executor;
    ExecutorService own = null;
    if (threads == null) {
      ServerThreads made = builder.ownThreads.apply(name);
      maxRequests = made.maxRequests();
      maxWaiting = made.maxWaiting();
      own = made.executor();
      threads = own;
    }
    ownThreads = own;
    requests = new RequestExecutor(
        threads,
        maxRequests,
        maxWaiting,
        builder.requestTimeout,
        builder.sendTimeout,
        name + "-clock");
    Delivery delivery = new Delivery(requests);
    MetricsHandler metrics = new MetricsHandler(builder.endpoint(), delivery);
    HttpContext pages = server.createContext("/", new ServerPages(delivery, metrics, builder.path));
    if (builder.authenticator != null) {
      pages.setAuthenticator(builder.authenticator);
    }
    if (!builder.headers.isEmpty()) {
      pages.getFilters().add(new ResponseHeaders(builder.headers));
    }
    server.setExecutor(requests);
    JdkServer.startAsDaemon(server);
  }

  /**
   * Serves the default registry on all interfaces. See {@link Builder#host} for how to be reached
   * from this machine only.
   *
   * @param port the port, or 0 for any free one
   * @return a server that listens
   * @throws IllegalArgumentException if the port is not from 0 to 65535
   * @throws UncheckedIOException if it cannot listen there, for instance because the port is in use
   */
  public static MetricsServer start(int port) {
    return builder().port(port).start();
  }

  /**
   * Begins a server with settings.
   *
   * @return a builder with the usual settings: the default registry, any free port, all interfaces
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The port it listens on.
   *
   * @return the port; a real one, also if 0 was asked for
   */
  public int port() {
    return address.getPort();
  }

  /**
   * The address it listens on.
   *
   * @return address and port; the address is the wildcard if it listens on all interfaces
   */
  public InetSocketAddress address() {
    return address;
  }

  /**
   * Where the metrics are.
   *
   * @return a URL that works on this machine
   */
  public URI url() {
    return url;
  }

  /**
   * Stops. New requests are refused, those under way get {@value #FINISH_TIMEOUT_SECONDS} seconds to
   * finish, then the socket and the threads are gone and the port is free. Requests that still wait
   * for a thread are not served: their connections are closed with the socket. An executor that was
   * given by {@link Builder#executor} is left running. Closing again does nothing.
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    boolean interrupted = false;
    try {
      requests.finish(finishTimeout);
    } catch (InterruptedException e) {
      interrupted = true; // in a hurry, so no more waiting for others
    }
    requests.close();
    if (ownThreads != null) {
      ownThreads.shutdownNow();
    }
    server.stop(0); // it would wait on, in vain: the JDK never counts off a broken exchange
    try {
      if (ownThreads != null) {
        ownThreads.awaitTermination(STOP_TIMEOUT.toNanos(), TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String toString() {
    return "MetricsServer at " + url;
  }

  private static URI url(String scheme, InetSocketAddress address, String path) {
    InetAddress host = address.getAddress();
    String reachable = host.isAnyLocalAddress() ? "localhost" : host.getHostAddress();
    try {
      return new URI(scheme, null, reachable, address.getPort(), path, null, null);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("No URL for " + address + " and path " + path + ".", e);
    }
  }

  /**
   * Gathers the settings of one server. Not thread-safe.
   *
   * @since 0.1
   */
  public static final class Builder {

    private int port;
    private @Nullable InetAddress address;
    private Gatherer gatherer = Registry.defaultRegistry();
    private boolean page = true;
    private @Nullable ScrapeEndpoint endpoint;
    private String path = DEFAULT_PATH;
    private @Nullable Executor executor;
    private Function<String, ServerThreads> ownThreads = ServerThreads::create;
    private @Nullable HttpsConfigurator https;
    private @Nullable Authenticator authenticator;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private Duration requestTimeout = Duration.ofSeconds(REQUEST_TIMEOUT_SECONDS);
    private Duration sendTimeout = Duration.ofSeconds(SEND_TIMEOUT_SECONDS);
    private Duration finishTimeout = Duration.ofSeconds(FINISH_TIMEOUT_SECONDS);

    private Builder() {}

    /**
     * Sets the port.
     *
     * @param port from 1 to 65535, or 0, the default, for any free one
     * @return this
     * @throws IllegalArgumentException if it is something else
     */
    public Builder port(int port) {
      if (port < 0 || port > MAX_PORT) {
        throw new IllegalArgumentException("port is " + port + " but must be from 0 to " + MAX_PORT
            + ", where 0 is any free one.");
      }
      this.port = port;
      return this;
    }

    /**
     * Sets the address to listen on.
     *
     * @param address an address of this machine; by default all
     * @return this
     */
    public Builder address(InetAddress address) {
      this.address = Objects.requireNonNull(address, "address");
      return this;
    }

    /**
     * Sets the address to listen on by name. With {@code "localhost"} only programs on the same
     * machine reach the server.
     *
     * @param host a name or an address of this machine; by default it listens on all interfaces
     * @return this
     * @throws IllegalArgumentException if the name is not known
     */
    public Builder host(String host) {
      try {
        return address(InetAddress.getByName(Objects.requireNonNull(host, "host")));
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException(
            "host is \"" + host + "\", which is not known here. Use a name or an address of this"
                + " machine, or none to listen on all interfaces.",
            e);
      }
    }

    /**
     * Sets what is scraped, with the usual settings of an endpoint. Replaces an {@link #endpoint}.
     *
     * @param gatherer a registry, or several merged; by default the default registry
     * @return this
     */
    public Builder gatherer(Gatherer gatherer) {
      this.gatherer = Objects.requireNonNull(gatherer, "gatherer");
      this.endpoint = null;
      return this;
    }

    /**
     * Sets whether a browser that opens the address of the metrics gets a page with charts; without
     * it, browsers get text like everybody. An {@link #endpoint} of yours has a page if it was built
     * with one, whatever is set here.
     *
     * @param show by default true
     * @return this
     */
    public Builder page(boolean show) {
      this.page = show;
      return this;
    }

    /**
     * Sets what is scraped, and how. Replaces a {@link #gatherer}.
     *
     * @param endpoint answers the scrapes; several servers may share one, and its limits
     * @return this
     */
    public Builder endpoint(ScrapeEndpoint endpoint) {
      this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
      return this;
    }

    /**
     * Sets the path of the metrics.
     *
     * @param path by default {@value MetricsServer#DEFAULT_PATH}; ASCII letters, digits and {@code
     *     . _ ~ -} between slashes, beginning with one. With {@code "/"} there is no index page.
     * @return this
     * @throws IllegalArgumentException if it has anything else in it, or is {@code "/-/healthy"}
     */
    public Builder path(String path) {
      this.path = ServerPages.checkedPath(path);
      return this;
    }

    /**
     * Sets what runs the requests. It may refuse one by a {@link
     * java.util.concurrent.RejectedExecutionException}, whose connection is then closed. Its
     * threads are interrupted when a client is too slow, but only while they serve that client.
     *
     * @param executor not shut down when the server is closed; by default the server has threads of
     *     its own
     * @return this
     */
    public Builder executor(Executor executor) {
      this.executor = Objects.requireNonNull(executor, "executor");
      return this;
    }

    /**
     * Serves over TLS, with the certificate of this context and the JDK's usual choice of protocols
     * and ciphers. Clients need no certificate.
     *
     * @param context an initialized context
     * @return this
     */
    public Builder https(SSLContext context) {
      return https(new HttpsConfigurator(Objects.requireNonNull(context, "context")));
    }

    /**
     * Serves over TLS, as this configurator says for each connection: for certificates of clients,
     * and for protocols and ciphers.
     *
     * @param configurator called by any thread, for each new connection
     * @return this
     */
    public Builder https(HttpsConfigurator configurator) {
      this.https = Objects.requireNonNull(configurator, "configurator");
      return this;
    }

    /**
     * Asks for a password, or whatever else this authenticator wants to see, on every path. Without
     * {@link #https(SSLContext)} passwords travel in the clear.
     *
     * @param authenticator for instance a {@link com.sun.net.httpserver.BasicAuthenticator}; called by
     *     any thread
     * @return this
     */
    public Builder authenticator(Authenticator authenticator) {
      this.authenticator = Objects.requireNonNull(authenticator, "authenticator");
      return this;
    }

    /**
     * What was set by {@link #authenticator(Authenticator)}, for one that is to stand before it.
     *
     * @return empty if nothing was
     */
    public Optional<Authenticator> authenticator() {
      return Optional.ofNullable(authenticator);
    }

    /**
     * Sends a header with each answer, also with a refusal by the {@link
     * #authenticator(Authenticator)}. A header which the server sets itself, such as {@code
     * Content-Type}, stays as it is.
     *
     * @param name the header's name
     * @param value its value; replaces one that was set before
     * @return this
     * @throws IllegalArgumentException if one of them cannot be sent: a name is made of the letters,
     *     digits and signs of a token, a value has no line breaks
     */
    public Builder header(String name, String value) {
      headers.put(ResponseHeaders.checkedName(name), ResponseHeaders.checkedValue(name, value));
      return this;
    }

    /**
     * Sets how long a client may take to read an answer. After that its connection is closed,
     * whatever is left to send.
     *
     * @param timeout from 1 ms to 1 day; by default {@value MetricsServer#SEND_TIMEOUT_SECONDS}
     *     seconds
     * @return this
     * @throws IllegalArgumentException if it is out of these bounds
     */
    public Builder sendTimeout(Duration timeout) {
      if (timeout.compareTo(Duration.ofMillis(1)) < 0 || timeout.compareTo(MAX_SEND_TIMEOUT) > 0) {
        throw new IllegalArgumentException("sendTimeout is " + timeout
            + " but must be from 1 ms to 1 day, as in" + " sendTimeout(Duration.ofSeconds(30)).");
      }
      this.sendTimeout = timeout;
      return this;
    }

    /** For tests of the pool on JDKs that do not need it. */
    Builder ownThreads(Function<String, ServerThreads> named) {
      this.ownThreads = named;
      return this;
    }

    /** For tests, which do not want to wait so long. */
    Builder requestTimeout(Duration timeout) {
      this.requestTimeout = timeout;
      return this;
    }

    /** For tests too. */
    Builder finishTimeout(Duration timeout) {
      this.finishTimeout = timeout;
      return this;
    }

    /**
     * Starts the server.
     *
     * @return a server that listens
     * @throws UncheckedIOException if it cannot listen there, for instance because the port is in
     *     use
     */
    public MetricsServer start() {
      return new MetricsServer(this);
    }

    private ScrapeEndpoint endpoint() {
      if (endpoint != null) {
        return endpoint;
      }
      return page
          ? MetricsHandler.withPage(gatherer)
          : ScrapeEndpoint.builder(gatherer).build();
    }
  }
}
