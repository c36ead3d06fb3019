package dev.narthex;

import org.jspecify.annotations.Nullable;

/**
 * What all series of a counter have in common.
 *
 * @param traceContext where exemplars come from; null for what is installed
 */
record CounterSettings(TimeSource time, @Nullable TraceContext traceContext) {

  /** What tells one definition from another. */
  Object comparable() {
    return traceContext == null ? "" : traceContext;
  }
}
