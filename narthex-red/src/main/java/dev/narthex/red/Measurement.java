package dev.narthex.red;

import static java.util.Objects.requireNonNull;

import dev.narthex.Counter;
import dev.narthex.Gauge;
import dev.narthex.Observer;
import dev.narthex.model.Labels;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * One request that is being served or sent, from {@link HttpMetrics#begin} to {@link #finish} or {@link
 * #fail}. Until then it is in flight; then everything that was measured is counted, once, whatever is
 * called after.
 *
 * <pre>{@code
 * Measurement<Call> measurement = metrics.begin(call.method());
 * try {
 *   serve(call);
 *   measurement.finish(call, call.status());
 * } catch (Exception e) {
 *   measurement.finish(call, 500);
 *   throw e;
 * }
 * }</pre>
 *
 * <p>For one thread at a time; it may be handed from one to the next. Only the end may come from several
 * threads at once: one of them counts.
 *
 * @param <R> the type of requests
 * @since 0.1
 */
public final class Measurement<R> {

  /** The source of a label's value: the method. Declared labels are 0, 1, …. */
  static final int METHOD = -2;

  /** The source of a label's value: the code. */
  static final int CODE = -1;

  private static final double NANOS_PER_SECOND = 1e9;

  private static final VarHandle OVER;

  static {
    try {
      OVER = MethodHandles.lookup().findVarHandle(Measurement.class, "over", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final HttpMetrics<R> metrics;
  private final String method;
  private final long startNanos;

  private boolean begun; // the answer
  private long firstByteNanos;
  private long requestBytes;
  private long responseBytes;

  @SuppressWarnings("unused") // read and written through OVER
  private boolean over;

  // From here on all is written once the measurement is over, by the thread that ended it.

  private @Nullable R request;
  private String code = HttpMetrics.UNKNOWN;

  /** The values of declared labels, each from its first use on; there is mostly one, the route. */
  private @Nullable String firstValue;

  private @Nullable String @Nullable [] furtherValues;

  Measurement(HttpMetrics<R> metrics, String method) {
    this.metrics = metrics;
    this.method = method;
    this.startNanos = metrics.nanos();
  }

  /** The answer begins: its head, or the first byte of it, is sent. The calls after the first do nothing. */
  public void firstByte() {
    if (!begun) {
      begun = true;
      firstByteNanos = metrics.nanos();
    }
  }

  /**
   * Sets the size of the request.
   *
   * @param bytes its size, head and body, as far as they are known
   */
  public void requestBytes(long bytes) {
    requestBytes = bytes;
  }

  /**
   * Adds to the size of the answer.
   *
   * @param bytes how many more bytes of its body were sent
   */
  public void responseBytes(long bytes) {
    responseBytes += bytes;
  }

  /**
   * Counts the request as answered. Does nothing if it was counted already.
   *
   * @param request what the functions of labels and exemplars are asked about
   * @param status the status of the answer, 100 to 599; 0 if nobody has set one, which counts as 200. Any
   *     other number counts as {@link HttpMetrics#UNKNOWN}
   * @return whether it was this call that counted
   */
  public boolean finish(R request, int status) {
    return end(request, Codes.label(status));
  }

  /**
   * Counts the request as one that got no answer. Does nothing if it was counted already.
   *
   * @param request what the functions of labels and exemplars are asked about
   * @param failure why there is no answer; it takes the place of the code
   * @return whether it was this call that counted
   */
  public boolean fail(R request, Failure failure) {
    return end(request, failure.code());
  }

  private boolean end(R request, String code) {
    if (!OVER.compareAndSet(this, false, true)) {
      return false;
    }
    long nanos = metrics.nanos();
    this.request = request;
    this.code = code;
    try {
      record(nanos);
    } finally { // last, so that what is in flight no more is counted, and always
      Gauge inFlight = metrics.inFlight;
      if (inFlight != null) {
        inFlight.dec();
      }
    }
    return true;
  }

  private void record(long endNanos) {
    Labels exemplar = metrics.exemplar(requireNonNull(request));
    count(metrics.requests, exemplar);
    observe(metrics.duration, seconds(endNanos), exemplar);
    if (begun) {
      observe(metrics.timeToFirstByte, seconds(firstByteNanos), exemplar);
    }
    observe(metrics.requestSize, (double) requestBytes, exemplar);
    observe(metrics.responseSize, (double) responseBytes, exemplar);
  }

  private double seconds(long nanos) {
    return Math.max(0, nanos - startNanos) / NANOS_PER_SECOND;
  }

  private void count(@Nullable Part<Counter> part, @Nullable Labels exemplar) {
    if (part != null) {
      try {
        part.of(this).incWithExemplar(exemplar);
      } catch (RuntimeException e) {
        metrics.complaints.aboutPart(part.name(), e);
      }
    }
  }

  private void observe(@Nullable Part<Observer> part, double value, @Nullable Labels exemplar) {
    if (part != null) {
      try {
        part.of(this).observeWithExemplar(value, exemplar);
      } catch (RuntimeException e) {
        metrics.complaints.aboutPart(part.name(), e);
      }
    }
  }

  /**
   * The value of a label.
   *
   * @param source {@link #METHOD}, {@link #CODE}, or the number of a declared label
   */
  String value(int source) {
    return switch (source) {
      case METHOD -> method;
      case CODE -> code;
      case 0 -> first();
      default -> further(source);
    };
  }

  private String first() {
    String value = firstValue;
    if (value == null) {
      value = metrics.value(0, requireNonNull(request));
      firstValue = value;
    }
    return value;
  }

  private String further(int label) {
    @Nullable String[] values = furtherValues;
    if (values == null) {
      values = new @Nullable String[metrics.labelCount()];
      furtherValues = values;
    }
    String value = values[label];
    if (value == null) {
      value = metrics.value(label, requireNonNull(request));
      values[label] = value;
    }
    return value;
  }

  /** The values of labels, one for each source. */
  String[] values(int[] sources) {
    String[] values = new String[sources.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(sources[i]);
    }
    return values;
  }
}
