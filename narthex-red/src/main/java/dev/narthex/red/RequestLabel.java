package dev.narthex.red;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A label whose values a function of the program takes from requests. Requests come from outside, so the
 * number of values and their length are bounded, whatever the function does. Thread-safe.
 *
 * @param <R> the type of requests
 */
final class RequestLabel<R> {

  /** Longer values would be no names of anything. */
  static final int MAX_VALUE_CHARS = 256;

  private final String name;
  private final int maxValues;
  private final Function<? super R, @Nullable String> function;
  private final Complaints complaints;

  /** Each value met so far, by itself. Never more than {@link #maxValues}. */
  private final Map<String, String> known = new ConcurrentHashMap<>();

  private volatile boolean full;

  RequestLabel(
      String name,
      int maxValues,
      Function<? super R, @Nullable String> function,
      Complaints complaints) {
    this.name = name;
    this.maxValues = maxValues;
    this.function = function;
    this.complaints = complaints;
  }

  String name() {
    return name;
  }

  /** The value for a request. Takes no lock but for the first request that has a value. */
  String value(R request) {
    String value;
    try {
      value = function.apply(request);
    } catch (RuntimeException e) {
      complaints.aboutLabel(name, e);
      return HttpMetrics.UNKNOWN;
    }
    if (value == null) {
      return HttpMetrics.UNKNOWN;
    }
    String same = known.get(value);
    if (same != null) {
      return same; // its hash is known, and a family finds its series by identity
    }
    return full || value.length() > MAX_VALUE_CHARS ? HttpMetrics.OTHER : admitted(value);
  }

  private synchronized String admitted(String value) {
    if (known.size() < maxValues) {
      known.put(value, value);
      return value;
    }
    if (known.containsKey(value)) { // another thread came first with it
      return value;
    }
    full = true;
    complaints.aboutTooManyValues(name, maxValues);
    return HttpMetrics.OTHER;
  }
}
