package dev.narthex.jvm;

import java.util.HashSet;
import java.util.Set;

/**
 * Keeps few the series that steps of garbage collection have: the first causes that are met keep their
 * names, those after them are {@value #OTHER}, so that no step is lost. A step once counted by its cause
 * always is. Thread-safe.
 */
final class GcCauses {

  /** So many that the default set stays below 150 series, whichever collector works. */
  static final int USUAL = 4;

  /** A JVM knows some thirty causes, each of which may make two or three collectors work. */
  static final int MAX = 80;

  static final String OTHER = "other";

  private record Step(String collector, String action, String cause) {}

  private final int max;
  private final Set<Step> named = new HashSet<>(); // guarded by this

  /**
   * Begins without any.
   *
   * @param max how many causes keep their names, each counted for each collector that it lets work
   */
  GcCauses(int max) {
    this.max = max;
  }

  /** What the label says. */
  synchronized String of(GcEvent event) {
    Step step = new Step(event.collector(), event.action(), event.cause());
    boolean isNamed = named.contains(step) || (named.size() < max && named.add(step));
    return isNamed ? event.cause() : OTHER;
  }
}
