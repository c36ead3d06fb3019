package dev.narthex;

import org.jspecify.annotations.Nullable;

/**
 * Tells the trace that the current thread works on, so that counters and histograms can keep an example
 * of what they counted: an exemplar, which leads from a point in a graph to the trace behind it.
 *
 * <p>A tracing library is connected once, at the start of the program:
 *
 * <pre>{@code
 * TraceContext.install(new TraceContext() {
 *   public boolean isSampled() {
 *     return tracer.currentSpan().isSampled();
 *   }
 *
 *   public String traceId() {
 *     return tracer.currentSpan().traceId();
 *   }
 *
 *   public String spanId() {
 *     return tracer.currentSpan().spanId();
 *   }
 * });
 * }</pre>
 *
 * <p>It is asked rarely: a counter, and each bucket of a histogram, wants one example for each scrape.
 * Until it has found one, each call asks {@link #isSampled}, and only when that is true for the ids. A
 * program without tracing pays nothing but a look at an empty field.
 *
 * <p>Implementations must be thread-safe and quick, and must not count with the metric that asks. What
 * they throw is caught: the observation counts, the example is lost, and a warning is logged once.
 *
 * @since 0.1
 */
public interface TraceContext {

  /** No trace, ever. For metrics that should have no exemplars from traces. */
  TraceContext NONE = new TraceContext() {
    @Override
    public boolean isSampled() {
      return false;
    }

    @Override
    public String traceId() {
      return "";
    }

    @Override
    public String spanId() {
      return "";
    }
  };

  /**
   * Whether the current thread works on a trace that is kept, so that an exemplar leads somewhere.
   *
   * @return whether the ids are worth recording
   */
  boolean isSampled();

  /**
   * The trace's id. Asked right after {@link #isSampled} was true, by the same thread.
   *
   * @return the id, usually 32 hexadecimal digits; it becomes the label {@code trace_id}
   */
  String traceId();

  /**
   * The id of the span that is going on. Asked right after {@link #isSampled} was true, by the same
   * thread.
   *
   * @return the id, usually 16 hexadecimal digits; it becomes the label {@code span_id}
   */
  String spanId();

  /**
   * Connects all metrics of the program that were not given a context of their own, those already there
   * included.
   *
   * @param context what to ask from now on; null or {@link #NONE} for nothing
   */
  static void install(@Nullable TraceContext context) {
    TraceExemplars.install(context);
  }
}
