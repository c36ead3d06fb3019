package dev.narthex.red;

import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells the log what went wrong while a request was measured, once each. A request must not fail because
 * it is measured, and a log must not fill because many requests are. Thread-safe.
 */
final class Complaints {

  /** What was told; one entry for each label and part, of which there are few. */
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  void aboutLabel(String label, RuntimeException failure) {
    once(
        label,
        "The function of the label \"" + label + "\" failed. Its value is \"" + HttpMetrics.UNKNOWN
            + "\" for such requests. Let the function give null where there is no value.",
        failure);
  }

  void aboutTooManyValues(String label, int maxValues) {
    once(
        label + "#",
        "The label \"" + label + "\" has had " + maxValues
            + " values, so every new one is \"" + HttpMetrics.OTHER
            + "\". Let its function give names from a fixed list, such as the template of a route"
            + " and never a raw path; or allow more with label(name, maxValues, function).",
        null);
  }

  void aboutExemplar(RuntimeException failure) {
    once(
        "", // no label has this name
        "The labels of an exemplar could not be had from a request, or are too long. The request was"
            + " counted without.",
        failure);
  }

  void aboutPart(String part, RuntimeException failure) {
    once(part + "!", part + " could not take what was measured of a request.", failure);
  }

  private void once(String what, String message, @Nullable RuntimeException failure) {
    if (told.add(what)) {
      System.Logger logger = System.getLogger(HttpMetrics.class.getName());
      logger.log(Level.WARNING, message + " This is logged once.", failure);
    }
  }
}
