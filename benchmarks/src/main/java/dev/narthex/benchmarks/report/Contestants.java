package dev.narthex.benchmarks.report;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Who is measured, under the names that the methods of the benchmarks have. */
final class Contestants {

  static final String NARTHEX = "narthex";

  /** Libraries with the same purpose, in the order of the report's columns. */
  private static final Map<String, String> PEERS = new LinkedHashMap<>();

  /** What the JDK, or a single-minded class, needs for the core of the work. All others are such. */
  private static final Map<String, String> FLOORS = Map.of(
      "atomicLong", "AtomicLong",
      "longAdder", "LongAdder",
      "doubleAdder", "DoubleAdder",
      "concurrentHashMap", "ConcurrentHashMap",
      "hdrRecorder", "HdrHistogram Recorder",
      "arrayCopy", "array copy",
      "bareHttpServer", "bare HttpServer");

  static {
    PEERS.put("clientJava", "client_java");
    PEERS.put("micrometer", "Micrometer");
    PEERS.put("openTelemetry", "OpenTelemetry");
    PEERS.put("simpleclient", "simpleclient");
    PEERS.put("dropwizard", "Dropwizard");
    PEERS.put("spectator", "Spectator");
  }

  private Contestants() {}

  static boolean isPeer(String contestant) {
    return PEERS.containsKey(contestant);
  }

  static boolean isFloor(String contestant) {
    return !contestant.equals(NARTHEX) && !isPeer(contestant);
  }

  static boolean isKnown(String contestant) {
    return PEERS.containsKey(contestant) || FLOORS.containsKey(contestant);
  }

  /** Those of the peers that are in the collection, in the order of the report's columns. */
  static List<String> peersIn(Collection<String> contestants) {
    return PEERS.keySet().stream().filter(contestants::contains).toList();
  }

  static int placeOf(String peer) {
    return List.copyOf(PEERS.keySet()).indexOf(peer);
  }

  static String title(String contestant) {
    if (contestant.equals(NARTHEX)) {
      return "Narthex";
    }
    return PEERS.getOrDefault(contestant, FLOORS.getOrDefault(contestant, contestant));
  }

  /** Each peer with the version that was built into this jar. */
  static List<String> versions() throws IOException {
    Properties versions = new Properties();
    try (InputStream in = Contestants.class.getResourceAsStream("versions.properties")) {
      versions.load(in);
    }
    List<String> texts = new ArrayList<>();
    PEERS.forEach((peer, title) -> texts.add(title + " " + versions.getProperty(peer)));
    return texts;
  }
}
