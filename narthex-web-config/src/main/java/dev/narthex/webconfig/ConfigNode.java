package dev.narthex.webconfig;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A value in the file, with the place it has there, so that whatever is wrong with it can be told with
 * file, line and key.
 */
final class ConfigNode {

  private final Source source;
  private final String key;
  private final Node node;

  private ConfigNode(Source source, String key, Node node) {
    this.source = source;
    this.key = key;
    this.node = node;
  }

  static ConfigNode root(Source source, Node node) {
    return new ConfigNode(source, "", node);
  }

  /** Whether there is nothing but perhaps comments. */
  boolean isNothing() {
    return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
  }

  /** What is wrong here, as {@code file:line: key …}. */
  WebConfigException wrong(String problem, @Nullable Throwable cause) {
    return new WebConfigException(here(problem), cause);
  }

  WebConfigException wrong(String problem) {
    return wrong(problem, null);
  }

  /** Has a warning logged, as {@code file:line: key …}, once what is read is in force. */
  void warn(String problem) {
    source.warn(here(problem));
  }

  private String here(String problem) {
    String line = node.getStartMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
    return source.file() + line + ": " + (key.isEmpty() ? "the file " : key + " ") + problem;
  }

  /**
   * The entries of a mapping.
   *
   * @param known the keys there may be; null if any
   */
  Map<String, ConfigNode> entries(@Nullable List<String> known) {
    if (!(node instanceof MappingNode mapping)) {
      throw wrong("must have keys and values below it"
          + (known == null ? "." : ": " + String.join(", ", known) + "."));
    }
    Map<String, ConfigNode> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      ConfigNode keyNode = new ConfigNode(source, key, tuple.getKeyNode());
      String name = keyNode.scalar();
      String path = key.isEmpty() ? name : key + "." + name;
      if (known != null && !known.contains(name)) {
        throw new ConfigNode(source, path, tuple.getKeyNode())
            .wrong("is not known. Known here: " + String.join(", ", known) + ".");
      }
      if (entries.put(name, new ConfigNode(source, path, tuple.getValueNode())) != null) {
        throw new ConfigNode(source, path, tuple.getKeyNode()).wrong("is there twice.");
      }
    }
    return entries;
  }

  /** The elements of a list, which may be empty. */
  List<ConfigNode> elements() {
    if (!(node instanceof SequenceNode sequence)) {
      throw wrong("must be a list, as in [a, b].");
    }
    List<ConfigNode> elements = new ArrayList<>();
    for (Node element : sequence.getValue()) {
      elements.add(new ConfigNode(source, key, element));
    }
    return elements;
  }

  /** A text that is not empty. */
  String text() {
    String text = scalar();
    if (text.isEmpty()) {
      throw wrong("has no value. Give it one, or leave the key out.");
    }
    return text;
  }

  private String scalar() {
    if (node instanceof ScalarNode scalar) {
      return isNothing() ? "" : scalar.getValue();
    }
    throw wrong("must be a single value.");
  }

  boolean bool() {
    String text = text();
    if (!text.equals("true") && !text.equals("false")) {
      throw wrong("is \"" + text + "\" but must be true or false.");
    }
    return text.equals("true");
  }

  /** A number that is not negative. */
  int wholeNumber() {
    String text = text();
    try {
      int number = Integer.parseInt(text);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw wrong(
        "is \"" + text + "\" but must be a whole number from 0 to " + Integer.MAX_VALUE + ".");
  }

  /** One of some texts. */
  String oneOf(List<String> allowed) {
    String text = text();
    if (!allowed.contains(text)) {
      throw wrong("is \"" + text + "\" but must be one of " + String.join(", ", allowed) + ".");
    }
    return text;
  }

  /** The text of a file; a relative path begins at the folder of the configuration. */
  String fileText() throws IOException {
    Path folder = source.file().toAbsolutePath().getParent();
    Path path = folder == null ? Path.of(text()) : folder.resolve(text());
    return source.read(path);
  }
}
