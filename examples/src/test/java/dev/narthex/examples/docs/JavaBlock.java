package dev.narthex.examples.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A block of Java in a Markdown file, between a line {@code ```java} and a line {@code ```}.
 *
 * <p>Lines that a reader need not see, but the compiler does, stand before the block in a comment:
 *
 * <pre>
 * &lt;!-- given
 * Registry registry = new Registry();
 * --&gt;
 * </pre>
 *
 * @param file the file's name
 * @param line the number of the line {@code ```java}, from 1
 * @param given the lines of the comment
 * @param lines what is between the fences, without the indentation of the fences
 */
record JavaBlock(String file, int line, List<String> given, List<String> lines) {

  static List<JavaBlock> in(Path file) throws IOException {
    return in(file.getFileName().toString(), Files.readAllLines(file));
  }

  static List<JavaBlock> in(String file, List<String> lines) {
    List<JavaBlock> blocks = new ArrayList<>();
    List<String> given = List.of();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.strip().equals("<!-- given")) {
        int end = indexOf("-->", lines, i + 1, file);
        given = lines.subList(i + 1, end);
        i = end;
      } else if (line.strip().equals("```java")) {
        int end = indexOf("```", lines, i + 1, file);
        int indentation = line.indexOf('`');
        blocks.add(
            new JavaBlock(file, i + 1, given, unindented(lines.subList(i + 1, end), indentation)));
        given = List.of();
        i = end;
      } else if (!line.isBlank()) {
        given = List.of(); // it is for the block right after it
      }
    }
    return blocks;
  }

  private static int indexOf(String end, List<String> lines, int from, String file) {
    for (int i = from; i < lines.size(); i++) {
      if (lines.get(i).strip().equals(end)) {
        return i;
      }
    }
    throw new IllegalArgumentException(file + ": nothing ends what begins in line " + from + ".");
  }

  private static List<String> unindented(List<String> lines, int indentation) {
    return lines.stream()
        .map(line -> line.isBlank() ? "" : line.substring(Math.min(indentation, line.length())))
        .toList();
  }

  /** Where the block is, such as {@code README.md:7}. */
  String place() {
    return file + ":" + line;
  }
}
