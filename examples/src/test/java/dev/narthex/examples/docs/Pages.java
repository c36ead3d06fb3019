package dev.narthex.examples.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The pages of this repository that are written for people. */
final class Pages {

  /** Maven starts tests in the folder of the module, whose parent is the repository. */
  static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();

  private Pages() {}

  /** The README and all that is in {@code docs}. */
  static List<Path> forUsers() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(REPOSITORY.resolve("README.md")));
    try (Stream<Path> files = Files.walk(REPOSITORY.resolve("docs"))) {
      files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    return pages;
  }

  /** Those, and what is for who works on Narthex. */
  static List<Path> all() throws IOException {
    List<Path> pages = new ArrayList<>(forUsers());
    pages.add(REPOSITORY.resolve("CONTRIBUTING.md"));
    pages.add(REPOSITORY.resolve("CHANGELOG.md"));
    pages.add(REPOSITORY.resolve("narthex-testing/src/test/resources/corpus/README.md"));
    return pages;
  }

  /** How messages name a line, such as {@code docs/http.md:7}. */
  static String place(Path page, int line) {
    return REPOSITORY.relativize(page) + ":" + line;
  }
}
