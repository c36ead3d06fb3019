package dev.narthex.webconfig;

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

  private final Path file;
  private final String key;
  private final Node node;

  private ConfigNode(Path file, String key, Node node) {
    this.file = file;
    this.key = key;
    this.node = node;
  }

  static ConfigNode root(Path file, Node node) {
    return new ConfigNode(file, "", node);
  }

  /** Whether there is nothing but perhaps comments. */
  boolean isNothing() {
    return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
  }

  /** What is wrong here, as {@code file:line: key …}. */
  WebConfigException wrong(String problem, @Nullable Throwable cause) {
    String line = node.getStartMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
    return new WebConfigException(
        file + line + ": " + (key.isEmpty() ? "the file " : key + " ") + problem, cause);
  }

  WebConfigException wrong(String problem) {
    return wrong(problem, null);
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
      ConfigNode keyNode = new ConfigNode(file, key, tuple.getKeyNode());
      String name = keyNode.scalar();
      String path = key.isEmpty() ? name : key + "." + name;
      if (known != null && !known.contains(name)) {
        throw new ConfigNode(file, path, tuple.getKeyNode())
            .wrong("is not known. Known here: " + String.join(", ", known) + ".");
      }
      if (entries.put(name, new ConfigNode(file, path, tuple.getValueNode())) != null) {
        throw new ConfigNode(file, path, tuple.getKeyNode()).wrong("is there twice.");
      }
    }
    return entries;
  }

  /** The elements of a list. */
  List<ConfigNode> elements() {
    if (!(node instanceof SequenceNode sequence)) {
      throw wrong("must be a list, as in [a, b].");
    }
    List<ConfigNode> elements = new ArrayList<>();
    for (Node element : sequence.getValue()) {
      elements.add(new ConfigNode(file, key, element));
    }
    return elements;
  }

  /** A text that is not empty. */
  String text() {
    String text = scalar();
    if (text.isEmpty()) {
      throw wrong("has no value.");
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

  /** One of some texts. */
  String oneOf(List<String> allowed) {
    String text = text();
    if (!allowed.contains(text)) {
      throw wrong("is \"" + text + "\" but must be one of " + String.join(", ", allowed) + ".");
    }
    return text;
  }

  /** A file; a relative path begins at the folder of the configuration. */
  Path path() {
    Path folder = file.toAbsolutePath().getParent();
    Path path = Path.of(text());
    return folder == null ? path : folder.resolve(path);
  }
}
