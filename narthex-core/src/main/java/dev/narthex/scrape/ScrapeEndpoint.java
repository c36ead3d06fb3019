package dev.narthex.scrape;

import dev.narthex.GatherException;
import dev.narthex.Gatherer;
import dev.narthex.Registry;
import dev.narthex.exposition.Encoder;
import dev.narthex.exposition.OutputBuffer;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Answers scrapes: finds the format and the coding that the client likes best, gathers, encodes and
 * compresses, into buffers that are used again.
 *
 * <p>Thread-safe. Nothing here waits for a client; what is sent is complete in memory.
 *
 * <pre>{@code
 * ScrapeEndpoint endpoint = ScrapeEndpoint.builder(registry).build();
 * try (ScrapeResponse response = endpoint.scrape(request)) {
 *   // send response.status(), response.headers(), and the body with response.writeTo(…)
 * }
 * }</pre>
 *
 * @since 0.1
 */
public final class ScrapeEndpoint {

  /** How many scrapes may be going on at once, their sending included, unless told otherwise. */
  public static final int DEFAULT_MAX_CONCURRENT = 32;

  /** How many families a scrape may ask for by name; one that asks for more is answered 400. */
  public static final int MAX_NAMES = 1_000;

  private static final Duration MAX_TIMEOUT =
      Duration.ofSeconds(ScrapeParameters.MAX_TIMEOUT_SECONDS);

  /** How long Prometheus waits, which it says with each scrape. */
  private static final String TIMEOUT_HEADER = "X-Prometheus-Scrape-Timeout-Seconds";

  /** A failure that lasts is logged once in this time, not at each scrape. */
  private static final long LOG_INTERVAL_NANOS = 60_000_000_000L;

  final Passes passes;
  final Gatherer gatherer;
  final ErrorPolicy errorPolicy;

  /** The value of the header that tells when the program started, empty if it is not told. */
  final String processStart;

  private final boolean openMetrics;
  private final boolean createdSamples;
  private final List<ContentCoding> codings;
  private final int maxConcurrent;
  private final long timeoutNanos;
  private final @Nullable Executor executor;
  private final @Nullable ScrapeMetrics metrics;
  private final @Nullable ScrapePage page;
  private final AtomicLong nextLogNanos = new AtomicLong(System.nanoTime());

  private ScrapeEndpoint(Builder builder) {
    gatherer = builder.gatherer;
    errorPolicy = builder.errorPolicy;
    openMetrics = builder.openMetrics;
    createdSamples = builder.createdSamples;
    codings = builder.codings;
    maxConcurrent = builder.maxConcurrent;
    timeoutNanos = builder.timeoutNanos;
    executor = builder.executor;
    processStart = builder.processStart;
    metrics = builder.selfMetrics == null ? null : new ScrapeMetrics(builder.selfMetrics);
    page = builder.page;
    passes = new Passes(maxConcurrent, builder.maxBytes, builder.coalesce);
  }

  /**
   * Begins an endpoint.
   *
   * @param gatherer what to scrape: a registry, or several merged
   * @return a builder with the usual settings
   */
  public static Builder builder(Gatherer gatherer) {
    return new Builder(gatherer);
  }

  /**
   * Answers one scrape.
   *
   * @param request what the client asks for and accepts
   * @return the answer, to be closed when it was sent
   * @throws RuntimeException if the scrape failed and the policy is {@link ErrorPolicy#THROW}: a
   *     {@link dev.narthex.GatherException}, or what kept the answer from being encoded
   */
  public ScrapeResponse scrape(ScrapeRequest request) {
    if (page != null && Negotiation.prefersPage(request.header("Accept"))) {
      return ScrapeResponse.page(this, page, request.header("Accept-Encoding"));
    }
    ScrapeMetrics told = metrics;
    if (told == null) {
      return limited(request);
    }
    long begin = System.nanoTime();
    told.begin();
    ScrapeResponse response = null;
    boolean isTold = false;
    try {
      response = limited(request);
      told.answerIsMade(System.nanoTime() - begin, response.length());
      isTold = true;
      return response;
    } finally {
      if (response == null) {
        told.end(500); // what a server makes of an exception
      } else if (!isTold) {
        response.close();
      }
    }
  }

  private ScrapeResponse limited(ScrapeRequest request) {
    if (!passes.takeSlot()) {
      return error(
          503, "Limit of concurrent scrapes reached (" + maxConcurrent + "), try again later.");
    }
    Pass own = null;
    try {
      Set<String> names = ScrapeParameters.names(request.query(), MAX_NAMES);
      if (names != null && names.size() > MAX_NAMES) {
        return error(400, "More than " + MAX_NAMES + " names are asked for. Ask for all families.");
      }
      long asked = ScrapeParameters.timeoutNanos(request.header(TIMEOUT_HEADER));
      boolean isAskedFor = asked > 0 && (timeoutNanos == 0 || asked < timeoutNanos);
      own = new Pass(
          this,
          Negotiation.format(request.header("Accept"), openMetrics),
          Negotiation.coding(request.header("Accept-Encoding"), codings),
          names,
          isAskedFor ? asked : timeoutNanos,
          isAskedFor);
      return shared(own);
    } finally {
      if (own == null) {
        passes.giveBack(null, true);
      }
    }
  }

  /** Lets a pass make the answer, or another one that is under way and makes the same. */
  private ScrapeResponse shared(Pass own) {
    Pass pass = passes.joined(own);
    boolean began = pass == own;
    boolean isHeld = false;
    try {
      if (began) {
        own.begin(executor);
      }
      ScrapeResponse response = answer(pass, own);
      isHeld = response.status() == 200;
      return response;
    } finally {
      if (!isHeld) { // otherwise the response leaves when it is closed
        pass.leave(began);
      }
    }
  }

  private ScrapeResponse answer(Pass pass, Pass own) {
    boolean ended;
    try {
      ended = own.awaitOutcomeOf(pass);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return error(503, "The scrape was interrupted.");
    }
    if (!ended || pass.isExpired()) {
      log(own.tooLate(), null);
      return error(503, own.tooLate());
    }
    OutputBuffer body = pass.body();
    if (body != null) {
      return ScrapeResponse.ok(this, pass, pass == own, body);
    }
    Throwable failure = pass.failure();
    if (failure instanceof Error error && pass == own) {
      throw error;
    }
    if (failure instanceof RuntimeException thrown && errorPolicy == ErrorPolicy.THROW) {
      throw thrown;
    }
    return error(500, "Metrics could not be served. " + reason(failure));
  }

  private ScrapeResponse error(int status, String text) {
    return ScrapeResponse.error(this, status, text);
  }

  private static String reason(@Nullable Throwable failure) {
    if (failure == null) {
      return "";
    }
    String message = failure.getMessage();
    return message == null ? failure.getClass().getName() : message;
  }

  /** Logs and counts a failure. */
  void failed(RuntimeException failure, boolean gathering) {
    if (metrics != null) {
      metrics.failed(gathering);
    }
    log(reason(failure), failure instanceof GatherException ? failure.getCause() : failure);
  }

  private void log(String reason, @Nullable Throwable cause) {
    long now = System.nanoTime();
    long next = nextLogNanos.get();
    if (now - next >= 0 && nextLogNanos.compareAndSet(next, now + LOG_INTERVAL_NANOS)) {
      // Made only now: the first logger takes a program milliseconds.
      System.Logger logger = System.getLogger(ScrapeEndpoint.class.getName());
      logger.log(
          Level.WARNING,
          "A scrape failed, in whole or in part (told at most once a minute). " + reason,
          cause);
    }
  }

  Encoder encoder(Negotiation format, OutputBuffer out) {
    return format.encoder(out, createdSamples);
  }

  /** Ends a scrape whose response was closed. */
  void closed(int status, @Nullable Pass pass, boolean began) {
    try {
      if (metrics != null) {
        metrics.end(status);
      }
    } finally {
      if (pass != null) {
        pass.leave(began);
      }
    }
  }

  /**
   * Gathers the settings of one endpoint. Not thread-safe.
   *
   * @since 0.1
   */
  public static final class Builder {

    private final Gatherer gatherer;
    private ErrorPolicy errorPolicy = ErrorPolicy.SERVE_REST;
    private boolean openMetrics = true;
    private boolean createdSamples;
    private List<ContentCoding> codings = List.of(ContentCoding.gzip());
    private int maxConcurrent = DEFAULT_MAX_CONCURRENT;
    private long maxBytes = OutputBuffer.DEFAULT_MAX_BYTES;
    private long timeoutNanos;
    private @Nullable Executor executor;
    private boolean coalesce;
    private String processStart = "";
    private @Nullable Registry selfMetrics;
    private @Nullable ScrapePage page;

    private Builder(Gatherer gatherer) {
      this.gatherer = Objects.requireNonNull(gatherer, "gatherer");
    }

    /**
     * Sets what is answered when some collector failed.
     *
     * @param policy by default {@link ErrorPolicy#SERVE_REST}
     * @return this
     */
    public Builder errorPolicy(ErrorPolicy policy) {
      this.errorPolicy = Objects.requireNonNull(policy, "policy");
      return this;
    }

    /**
     * Sets whether OpenMetrics is offered to clients that ask for it.
     *
     * @param offer by default true
     * @return this
     */
    public Builder openMetrics(boolean offer) {
      this.openMetrics = offer;
      return this;
    }

    /**
     * Sets whether OpenMetrics has {@code _created} samples. Turn it on for a Prometheus that runs
     * with the feature {@code created-timestamp-zero-ingestion}; any other stores them as series of
     * their own. Protobuf has created times in any case.
     *
     * @param write by default false
     * @return this
     */
    public Builder createdSamples(boolean write) {
      this.createdSamples = write;
      return this;
    }

    /**
     * Sets the content codings on offer. Of those a client likes equally, the first is taken.
     *
     * @param codings by default gzip; none to never compress
     * @return this
     */
    public Builder codings(ContentCoding... codings) {
      this.codings = List.of(codings);
      return this;
    }

    /**
     * Sets how many scrapes may be going on at once, their sending included; one more is answered
     * with status 503.
     *
     * @param scrapes at least 1, by default {@value #DEFAULT_MAX_CONCURRENT}
     * @return this
     * @throws IllegalArgumentException if it is below 1
     */
    public Builder maxConcurrent(int scrapes) {
      if (scrapes < 1) {
        throw new IllegalArgumentException(
            "maxConcurrent is " + scrapes + " but must be at least 1.");
      }
      this.maxConcurrent = scrapes;
      return this;
    }

    /**
     * Sets how many bytes an answer may have, before and after compression; a larger one is answered
     * with status 500.
     *
     * @param bytes at least 1, by default {@link OutputBuffer#DEFAULT_MAX_BYTES}
     * @return this
     * @throws IllegalArgumentException if it is below 1
     */
    public Builder maxBytes(long bytes) {
      if (bytes < 1) {
        throw new IllegalArgumentException("maxBytes is " + bytes + " but must be at least 1.");
      }
      this.maxBytes = bytes;
      return this;
    }

    /**
     * Sets how long making an answer may take; after that the scrape is answered with status 503. A
     * Prometheus says with each scrape how long it waits, and is answered half a second before that
     * (a tenth of the time if that is less), whatever is set here.
     *
     * <p>The time is looked at between families, on the thread of the request. A single collector that
     * takes too long is thus noticed only when it returns; see {@link #timeout(Duration, Executor)}.
     *
     * @param timeout positive, at most a day; by default there is none but that of the scraper
     * @return this
     * @throws IllegalArgumentException if it is out of these bounds
     */
    public Builder timeout(Duration timeout) {
      if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(MAX_TIMEOUT) > 0) {
        throw new IllegalArgumentException("timeout is " + timeout
            + " but must be positive and at most a day, as in timeout(Duration.ofSeconds(8)).");
      }
      this.timeoutNanos = timeout.toNanos();
      return this;
    }

    /**
     * Sets how long making an answer may take, also if a collector hangs: all gathering is done by an
     * executor, and the answer with status 503 is sent in time, whatever becomes of the collector.
     * Until it returns, it keeps a thread of the executor and one of the {@link #maxConcurrent}
     * scrapes. To go on without a single slow collector, limit that one with {@link
     * dev.narthex.Collector#timeLimited}.
     *
     * @param timeout positive, at most a day
     * @param executor has a thread for each concurrent scrape; must run each task or refuse it with an
     *     exception, never drop it without a word
     * @return this
     * @throws IllegalArgumentException if the time is out of these bounds
     */
    public Builder timeout(Duration timeout, Executor executor) {
      this.executor = Objects.requireNonNull(executor, "executor");
      return timeout(timeout);
    }

    /**
     * Sets whether scrapes that overlap share one pass over the metrics. Those that come while one for
     * the same families, format and coding is being made wait for it and send the same bytes. If it
     * fails, it fails for all of them.
     *
     * <p>This bounds what many scrapers at once cost. The price is that an answer may hold values
     * which were read before it was asked for, by as much as the pass takes.
     *
     * @param share by default false
     * @return this
     */
    public Builder coalesce(boolean share) {
      this.coalesce = share;
      return this;
    }

    /**
     * Sends with each answer when the program started: a header {@code Process-Start-Time-Unix}.
     *
     * @param start sent in whole seconds since 1970; by default there is no such header
     * @return this
     */
    public Builder processStartTime(Instant start) {
      this.processStart = Long.toString(start.getEpochSecond());
      return this;
    }

    /**
     * Counts scrapes. Endpoints that are given the same registry share these metrics:
     *
     * <table>
     *   <caption>The families</caption>
     *   <tr><td>{@code promhttp_metric_handler_requests_total{code}}</td><td>scrapes whose answer was
     *       sent, by status</td></tr>
     *   <tr><td>{@code promhttp_metric_handler_requests_in_flight}</td><td>scrapes being answered
     *       now, the one that reads this included</td></tr>
     *   <tr><td>{@code promhttp_metric_handler_errors_total{cause}}</td><td>passes in which
     *       {@code gathering} or {@code encoding} failed, also if the rest was served</td></tr>
     *   <tr><td>{@code narthex_scrape_duration_seconds}</td><td>time to make an answer, without
     *       sending it</td></tr>
     *   <tr><td>{@code narthex_scrape_response_bytes}</td><td>size of an answer as it is
     *       sent</td></tr>
     * </table>
     *
     * <p>The first three are named as in Prometheus' Go client, so that its dashboards and alerts
     * serve here too.
     *
     * @param registry where they are registered when the endpoint is built; it may be the one that is
     *     scraped. By default nothing is counted
     * @return this
     */
    public Builder selfMetrics(Registry registry) {
      this.selfMetrics = Objects.requireNonNull(registry, "registry");
      return this;
    }

    /**
     * Sets a page for people. A client gets it that names {@code text/html} in its {@code Accept}
     * header and likes it better than each format for metrics, as browsers do; all others get their
     * metrics as ever. The page is not counted as a scrape, nor limited like one.
     *
     * @param page such as {@code MetricsPage.page()} of {@code narthex-page}; by default there is none
     * @return this
     */
    public Builder page(ScrapePage page) {
      this.page = Objects.requireNonNull(page, "page");
      return this;
    }

    /**
     * Makes the endpoint.
     *
     * @return an endpoint
     * @throws IllegalArgumentException if the registry for {@link #selfMetrics} has other metrics of
     *     their names
     */
    public ScrapeEndpoint build() {
      return new ScrapeEndpoint(this);
    }
  }
}
