package dev.narthex.benchmarks.report;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A small round with made-up numbers, whose files lie beside this class. */
final class Round {

  static final Origin ORIGIN = new Origin(
      "2026-01-02",
      "Engine <1>, 2 cores",
      "Linux 6",
      "Maker VM 17.0.1",
      "client_java 1",
      "tools/bench");

  private Round() {}

  static Path file(String name) throws URISyntaxException {
    return Path.of(Round.class.getResource(name).toURI());
  }

  static String text(String name) throws IOException, URISyntaxException {
    return Files.readString(file(name));
  }

  static Lines lines() throws IOException, URISyntaxException {
    return Lines.read(file("lines.csv"));
  }

  static List<Row> rows() throws IOException, URISyntaxException {
    return Report.inOrder(Results.read(file("round")), lines());
  }
}
