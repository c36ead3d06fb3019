package dev.narthex.examples.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A link of a page to a file of this repository, or to a heading.
 *
 * @param page the page it stands in
 * @param line the number of its line, from 1
 * @param target what stands between the brackets, such as {@code ../jvm.md#choose}
 */
record Link(Path page, int line, String target) {

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern CODE = Pattern.compile("`[^`]*`");
  private static final Pattern HEADING = Pattern.compile("#{1,6} (.*)");
  private static final Pattern NOT_IN_ANCHORS = Pattern.compile("[^\\p{L}\\p{N}_ -]");

  /** All links of a page but those to other hosts, which no test should need. */
  static List<Link> in(Path page) throws IOException {
    List<Link> links = new ArrayList<>();
    List<String> lines = withoutBlocks(page);
    for (int i = 0; i < lines.size(); i++) {
      Matcher link = LINK.matcher(CODE.matcher(lines.get(i)).replaceAll(""));
      while (link.find()) {
        if (!link.group(1).matches("https?://.*")) {
          links.add(new Link(page, i + 1, link.group(1)));
        }
      }
    }
    return links;
  }

  /** Whether there is something at its other end. */
  boolean leadsSomewhere() throws IOException {
    int hash = target.indexOf('#');
    String path = hash < 0 ? target : target.substring(0, hash);
    Path file = path.isEmpty() ? page : page.resolveSibling(path).normalize();
    return hash < 0
        ? Files.exists(file)
        : Files.isRegularFile(file) && anchors(file).contains(target.substring(hash + 1));
  }

  /** What can stand after {@code #}: the headings, in the form that GitHub gives them. */
  private static List<String> anchors(Path page) throws IOException {
    List<String> anchors = new ArrayList<>();
    for (String line : withoutBlocks(page)) {
      Matcher heading = HEADING.matcher(line);
      if (heading.matches()) {
        String text = heading.group(1).strip().toLowerCase(Locale.ROOT);
        anchors.add(NOT_IN_ANCHORS.matcher(text).replaceAll("").replace(' ', '-'));
      }
    }
    return anchors;
  }

  /** The lines of a page; those of blocks of code are empty. */
  static List<String> withoutBlocks(Path page) throws IOException {
    List<String> lines = new ArrayList<>();
    boolean inBlock = false;
    for (String line : Files.readAllLines(page)) {
      boolean fence = line.strip().startsWith("```");
      lines.add(inBlock || fence ? "" : line);
      inBlock ^= fence;
    }
    return lines;
  }

  @Override
  public String toString() {
    return Pages.place(page, line) + " to " + target;
  }
}
