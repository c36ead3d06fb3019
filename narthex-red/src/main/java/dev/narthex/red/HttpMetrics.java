package dev.narthex.red;

import dev.narthex.Counter;
import dev.narthex.Gauge;
import dev.narthex.Observer;
import dev.narthex.model.Labels;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is measured of the requests of a server or a client, and the metrics it goes to. Made by a builder,
 * which defines the usual metrics in one call, or takes those of the program.
 *
 * <pre>{@code
 * HttpMetrics<Call> metrics = HttpMetrics.<Call>server().route(Call::route).register(registry);
 * Measurement<Call> measurement = metrics.begin("GET");
 * …
 * measurement.finish(call, 200);
 * }</pre>
 *
 * <p>Immutable, and for any number of threads. To measure a request costs one small object and what the
 * metrics themselves cost, which make none; neither waits.
 *
 * @param <R> the type of requests
 * @see HttpMetricsBuilder
 * @since 0.1
 */
public final class HttpMetrics<R> {

  /**
   * The value of the label {@code method} for methods that nobody knows, of {@code code} for what is no
   * status, and of any other label for a request whose function gives null.
   */
  public static final String UNKNOWN = "unknown";

  /** The value of a label that has had as many values as it may, for every further one. */
  public static final String OTHER = "other";

  /** How many values a label from a request may have unless the builder is told otherwise. */
  public static final int DEFAULT_MAX_VALUES = 500;

  final @Nullable Gauge inFlight;
  final @Nullable Part<Counter> requests;
  final @Nullable Part<Observer> duration;
  final @Nullable Part<Observer> timeToFirstByte;
  final @Nullable Part<Observer> requestSize;
  final @Nullable Part<Observer> responseSize;
  final Complaints complaints;

  private final Methods methods;
  private final List<RequestLabel<R>> labels;
  private final @Nullable Function<? super R, @Nullable Labels> exemplars;
  private final LongSupplier clock;

  HttpMetrics(HttpMetricsBuilder<R, ?> builder) {
    complaints = builder.complaints;
    methods = new Methods(builder.extraMethods);
    labels = List.copyOf(builder.labels);
    exemplars = builder.exemplars;
    clock = builder.clock;
    inFlight = builder.inFlight;
    requests = builder.bound(builder.requests);
    duration = builder.bound(builder.duration);
    timeToFirstByte = builder.bound(builder.timeToFirstByte);
    requestSize = builder.bound(builder.requestSize);
    responseSize = builder.bound(builder.responseSize);
  }

  /**
   * Begins to say what is measured of a server.
   *
   * @param <R> the type of requests
   * @return a builder
   */
  public static <R> HttpMetricsBuilder<R, HttpMetrics<R>> server() {
    return server(Function.identity());
  }

  /**
   * Begins to say what is measured of a server, for what measures one.
   *
   * @param maker makes it, out of the metrics
   * @param <R> the type of requests
   * @param <T> what the builder will give
   * @return a builder
   */
  public static <R, T> HttpMetricsBuilder<R, T> server(Function<HttpMetrics<R>, T> maker) {
    return new HttpMetricsBuilder<>(UsualFamilies.Side.SERVER, maker);
  }

  /**
   * Begins to say what is measured of a client.
   *
   * @param <R> the type of requests
   * @return a builder
   */
  public static <R> HttpMetricsBuilder<R, HttpMetrics<R>> client() {
    return client(Function.identity());
  }

  /**
   * Begins to say what is measured of a client, for what measures one.
   *
   * @param maker makes it, out of the metrics
   * @param <R> the type of requests
   * @param <T> what the builder will give
   * @return a builder
   */
  public static <R, T> HttpMetricsBuilder<R, T> client(Function<HttpMetrics<R>, T> maker) {
    return new HttpMetricsBuilder<>(UsualFamilies.Side.CLIENT, maker);
  }

  /**
   * A request begins. From now on it is in flight, so whoever calls this must see to it that it ends.
   *
   * @param method the method of the request, as it was sent
   * @return the measurement, which is running
   */
  public Measurement<R> begin(String method) {
    Measurement<R> begun = new Measurement<>(this, methods.label(method));
    if (inFlight != null) {
      inFlight.inc();
    }
    return begun;
  }

  /**
   * Whether the beginning of answers is measured: if not, nobody need call {@link
   * Measurement#firstByte}.
   *
   * @return whether there is a metric for it
   */
  public boolean measuresTimeToFirstByte() {
    return timeToFirstByte != null;
  }

  /**
   * Whether the size of requests is measured: if not, nobody need work it out for {@link
   * Measurement#requestBytes}.
   *
   * @return whether there is a metric for it
   */
  public boolean measuresRequestSize() {
    return requestSize != null;
  }

  /**
   * Whether the size of answers is measured: if not, nobody need count for {@link
   * Measurement#responseBytes}.
   *
   * @return whether there is a metric for it
   */
  public boolean measuresResponseSize() {
    return responseSize != null;
  }

  long nanos() {
    return clock.getAsLong();
  }

  int labelCount() {
    return labels.size();
  }

  String value(int label, R request) {
    return labels.get(label).value(request);
  }

  /** The labels of the exemplar for a request, or null if it has none. */
  @Nullable
  Labels exemplar(R request) {
    if (exemplars == null) {
      return null;
    }
    try {
      return exemplars.apply(request);
    } catch (RuntimeException e) {
      complaints.aboutExemplar(e);
      return null;
    }
  }
}
