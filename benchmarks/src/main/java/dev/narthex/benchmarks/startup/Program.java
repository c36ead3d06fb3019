package dev.narthex.benchmarks.startup;

import java.util.List;

/**
 * A small program with a counter and a histogram that serves metrics at a port.
 *
 * @param contestant whose metrics
 * @param main its main class
 * @param code the beginnings of the names of all that it needs out of the benchmarks' jar
 * @param unused beginnings of names that it does not need all the same
 */
record Program(String contestant, Class<?> main, List<String> code, List<String> unused) {

  private static final String CLIENT_JAVA = "io/prometheus/metrics/";

  /** All programs. OpenTelemetry's exporter comes without protobuf, the others take it along. */
  static final List<Program> ALL = List.of(
      new Program("bareHttpServer", BareHttpServerProgram.class, List.of(), List.of()),
      new Program(
          "narthex",
          NarthexProgram.class,
          List.of("dev/narthex/"),
          List.of("dev/narthex/benchmarks/", "dev/narthex/jvm/", "dev/narthex/zstd/")),
      new Program("clientJava", ClientJavaProgram.class, List.of(CLIENT_JAVA), List.of()),
      new Program(
          "micrometer",
          MicrometerProgram.class,
          List.of("io/micrometer/", "org/HdrHistogram/", "org/LatencyUtils/", CLIENT_JAVA),
          List.of(CLIENT_JAVA + "exporter/")),
      new Program(
          "openTelemetry",
          OpenTelemetryProgram.class,
          List.of("io/opentelemetry/", CLIENT_JAVA),
          List.of(
              CLIENT_JAVA + "core/",
              CLIENT_JAVA + "expositionformats/generated/",
              CLIENT_JAVA + "expositionformats/internal/PrometheusProtobuf",
              CLIENT_JAVA + "shaded/")));
  /** Whether an entry of the benchmarks' jar belongs to the program. */
  boolean needs(String entry) {
    String file = entry.startsWith("META-INF/services/")
        ? entry.substring("META-INF/services/".length()).replace('.', '/')
        : entry;
    return file.equals(main.getName().replace('.', '/') + ".class")
        || file.equals(Program.class.getPackageName().replace('.', '/') + "/Running.class")
        || (code.stream().anyMatch(file::startsWith)
            && unused.stream().noneMatch(file::startsWith));
  }
}
