package dev.narthex.benchmarks.report;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Measurements in a file, those that JMH did not write itself. */
public final class Measurements {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Measurements() {}

  /** Writes a file with these measurements in place of one that may be there. */
  public static void write(Path file, List<Measurement> measurements) throws IOException {
    JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), measurements);
  }

  /** Reads a file that {@link #write} wrote. */
  public static List<Measurement> read(Path file) throws IOException {
    return JSON.readValue(file.toFile(), new TypeReference<>() {});
  }
}
