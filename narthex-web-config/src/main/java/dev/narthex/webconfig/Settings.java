package dev.narthex.webconfig;

import dev.narthex.http.MetricsServer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * What one version of the file says, with the files that it names.
 *
 * @param tls null if it has no section for that
 * @param headers for each answer
 * @param users none if nobody is asked for a password
 * @param rateLimit null if there is none
 */
record Settings(
    @Nullable Tls tls,
    Map<String, String> headers,
    Users users,
    @Nullable RateLimit rateLimit) {

  private static final List<String> SECTIONS =
      List.of("tls_server_config", "http_server_config", "basic_auth_users", "rate_limit");

  private static final List<String> HEADERS = List.of(
      "Content-Security-Policy",
      "X-Frame-Options",
      "X-Content-Type-Options",
      "X-XSS-Protection",
      "Strict-Transport-Security");

  /**
   * Reads settings.
   *
   * @param source takes down which files were read, and warnings
   * @param text what is in the file itself
   * @param newestRules tells the rules for clients that are in force when a client comes
   * @throws WebConfigException if something is wrong with them
   */
  static Settings read(Source source, String text, Supplier<ClientRules> newestRules) {
    Map<String, ConfigNode> sections = yaml(source, text)
        .map(node -> ConfigNode.root(source, node))
        .filter(node -> !node.isNothing())
        .map(node -> node.entries(SECTIONS))
        .orElse(Map.of());
    ConfigNode tls = sections.get("tls_server_config");
    ConfigNode http = sections.get("http_server_config");
    ConfigNode users = sections.get("basic_auth_users");
    ConfigNode rateLimit = sections.get("rate_limit");
    return new Settings(
        tls == null ? null : TlsSettings.read(tls, newestRules),
        http == null ? Map.of() : headers(http),
        users == null ? new Users(Map.of()) : Users.read(users),
        rateLimit == null ? null : RateLimit.read(rateLimit));
  }

  private static Optional<Node> yaml(Source source, String text) {
    LoadSettings settings =
        LoadSettings.builder().setLabel(source.file().toString()).build();
    try {
      return new Composer(settings, new ParserImpl(settings, new StreamReader(settings, text)))
          .getSingleNode();
    } catch (MarkedYamlEngineException e) {
      String line = e.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
      throw new WebConfigException(source.file() + line + ": not YAML: " + e.getProblem() + ".", e);
    } catch (YamlEngineException e) {
      throw new WebConfigException(source.file() + ": not YAML: " + e.getMessage() + ".", e);
    }
  }

  private static Map<String, String> headers(ConfigNode http) {
    Map<String, ConfigNode> entries = http.entries(List.of("http2", "headers"));
    ConfigNode http2 = entries.get("http2");
    if (http2 != null && http2.bool()) {
      http2.warn("is true, but this server speaks HTTP/1.1 and nothing else, which each client of"
          + " HTTP/2 does too. Say false, or leave it out.");
    }
    Map<String, String> headers = new LinkedHashMap<>();
    ConfigNode section = entries.get("headers");
    if (section != null) {
      section.entries(HEADERS).forEach((name, node) -> {
        String value = switch (name) {
          case "X-Frame-Options" -> node.oneOf(List.of("deny", "sameorigin"));
          case "X-Content-Type-Options" -> node.oneOf(List.of("nosniff"));
          default -> node.text();
        };
        try {
          MetricsServer.builder().header(name, value);
        } catch (IllegalArgumentException e) {
          throw node.wrong("cannot be sent: " + e.getMessage(), e);
        }
        headers.put(name, value);
      });
    }
    return Map.copyOf(headers);
  }
}
