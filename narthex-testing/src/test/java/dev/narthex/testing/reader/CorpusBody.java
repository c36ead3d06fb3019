package dev.narthex.testing.reader;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A body of the corpus, see {@code src/test/resources/corpus/README.md}.
 *
 * @param name its file, such as {@code good/text/empty.txt}
 * @param samples how many samples Prometheus finds in it, or null if it finds fault
 */
record CorpusBody(String name, @Nullable Integer samples) {

  private static final Path FOLDER = Path.of("src/test/resources/corpus");

  /** All bodies that the index names. */
  static List<CorpusBody> all() {
    List<String> lines;
    try {
      lines = Files.readAllLines(FOLDER.resolve("index.tsv"), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> head = List.of(lines.get(0).split("\t", -1));
    List<CorpusBody> bodies = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split("\t", -1);
      String samples = cells[head.indexOf("samples")];
      bodies.add(new CorpusBody(
          cells[head.indexOf("body")], samples.equals("-") ? null : Integer.valueOf(samples)));
    }
    return bodies;
  }

  /** What is in the file. */
  byte[] bytes() {
    try {
      return Files.readAllBytes(FOLDER.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names of all files, those that the index forgot included. */
  static List<String> files() {
    try (var files = Files.walk(FOLDER)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> FOLDER.relativize(file).toString().replace('\\', '/'))
          .filter(name -> name.contains("/"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isGood() {
    return name.startsWith("good/");
  }

  Reading format() {
    return Arrays.stream(Reading.values())
        .filter(format -> name.contains("/" + format.folder() + "/"))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public String toString() {
    return name;
  }
}
