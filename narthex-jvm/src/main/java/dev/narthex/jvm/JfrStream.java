package dev.narthex.jvm;

import dev.narthex.Collector;
import dev.narthex.Histogram;
import java.lang.System.Logger.Level;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import jdk.jfr.EventSettings;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;
import org.jspecify.annotations.Nullable;

/**
 * The stream of events that {@link JfrMetrics} counts from. Everything happens on one thread: it takes
 * a second until JFR runs. All classes of JFR are met here and nowhere else.
 */
final class JfrStream implements AutoCloseable {

  /** Safepoints follow each other, so few are begun and not ended; it is bounded nevertheless. */
  private static final int MAX_BEGUN_SAFEPOINTS = 64;

  private final JfrFamilies families;
  private final JfrSettings settings;
  private final RecordingStream stream = new RecordingStream();
  private final Set<String> known = new HashSet<>();
  private final List<Collector> present = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();

  /*
   * Of safepoints that have not ended, by their numbers; met by the stream's thread alone.
   */
  private final Map<Long, Instant> synced = new Latest();
  private final Map<Long, Instant> begun = new Latest();

  JfrStream(JfrFamilies families, JfrSettings settings) {
    this.families = families;
    this.settings = settings;
    for (EventType type : FlightRecorder.getFlightRecorder().getEventTypes()) {
      known.add(type.getName());
    }
    try {
      stream.setMaxAge(settings.maxAge());
      stream.setMaxSize(settings.maxBytes());
      subscribe();
    } catch (RuntimeException e) {
      stream.close();
      throw e;
    }
    sayWhatIsMissing();
  }

  private void subscribe() {
    subscribeToSafepoints();
    observe("jdk.GCPhasePause", families.gcPauses, EventSettings::withoutThreshold);
    observeFromThreshold("jdk.VirtualThreadPinned", families.pinned);
    observeFromThreshold("jdk.JavaMonitorEnter", families.contended);
    if (isZgc()) {
      observe("jdk.ZAllocationStall", families.allocationStalls, EventSettings::withoutThreshold);
    }
    count(
        "jdk.ObjectAllocationSample",
        families.allocated,
        event -> event.with("throttle", settings.allocationSamplesPerSecond() + "/s"),
        event -> families.allocated.add(event.getLong("weight")));
    count(
        "jdk.ExceptionStatistics",
        families.thrown.counter(),
        event -> event.withPeriod(Duration.ofSeconds(1)),
        event -> families.thrown.set(event.getLong("throwables")));
  }

  /** Another recording may want shorter events too, and then this one gets them as well. */
  private void observeFromThreshold(String event, Histogram histogram) {
    Duration threshold = settings.threshold();
    count(event, histogram, each -> each.withThreshold(threshold), recorded -> {
      if (recorded.getDuration().compareTo(threshold) >= 0) {
        histogram.observe(seconds(recorded.getDuration()));
      }
    });
  }

  private static boolean isZgc() {
    for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
      if (bean.getName().startsWith("ZGC")) {
        return true;
      }
    }
    return false;
  }

  /** Three events tell of a safepoint, with one number: all stand still, it has begun, it ended. */
  private void subscribeToSafepoints() {
    Set<String> events =
        Set.of("jdk.SafepointStateSynchronization", "jdk.SafepointBegin", "jdk.SafepointEnd");
    if (!known.containsAll(events)) {
      missing.addAll(events);
      return;
    }
    for (String event : events) {
      stream.enable(event).withoutThreshold().withoutStackTrace();
    }
    stream.onEvent(
        "jdk.SafepointStateSynchronization",
        event -> synced.put(event.getLong("safepointId"), event.getEndTime()));
    stream.onEvent("jdk.SafepointBegin", event -> {
      begun.put(event.getLong("safepointId"), event.getStartTime());
      observe(
          event.getStartTime(),
          synced.remove(event.getLong("safepointId")),
          families.safepointSyncs);
    });
    stream.onEvent("jdk.SafepointEnd", event -> {
      Instant begin = begun.remove(event.getLong("safepointId"));
      observe(begin, event.getEndTime(), families.safepoints);
    });
    present.add(families.safepoints);
    present.add(families.safepointSyncs);
  }

  private static void observe(@Nullable Instant begin, @Nullable Instant end, Histogram histogram) {
    if (begin != null && end != null) { // the stream may have begun within a safepoint
      histogram.observe(seconds(Duration.between(begin, end)));
    }
  }

  private void observe(String event, Histogram histogram, Consumer<EventSettings> eventSettings) {
    count(
        event,
        histogram,
        eventSettings,
        recorded -> histogram.observe(seconds(recorded.getDuration())));
  }

  private void count(
      String event,
      Collector family,
      Consumer<EventSettings> eventSettings,
      Consumer<RecordedEvent> counting) {
    if (!known.contains(event)) {
      missing.add(event);
      return;
    }
    eventSettings.accept(stream.enable(event).withoutStackTrace());
    stream.onEvent(event, counting);
    present.add(family);
  }

  private static double seconds(Duration duration) {
    return Math.max(0, duration.toNanos() / 1e9);
  }

  private void sayWhatIsMissing() {
    if (!missing.isEmpty()) {
      System.getLogger(JfrMetrics.class.getName())
          .log(
              Level.INFO,
              "Java "
                  + Runtime.version().feature()
                  + " has no event "
                  + String.join(", ", missing)
                  + "; what is counted from it is left out.");
    }
  }

  /** What can be counted on this JDK. */
  List<Collector> present() {
    return List.copyOf(present);
  }

  /** Counts until the stream is closed. */
  void run() {
    stream.start();
  }

  @Override
  public void close() {
    stream.close();
  }

  /** Forgets the oldest entries: the end of a safepoint may get lost with a part of a recording. */
  private static final class Latest extends LinkedHashMap<Long, Instant> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Long, Instant> eldest) {
      return size() > MAX_BEGUN_SAFEPOINTS;
    }
  }
}
