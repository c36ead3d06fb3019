package dev.narthex.webconfig;

import com.sun.net.httpserver.Authenticator;
import com.sun.net.httpserver.HttpsConfigurator;
import dev.narthex.http.MetricsServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * The web configuration file that Prometheus and its official exporters take with {@code
 * --web.config.file}: TLS, certificates of clients, passwords, headers.
 *
 * <pre>{@code
 * MetricsServer.Builder server = MetricsServer.builder().port(9400);
 * WebConfig.load(Path.of("web.yml")).applyTo(server).start();
 * }</pre>
 *
 * <pre>
 * tls_server_config:
 *   cert_file: server.crt
 *   key_file: server.key
 * basic_auth_users:
 *   prometheus: $2y$10$…   # htpasswd -nBC 10 ""
 * </pre>
 *
 * <p>The keys are those of the exporters: {@code tls_server_config} with {@code cert_file}, {@code
 * key_file}, {@code cert}, {@code key}, {@code client_auth_type}, {@code client_ca_file}, {@code
 * client_ca}, {@code client_allowed_sans}, {@code min_version}, {@code max_version}, {@code
 * cipher_suites}, {@code prefer_server_cipher_suites} and {@code curve_preferences} (from JDK 20 on);
 * {@code http_server_config} with {@code http2} and {@code headers}; {@code basic_auth_users}. Relative
 * paths begin at the folder of the file.
 *
 * <p><b>What differs.</b> The JDK's server speaks HTTP/1.1 whatever {@code http2} says. A section for
 * TLS without a certificate is refused, and so are settings for certificates of clients that have no
 * effect, instead of serving less safely than it looks.
 *
 * <p>The file is read once. Certificate and key of the server are read again when their files change,
 * at the latest a second later.
 *
 * <p>Thread-safe, immutable.
 *
 * @since 0.1
 */
public final class WebConfig {

  private static final List<String> SECTIONS =
      List.of("tls_server_config", "http_server_config", "basic_auth_users");

  private static final List<String> HEADERS = List.of(
      "Content-Security-Policy",
      "X-Frame-Options",
      "X-Content-Type-Options",
      "X-XSS-Protection",
      "Strict-Transport-Security");

  private final @Nullable HttpsConfigurator https;
  private final @Nullable Authenticator authenticator;
  private final Map<String, String> headers;

  private WebConfig(Map<String, ConfigNode> sections) {
    ConfigNode tls = sections.get("tls_server_config");
    https = tls == null ? null : TlsSettings.read(tls);
    ConfigNode http = sections.get("http_server_config");
    headers = http == null ? Map.of() : headers(http);
    ConfigNode users = sections.get("basic_auth_users");
    authenticator = users == null ? null : authenticator(users, headers);
  }

  /**
   * Reads a file.
   *
   * @param file YAML; an empty file asks for nothing
   * @return what it says
   * @throws WebConfigException if it, or a file that it names, cannot be read or used
   */
  public static WebConfig load(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new WebConfigException(file + ": the file cannot be read: " + e + ".", e);
    }
    LoadSettings settings = LoadSettings.builder().setLabel(file.toString()).build();
    Optional<Node> root;
    try {
      root = new Composer(settings, new ParserImpl(settings, new StreamReader(settings, text)))
          .getSingleNode();
    } catch (MarkedYamlEngineException e) {
      String line = e.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
      throw new WebConfigException(file + line + ": not YAML: " + e.getProblem() + ".", e);
    } catch (YamlEngineException e) {
      throw new WebConfigException(file + ": not YAML: " + e.getMessage() + ".", e);
    }
    return new WebConfig(root.map(node -> ConfigNode.root(file, node))
        .filter(node -> !node.isNothing())
        .map(node -> node.entries(SECTIONS))
        .orElse(Map.of()));
  }

  private static Map<String, String> headers(ConfigNode http) {
    Map<String, ConfigNode> entries = http.entries(List.of("http2", "headers"));
    ConfigNode http2 = entries.get("http2");
    if (http2 != null) {
      http2.bool(); // may be said, and changes nothing
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
    return headers;
  }

  private static @Nullable Authenticator authenticator(
      ConfigNode users, Map<String, String> headers) {
    Map<String, String> hashes = new LinkedHashMap<>();
    users.entries(null).forEach((user, node) -> {
      String hash = node.text();
      if (!Passwords.isHash(hash)) {
        // The hash itself is not told: it might be a password in the clear.
        throw node.wrong("is no bcrypt hash. htpasswd -nBC 10 \"\" makes one; it begins with $2.");
      }
      hashes.put(user, hash);
    });
    return hashes.isEmpty() ? null : new Passwords(hashes, headers);
  }

  /**
   * Gives a server what the file says. What it does not speak of stays as the builder has it.
   *
   * @param server the server to be
   * @return the same builder
   */
  public MetricsServer.Builder applyTo(MetricsServer.Builder server) {
    if (https != null) {
      server.https(https);
    }
    if (authenticator != null) {
      server.authenticator(authenticator);
    }
    headers.forEach(server::header);
    return server;
  }

  /**
   * What the file says about TLS, for another server.
   *
   * @return empty if there is no section {@code tls_server_config}
   */
  public Optional<HttpsConfigurator> https() {
    return Optional.ofNullable(https);
  }

  /**
   * What asks for the passwords in the file, for another server.
   *
   * @return empty if there are no users
   */
  public Optional<Authenticator> authenticator() {
    return Optional.ofNullable(authenticator);
  }
}
