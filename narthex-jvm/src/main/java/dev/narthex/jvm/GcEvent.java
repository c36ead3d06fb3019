package dev.narthex.jvm;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;
import java.lang.management.MemoryUsage;
import java.util.Map;

/**
 * What the JVM told of one step of garbage collection: a pause, or a whole cycle that ran beside the
 * program.
 */
record GcEvent(
    String collector,
    String action,
    String cause,
    double seconds,
    Map<String, MemoryUsage> before,
    Map<String, MemoryUsage> after) {

  static GcEvent of(GarbageCollectionNotificationInfo info) {
    GcInfo step = info.getGcInfo();
    return new GcEvent(
        info.getGcName(),
        info.getGcAction(),
        info.getGcCause(),
        step.getDuration() / 1e3,
        step.getMemoryUsageBeforeGc(),
        step.getMemoryUsageAfterGc());
  }

  /**
   * Whether the program ran on meanwhile. ZGC and Shenandoah have a collector for their pauses and one
   * for their cycles; all that other collectors tell of are pauses, those of G1's "concurrent"
   * collector too.
   */
  boolean isConcurrent() {
    return collector.endsWith(" Cycles");
  }

  /**
   * Whether the JVM tells what the pools held. It does not for the pauses within a cycle, which say 0
   * everywhere; the cycle tells it.
   */
  boolean tellsMemory() {
    return !collector.endsWith(" Pauses");
  }
}
