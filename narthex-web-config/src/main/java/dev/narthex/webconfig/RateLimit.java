package dev.narthex.webconfig;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code rate_limit}: a bucket of so many tokens, into which comes a new one after each
 * interval, and out of which each request takes one.
 *
 * @param intervalNanos at least 1, at most a day
 * @param burst at least 1
 */
record RateLimit(long intervalNanos, int burst) {

  private static final long MAX_INTERVAL_NANOS = 86_400_000_000_000L;

  /** In this order, so that {@code ms} is not taken for {@code m}. */
  private static final Pattern AMOUNT =
      Pattern.compile("(\\d+(?:\\.\\d*)?|\\.\\d+)(ns|us|\u00b5s|\u03bcs|ms|s|m|h)");

  private static final Map<String, BigDecimal> UNITS = Map.of(
      "ns", nanos(1),
      "us", nanos(1_000),
      "\u00b5s", nanos(1_000),
      "\u03bcs", nanos(1_000),
      "ms", nanos(1_000_000),
      "s", nanos(1_000_000_000),
      "m", nanos(60_000_000_000L),
      "h", nanos(3_600_000_000_000L));

  private static BigDecimal nanos(long nanos) {
    return BigDecimal.valueOf(nanos);
  }

  /** Reads the section; null if it says that there is no limit. */
  static @Nullable RateLimit read(ConfigNode section) {
    Map<String, ConfigNode> entries = section.entries(List.of("interval", "burst"));
    ConfigNode interval = entries.get("interval");
    if (interval == null) {
      throw section.wrong("must have an interval, as in interval: 1s; with 0 there is no limit.");
    }
    long intervalNanos = duration(interval);
    ConfigNode burst = entries.get("burst");
    int requests = burst == null ? 0 : burst.wholeNumber();
    if (intervalNanos == 0) {
      return null;
    }
    if (requests < 1) {
      throw (burst == null ? section : burst)
          .wrong("lets no request in at all: burst is " + (burst == null ? "missing" : requests)
              + ". Say how many may come at once, as in burst: 10; with interval: 0 there is no"
              + " limit.");
    }
    return new RateLimit(intervalNanos, requests);
  }

  /** A duration as Go writes it, {@code 1m30s}, {@code 0.5s}. */
  private static long duration(ConfigNode node) {
    String text = node.text();
    if (text.equals("0")) {
      return 0;
    }
    BigDecimal nanos = BigDecimal.ZERO;
    Matcher amount = AMOUNT.matcher(text);
    int at = 0;
    while (amount.find() && amount.start() == at) {
      nanos = nanos.add(new BigDecimal(amount.group(1)).multiply(UNITS.get(amount.group(2))));
      at = amount.end();
    }
    if (at == 0 || at < text.length() || nanos.compareTo(nanos(MAX_INTERVAL_NANOS)) > 0) {
      throw node.wrong(
          "is \"" + text + "\" but must be a number and a unit, up to 24h, as in 500ms,"
              + " 1.5s or 1m30s; or 0 for no limit.");
    }
    return nanos.longValue();
  }
}
