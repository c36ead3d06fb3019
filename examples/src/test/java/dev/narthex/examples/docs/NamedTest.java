package dev.narthex.examples.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A test that a page names as proof of what it says, such as {@code AbuseTest.tenThousandNames…}.
 *
 * @param page the page it stands in
 * @param line the number of its line, from 1
 * @param type the simple name of its class
 * @param method the name of a method, or where it ends in {@code …} the beginning of one; empty if the
 *     class alone is named
 */
record NamedTest(Path page, int line, String type, String method) {

  private static final Pattern NAME =
      Pattern.compile("`([A-Z]\\w*(?:Test|Contract))(?:\\.(\\w+…?))?`");

  /** All tests that a page names. */
  static List<NamedTest> in(Path page) throws IOException {
    List<NamedTest> named = new ArrayList<>();
    List<String> lines = Link.withoutBlocks(page);
    for (int i = 0; i < lines.size(); i++) {
      Matcher name = NAME.matcher(lines.get(i));
      while (name.find()) {
        String method = name.group(2) == null ? "" : name.group(2);
        named.add(new NamedTest(page, i + 1, name.group(1), method));
      }
    }
    return named;
  }

  /** Whether one of the modules has it. */
  boolean exists() throws IOException {
    String end = method.endsWith("…") ? "" : "\\(";
    Pattern declared = Pattern.compile("void " + method.replace("…", "") + end);
    for (Path source : sources()) {
      if (source.endsWith(type + ".java")
          && (method.isEmpty() || declared.matcher(Files.readString(source)).find())) {
        return true;
      }
    }
    return false;
  }

  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    try (Stream<Path> modules = Files.list(Pages.REPOSITORY)) {
      for (Path folder : modules.map(module -> module.resolve("src")).toList()) {
        if (Files.isDirectory(folder)) {
          try (Stream<Path> files = Files.walk(folder)) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
          }
        }
      }
    }
    return sources;
  }

  @Override
  public String toString() {
    return Pages.place(page, line) + " names " + type + (method.isEmpty() ? "" : "." + method);
  }
}
