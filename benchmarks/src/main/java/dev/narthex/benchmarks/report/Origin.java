package dev.narthex.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/** Where numbers come from: without it they mean nothing. */
record Origin(
    String date, String machine, String system, String jdk, String peers, String command) {

  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  /** This machine, today. The JVM that asks is the one that measured, if the same tool started both. */
  static Origin here(String command) throws IOException {
    return new Origin(
        LocalDate.now(ZoneOffset.UTC).toString(),
        processor() + ", " + Runtime.getRuntime().availableProcessors() + " cores",
        property("os.name") + " " + property("os.version"),
        property("java.vendor") + " " + property("java.vm.name") + " "
            + property("java.runtime.version"),
        String.join(", ", Contestants.versions()),
        command);
  }

  private static String property(String name) {
    return System.getProperty(name, "");
  }

  private static String processor() throws IOException {
    if (Files.isReadable(PROCESSORS)) {
      try (Stream<String> rows = Files.lines(PROCESSORS)) {
        List<String> models =
            rows.filter(row -> row.startsWith("model name")).limit(1).toList();
        if (!models.isEmpty()) {
          return models.get(0).replaceFirst(".*: *", "");
        }
      }
    }
    return property("os.arch");
  }
}
