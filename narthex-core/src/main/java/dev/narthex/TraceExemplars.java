package dev.narthex;

import dev.narthex.model.Exemplar;
import dev.narthex.model.Labels;
import dev.narthex.model.Millis;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Makes exemplars from the current trace. */
final class TraceExemplars {

  private static final String TRACE_ID = "trace_id";
  private static final String SPAN_ID = "span_id";

  /** What {@link #current} gives if the context failed: it is not to be asked again at once. */
  private static final Exemplar FAILURE = new Exemplar(Labels.EMPTY, Double.NaN, Millis.NONE);

  private static final AtomicBoolean FAILURE_TOLD = new AtomicBoolean();

  private static volatile @Nullable TraceContext installed;

  private TraceExemplars() {}

  static void install(@Nullable TraceContext context) {
    installed = context;
  }

  /** Whether a metric with this context of its own, or none, can get exemplars. */
  @SuppressWarnings("ReferenceEquality") // NONE is nothing but itself
  static boolean arePossible(@Nullable TraceContext own) {
    TraceContext context = own == null ? installed : own;
    return context != null && context != TraceContext.NONE;
  }

  /** An exemplar that the caller has given, whose labels may be too long. */
  static Exemplar given(String metric, Labels labels, double value, TimeSource time) {
    try {
      return new Exemplar(labels, value, time.wallMillis());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          metric + ": " + e.getMessage() + " The value was counted.", e);
    }
  }

  /**
   * An exemplar that leads to the current trace, or null if there is none that is kept. If the context
   * fails, what {@link #isFailure} knows: asked at each observation it would make an exception each time.
   */
  static @Nullable Exemplar current(@Nullable TraceContext own, double value, TimeSource time) {
    TraceContext context = own == null ? installed : own;
    if (context == null) {
      return null;
    }
    try {
      if (!context.isSampled()) {
        return null;
      }
      Labels labels = Labels.of(TRACE_ID, context.traceId(), SPAN_ID, context.spanId());
      return new Exemplar(labels, value, time.wallMillis());
    } catch (Throwable e) { // whatever it is, the observation was counted
      if (FailureLog.isOfTheMachine(e)) {
        throw e;
      }
      if (FAILURE_TOLD.compareAndSet(false, true)) {
        FailureLog.warn(
            TraceContext.class,
            "The trace context "
                + context.getClass().getName()
                + " failed, so metrics have no exemplars from it. It is asked again at each"
                + " scrape; this is logged once.",
            e);
      }
      return FAILURE;
    }
  }

  @SuppressWarnings("ReferenceEquality") // one that was observed may look like it
  static boolean isFailure(Exemplar exemplar) {
    return exemplar == FAILURE;
  }
}
