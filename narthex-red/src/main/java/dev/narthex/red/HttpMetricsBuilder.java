package dev.narthex.red;

import static java.util.Objects.requireNonNull;

import dev.narthex.Counter;
import dev.narthex.CurriedFamily;
import dev.narthex.Family;
import dev.narthex.Gauge;
import dev.narthex.Metric;
import dev.narthex.Observer;
import dev.narthex.Registry;
import dev.narthex.model.Buckets;
import dev.narthex.model.Labels;
import dev.narthex.model.NativeBuckets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Says what is measured of requests. {@link #register} ends it with the usual metrics; {@link #build} with
 * those that were given, and no others.
 *
 * <p>The usual metrics of a server, and the labels they have besides those that are {@linkplain #label
 * declared}:
 *
 * <pre>
 * http_requests_total              counter     method, code
 * http_request_duration_seconds    histogram   method, code
 * http_requests_in_flight          gauge
 * http_time_to_first_byte_seconds  histogram   method
 * http_request_size_bytes          histogram   method
 * http_response_size_bytes         histogram   method
 * </pre>
 *
 * <p>Those of a client are the first three, as {@code http_client_…}. A registry that was made {@linkplain
 * Registry#withPrefix with a prefix} puts it before these names.
 *
 * <p>A metric that is given may be a family: its labels may be {@code method}, {@code code} and those
 * declared, each or none of them. Constant labels, and labels that were {@linkplain Family#curry curried},
 * do not count.
 *
 * <p>Not thread-safe.
 *
 * @param <R> the type of requests
 * @param <T> what is built: the metrics, or what measures with them
 * @since 0.1
 */
public final class HttpMetricsBuilder<R, T> {

  final Complaints complaints = new Complaints();
  final List<RequestLabel<R>> labels = new ArrayList<>();
  List<String> extraMethods = List.of();

  @Nullable
  Function<? super R, @Nullable Labels> exemplars;

  LongSupplier clock = System::nanoTime;

  @Nullable
  Gauge inFlight;

  @Nullable
  Target<? extends Counter> requests;

  @Nullable
  Target<? extends Observer> duration;

  @Nullable
  Target<? extends Observer> timeToFirstByte;

  @Nullable
  Target<? extends Observer> requestSize;

  @Nullable
  Target<? extends Observer> responseSize;

  private final UsualFamilies.Side side;
  private final Function<HttpMetrics<R>, T> maker;
  private Buckets buckets = Buckets.DEFAULT;
  private @Nullable NativeBuckets nativeBuckets;

  HttpMetricsBuilder(UsualFamilies.Side side, Function<HttpMetrics<R>, T> maker) {
    this.side = side;
    this.maker = requireNonNull(maker, "maker");
  }

  /**
   * Declares the label {@code route}, for the part of the program that a request belongs to. Give the
   * template of a route, {@code /products/{id}}, or the name of a handler; never the path, which has as
   * many values as clients make up.
   *
   * @param route gives the route, or null if there is none: then the label is {@link
   *     HttpMetrics#UNKNOWN}
   * @return this
   * @throws IllegalArgumentException if the label is declared already
   */
  public HttpMetricsBuilder<R, T> route(Function<? super R, @Nullable String> route) {
    return label("route", route);
  }

  /**
   * Declares a label whose value comes from the request. It may have {@link
   * HttpMetrics#DEFAULT_MAX_VALUES} values.
   *
   * @param name the label's name; {@code method} and {@code code} take the place of the usual values
   * @param value gives the value, or null for {@link HttpMetrics#UNKNOWN}; called at the end of a
   *     request, by the thread that ends it. What it throws is logged once
   * @return this
   * @throws IllegalArgumentException if the label is declared already
   */
  public HttpMetricsBuilder<R, T> label(String name, Function<? super R, @Nullable String> value) {
    return label(name, HttpMetrics.DEFAULT_MAX_VALUES, value);
  }

  /**
   * Declares a label whose value comes from the request.
   *
   * @param name the label's name
   * @param maxValues how many values it may have, at least 1; the first ones do, and all others become
   *     {@link HttpMetrics#OTHER}, as does a value of more than 256 characters
   * @param value gives the value, as above
   * @return this
   * @throws IllegalArgumentException if the label is declared already, or may have no value
   */
  public HttpMetricsBuilder<R, T> label(
      String name, int maxValues, Function<? super R, @Nullable String> value) {
    requireNonNull(name, "name");
    requireNonNull(value, "value");
    if (maxValues < 1) {
      throw new IllegalArgumentException("label(\"" + name + "\", " + maxValues
          + ", …) may have no value. Allow at least 1; without the number it is "
          + HttpMetrics.DEFAULT_MAX_VALUES + ".");
    }
    if (labelNames().contains(name)) {
      throw new IllegalArgumentException("The label \"" + name + "\" is declared twice, among "
          + labelNames() + ". Declare it once, with one function.");
    }
    labels.add(new RequestLabel<>(name, maxValues, value, complaints));
    return this;
  }

  /**
   * Adds methods that are known besides GET, PUT, HEAD, POST, DELETE, CONNECT, OPTIONS, NOTIFY, TRACE and
   * PATCH. They are compared without regard to case. All others are {@link HttpMetrics#UNKNOWN}.
   *
   * @param methods the methods, such as {@code PROPFIND}; those of an earlier call are replaced
   * @return this
   */
  public HttpMetricsBuilder<R, T> extraMethods(String... methods) {
    extraMethods = List.of(methods);
    return this;
  }

  /**
   * Takes exemplars from requests. Without this they come from the {@linkplain
   * dev.narthex.TraceContext current trace} of the thread that ends the request, where there is one.
   *
   * @param labels gives labels that lead to more about the request, such as a trace id; null for none.
   *     What it throws is logged once. Metrics that know no exemplars ignore it
   * @return this
   */
  public HttpMetricsBuilder<R, T> exemplar(Function<? super R, @Nullable Labels> labels) {
    exemplars = requireNonNull(labels, "labels");
    return this;
  }

  /**
   * Sets the buckets of the usual durations, which are {@link Buckets#DEFAULT} otherwise.
   *
   * @param buckets the bounds, in seconds; {@link Buckets#NONE} beside native buckets
   * @return this
   */
  public HttpMetricsBuilder<R, T> buckets(Buckets buckets) {
    this.buckets = requireNonNull(buckets, "buckets");
    return this;
  }

  /**
   * Gives the usual histograms native buckets, besides their classic ones.
   *
   * @param nativeBuckets how fine and how many they are
   * @return this
   */
  public HttpMetricsBuilder<R, T> nativeBuckets(NativeBuckets nativeBuckets) {
    this.nativeBuckets = requireNonNull(nativeBuckets, "nativeBuckets");
    return this;
  }

  /**
   * Counts requests under way.
   *
   * @param gauge goes up when a request begins and down when it ends, however it does
   * @return this
   */
  public HttpMetricsBuilder<R, T> inFlight(Gauge gauge) {
    inFlight = requireNonNull(gauge, "gauge");
    return this;
  }

  /**
   * Counts requests.
   *
   * @param counter goes up by 1 at the end of each request
   * @return this
   */
  public HttpMetricsBuilder<R, T> requests(Counter counter) {
    requests = Target.alone(counter.descriptor().name(), counter);
    return this;
  }

  /**
   * Counts requests.
   *
   * @param family counts by its labels
   * @return this
   */
  public HttpMetricsBuilder<R, T> requests(Family<Counter> family) {
    requests = Target.of(family);
    return this;
  }

  /**
   * Counts requests.
   *
   * @param family counts by the labels that are left
   * @return this
   */
  public HttpMetricsBuilder<R, T> requests(CurriedFamily<Counter> family) {
    requests = Target.of(family);
    return this;
  }

  /**
   * Measures how long requests take: in a server to the end of the answer, in a client until the answer is
   * there.
   *
   * @param observer takes seconds
   * @return this
   */
  public HttpMetricsBuilder<R, T> duration(Observer observer) {
    duration = alone(observer);
    return this;
  }

  /**
   * Measures how long requests take.
   *
   * @param family takes seconds, by its labels
   * @param <M> histograms or summaries
   * @return this
   */
  public <M extends Metric & Observer> HttpMetricsBuilder<R, T> duration(Family<M> family) {
    duration = Target.of(family);
    return this;
  }

  /**
   * Measures how long requests take.
   *
   * @param family takes seconds, by the labels that are left
   * @param <M> histograms or summaries
   * @return this
   */
  public <M extends Metric & Observer> HttpMetricsBuilder<R, T> duration(CurriedFamily<M> family) {
    duration = Target.of(family);
    return this;
  }

  /**
   * Measures the time until the answer begins: until its head is sent or, where a server gathers it first,
   * the first byte of its body is there; in a client, until its head has come. A request without an answer
   * adds nothing.
   *
   * @param observer takes seconds
   * @return this
   */
  public HttpMetricsBuilder<R, T> timeToFirstByte(Observer observer) {
    timeToFirstByte = alone(observer);
    return this;
  }

  /**
   * Measures the time until the answer begins.
   *
   * @param family takes seconds, by its labels
   * @param <M> histograms or summaries
   * @return this
   */
  public <M extends Metric & Observer> HttpMetricsBuilder<R, T> timeToFirstByte(Family<M> family) {
    timeToFirstByte = Target.of(family);
    return this;
  }

  /**
   * Measures the time until the answer begins.
   *
   * @param family takes seconds, by the labels that are left
   * @param <M> histograms or summaries
   * @return this
   */
  public <M extends Metric & Observer> HttpMetricsBuilder<R, T> timeToFirstByte(
      CurriedFamily<M> family) {
    timeToFirstByte = Target.of(family);
    return this;
  }

  /**
   * Measures the size of requests to a server: their head, about, and the length of their body where they
   * tell it.
   *
   * @param observer takes bytes
   * @return this
   */
  public HttpMetricsBuilder<R, T> requestSize(Observer observer) {
    requestSize = alone(observer);
    return this;
  }

  /**
   * Measures the size of requests to a server.
   *
   * @param family takes bytes, by its labels
   * @param <M> histograms or summaries
   * @return this
   */
  public <M extends Metric & Observer> HttpMetricsBuilder<R, T> requestSize(Family<M> family) {
    requestSize = Target.of(family);
    return this;
  }

  /**
   * Measures the size of requests to a server.
   *
   * @param family takes bytes, by the labels that are left
   * @param <M> histograms or summaries
   * @return this
   */
  public <M extends Metric & Observer> HttpMetricsBuilder<R, T> requestSize(
      CurriedFamily<M> family) {
    requestSize = Target.of(family);
    return this;
  }

  /**
   * Measures the size of a server's answers: the bytes of their bodies.
   *
   * @param observer takes bytes
   * @return this
   */
  public HttpMetricsBuilder<R, T> responseSize(Observer observer) {
    responseSize = alone(observer);
    return this;
  }

  /**
   * Measures the size of a server's answers.
   *
   * @param family takes bytes, by its labels
   * @param <M> histograms or summaries
   * @return this
   */
  public <M extends Metric & Observer> HttpMetricsBuilder<R, T> responseSize(Family<M> family) {
    responseSize = Target.of(family);
    return this;
  }

  /**
   * Measures the size of a server's answers.
   *
   * @param family takes bytes, by the labels that are left
   * @param <M> histograms or summaries
   * @return this
   */
  public <M extends Metric & Observer> HttpMetricsBuilder<R, T> responseSize(
      CurriedFamily<M> family) {
    responseSize = Target.of(family);
    return this;
  }

  /** Sets where the time comes from. For tests, which must not wait. */
  HttpMetricsBuilder<R, T> clock(LongSupplier nanos) {
    clock = nanos;
    return this;
  }

  /**
   * Measures with the metrics that were given.
   *
   * @return what measures
   * @throws IllegalArgumentException if no metric was given, if one has a label that no request fills, or
   *     if a declared label is in none of them
   */
  public T build() {
    if (inFlight == null && targets().isEmpty()) {
      throw new IllegalArgumentException(
          "There is no metric to measure requests with. Give at least"
              + " one, such as requests(counter), or define the usual ones with register(registry).");
    }
    Set<String> used = new HashSet<>();
    targets().forEach(target -> used.addAll(target.labelNames()));
    for (String label : labelNames()) {
      if (!used.contains(label)) {
        throw new IllegalArgumentException("The label \"" + label
            + "\" is declared but none of the metrics has it, which are "
            + targets().stream().map(Target::name).toList()
            + ". Add it to the label names of one of them, or declare it no more.");
      }
    }
    return maker.apply(new HttpMetrics<>(this));
  }

  /**
   * Measures with the usual metrics, but for those that were given. They are registered unless the registry
   * has them already: several filters may share them.
   *
   * @param registry gets the metrics
   * @return what measures
   * @throws IllegalArgumentException if one of the names is taken by something else, or by metrics with
   *     other labels or buckets; those that were registered before it stay
   */
  public T register(Registry registry) {
    UsualFamilies usual = new UsualFamilies(side, registry, labelNames(), buckets, nativeBuckets);
    if (inFlight == null) {
      inFlight(usual.inFlight());
    }
    if (requests == null) {
      requests(usual.requests());
    }
    if (duration == null) {
      duration(usual.duration());
    }
    if (side == UsualFamilies.Side.SERVER) {
      completeServer(usual);
    }
    return build();
  }

  private void completeServer(UsualFamilies usual) {
    if (timeToFirstByte == null) {
      timeToFirstByte(usual.timeToFirstByte());
    }
    if (requestSize == null) {
      requestSize(usual.requestSize());
    }
    if (responseSize == null) {
      responseSize(usual.responseSize());
    }
  }

  private static Target<Observer> alone(Observer observer) {
    String name = observer instanceof Metric metric
        ? metric.descriptor().name()
        : observer.getClass().getName();
    return Target.alone(name, observer);
  }

  private List<String> labelNames() {
    return labels.stream().map(RequestLabel::name).toList();
  }

  private List<Target<?>> targets() {
    List<Target<?>> given = new ArrayList<>();
    add(given, requests);
    add(given, duration);
    add(given, timeToFirstByte);
    add(given, requestSize);
    add(given, responseSize);
    return given;
  }

  private static void add(List<Target<?>> given, @Nullable Target<?> target) {
    if (target != null) {
      given.add(target);
    }
  }

  /** Finds out where the values of labels come from. */
  <M> @Nullable Part<M> bound(@Nullable Target<? extends M> target) {
    return target == null ? null : new Part<>(target.name(), target.finder(labelNames()));
  }
}
