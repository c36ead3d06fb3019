package dev.narthex.jvm;

import dev.narthex.Collector;
import dev.narthex.MetricSink;
import dev.narthex.model.Descriptor;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.ObjectName;

/** Native memory by category, from the report of the JVM's own tracking. */
final class NativeMemory implements Collector {

  private static final Descriptor RESERVED = family(
      "jvm_native_memory_reserved_bytes",
      "Address space that the JVM has set aside, by what it is for.");
  private static final Descriptor COMMITTED = family(
      "jvm_native_memory_committed_bytes",
      "Memory that the JVM has from the operating system, by what it is for.");

  private static final String CATEGORY_END = " (reserved=";
  private static final String TOTAL = "Total: reserved=";

  private final Supplier<String> report;
  private final List<Descriptor> families = new ArrayList<>();

  /** The labels of each category; a JVM has some thirty. */
  private final Map<String, Labels> labels = new ConcurrentHashMap<>();

  NativeMemory(Supplier<String> report, Assembly assembly) {
    this.report = report;
    for (Descriptor family : List.of(RESERVED, COMMITTED)) {
      if (assembly.wants(family.name())) {
        families.add(family);
      }
    }
  }

  private static Descriptor family(String name, String help) {
    return Descriptor.builder(MetricType.GAUGE, name)
        .help(help)
        .unit("bytes")
        .labelNames("pool")
        .build();
  }

  static void addTo(Assembly assembly) {
    String tracking = DiagnosticOptions.value("NativeMemoryTracking");
    if (tracking == null || tracking.equals("off")) {
      return;
    }
    NativeMemory group = new NativeMemory(NativeMemory::reportOfJvm, assembly);
    if (!group.families.isEmpty()) {
      assembly.add(group);
    }
  }

  private static String reportOfJvm() {
    try {
      return (String) ManagementFactory.getPlatformMBeanServer()
          .invoke(
              new ObjectName("com.sun.management:type=DiagnosticCommand"),
              "vmNativeMemory",
              new Object[] {new String[] {"summary", "scale=B"}},
              new String[] {String[].class.getName()});
    } catch (JMException e) {
      throw new IllegalStateException(
          "The JVM's report of its native memory could not be had: " + e.getMessage()
              + ". Switch the group NATIVE_MEMORY off if that stays so.",
          e);
    }
  }

  @Override
  public List<Descriptor> describe() {
    return List.copyOf(families);
  }

  /**
   * Reads lines such as these; what stands indented below a category says how it is made up.
   *
   * <pre>
   * Total: reserved=1457914093, committed=103485677
   * -                 Java Heap (reserved=4194304, committed=4194304)
   * </pre>
   */
  @Override
  public void collect(MetricSink sink) {
    List<String> lines = report.get().lines().toList();
    for (Descriptor family : families) {
      sink.family(family);
      for (String line : lines) {
        if (line.startsWith(TOTAL)) {
          write("Total", line, family, sink);
        } else if (line.startsWith("-") && line.contains(CATEGORY_END)) {
          write(line.substring(1, line.indexOf(CATEGORY_END)).strip(), line, family, sink);
        }
      }
    }
  }

  private void write(String category, String line, Descriptor family, MetricSink sink) {
    double bytes = numberAfter(family.equals(RESERVED) ? "reserved=" : "committed=", line);
    if (!Double.isNaN(bytes)) {
      sink.value(labels.computeIfAbsent(category, RESERVED::labels), bytes);
    }
  }

  private static double numberAfter(String word, String line) {
    int begin = line.indexOf(word);
    if (begin < 0) {
      return Table.ABSENT;
    }
    begin += word.length();
    int end = begin;
    while (end < line.length() && Character.isDigit(line.charAt(end))) {
      end++;
    }
    return end == begin ? Table.ABSENT : Long.parseLong(line.substring(begin, end));
  }
}
