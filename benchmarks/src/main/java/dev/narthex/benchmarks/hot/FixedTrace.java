package dev.narthex.benchmarks.hot;

import dev.narthex.TraceContext;
import io.prometheus.client.exemplars.tracer.common.SpanContextSupplier;
import io.prometheus.metrics.tracer.common.SpanContext;

/** A trace that goes on for ever, or never does, told to each contestant in its own way. */
final class FixedTrace implements TraceContext, SpanContext, SpanContextSupplier {

  private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN_ID = "b7ad6b7169203331";

  private final boolean present;

  FixedTrace(boolean present) {
    this.present = present;
  }

  @Override
  public boolean isSampled() {
    return present;
  }

  @Override
  public String traceId() {
    return TRACE_ID;
  }

  @Override
  public String spanId() {
    return SPAN_ID;
  }

  @Override
  public boolean isCurrentSpanSampled() {
    return present;
  }

  @Override
  public String getCurrentTraceId() {
    return present ? TRACE_ID : null;
  }

  @Override
  public String getCurrentSpanId() {
    return present ? SPAN_ID : null;
  }

  @Override
  public void markCurrentSpanAsExemplar() {}

  @Override
  public String getTraceId() {
    return present ? TRACE_ID : null;
  }

  @Override
  public String getSpanId() {
    return present ? SPAN_ID : null;
  }
}
