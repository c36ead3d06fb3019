package dev.narthex.scrape;

import dev.narthex.GatherException;
import dev.narthex.Gatherer;
import dev.narthex.exposition.Encoder;
import dev.narthex.exposition.OutputBuffer;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Semaphore;
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
 * try (ScrapeResponse response = endpoint.scrape(new ScrapeRequest(accept, acceptEncoding))) {
 *   // send response.status(), response.headers(), and the body with response.writeTo(…)
 * }
 * }</pre>
 *
 * @since 0.1
 */
public final class ScrapeEndpoint {

  /** How many scrapes may be going on at once, their sending included, unless told otherwise. */
  public static final int DEFAULT_MAX_CONCURRENT = 32;

  /** How many workspaces wait for the next scrape. One server scrapes one after the other. */
  private static final int KEPT_WORKSPACES = 2;

  /** A failure that lasts is logged once in this time, not at each scrape. */
  private static final long LOG_INTERVAL_NANOS = 60_000_000_000L;

  private static final System.Logger LOGGER = System.getLogger(ScrapeEndpoint.class.getName());

  private final Gatherer gatherer;
  private final ErrorPolicy errorPolicy;
  private final boolean openMetrics;
  private final boolean createdSamples;
  private final List<ContentCoding> codings;
  private final int maxConcurrent;
  private final long maxBytes;
  private final Semaphore slots;
  private final ArrayBlockingQueue<Workspace> workspaces =
      new ArrayBlockingQueue<>(KEPT_WORKSPACES);
  private final AtomicLong nextLogNanos = new AtomicLong(System.nanoTime());

  private ScrapeEndpoint(Builder builder) {
    gatherer = builder.gatherer;
    errorPolicy = builder.errorPolicy;
    openMetrics = builder.openMetrics;
    createdSamples = builder.createdSamples;
    codings = builder.codings;
    maxConcurrent = builder.maxConcurrent;
    maxBytes = builder.maxBytes;
    slots = new Semaphore(maxConcurrent);
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
   * @param request what the client accepts
   * @return the answer, to be closed when it was sent
   */
  public ScrapeResponse scrape(ScrapeRequest request) {
    if (!slots.tryAcquire()) {
      return ScrapeResponse.error(
          503, "Limit of concurrent scrapes reached (" + maxConcurrent + "), try again later.");
    }
    Workspace workspace = null;
    boolean answered = false;
    try {
      workspace = takeWorkspace();
      ScrapeResponse response = scrape(request, workspace);
      answered = response.status() == 200;
      return response;
    } finally {
      if (!answered) { // otherwise the response gives back both when it is closed
        release(workspace);
      }
    }
  }

  private ScrapeResponse scrape(ScrapeRequest request, Workspace workspace) {
    Negotiation.Chosen chosen = Negotiation.format(request.accept(), openMetrics);
    ContentCoding coding = Negotiation.coding(request.acceptEncoding(), codings);
    OutputBuffer out = coding == null ? workspace.begin() : workspace.begin(coding);
    Encoder encoder = chosen.format().encoder(out, chosen.escaping(), createdSamples);
    GatherException failure = null;
    try {
      try {
        gatherer.gather(encoder);
      } catch (GatherException e) {
        failure = e;
      }
      boolean nothing = out.position() == 0;
      encoder.finish();
      if (failure != null) {
        log(failure);
        if (errorPolicy == ErrorPolicy.FAIL || nothing) {
          return failed(failure);
        }
      }
      OutputBuffer body = coding == null ? out : workspace.finish(coding);
      return ScrapeResponse.ok(
          chosen.contentType(),
          coding == null ? "" : coding.name(),
          body.array(),
          body.size(),
          () -> release(workspace));
    } catch (RuntimeException e) { // OutputTooLargeException, or a fault in a foreign coding
      log(e);
      return failed(e);
    }
  }

  private static ScrapeResponse failed(RuntimeException failure) {
    return ScrapeResponse.error(500, "Metrics could not be served. " + reason(failure));
  }

  private static String reason(RuntimeException failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getName() : message;
  }

  private void log(RuntimeException failure) {
    long now = System.nanoTime();
    long next = nextLogNanos.get();
    if (now - next >= 0 && nextLogNanos.compareAndSet(next, now + LOG_INTERVAL_NANOS)) {
      LOGGER.log(
          Level.WARNING,
          "A scrape failed, in whole or in part (told at most once a minute). " + reason(failure),
          failure instanceof GatherException ? failure.getCause() : failure);
    }
  }

  private Workspace takeWorkspace() {
    Workspace kept = workspaces.poll();
    return kept == null ? new Workspace(maxBytes) : kept;
  }

  /** Gives back a slot, and the workspace unless there was no memory for one. */
  private void release(@Nullable Workspace workspace) {
    try {
      if (workspace != null && !(workspace.isWorthKeeping() && workspaces.offer(workspace))) {
        workspace.close();
      }
    } finally {
      slots.release(); // even if a foreign coding cannot be closed
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
     * Makes the endpoint.
     *
     * @return an endpoint
     */
    public ScrapeEndpoint build() {
      return new ScrapeEndpoint(this);
    }
  }
}
