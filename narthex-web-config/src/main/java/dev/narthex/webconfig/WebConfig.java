package dev.narthex.webconfig;

import com.sun.net.httpserver.Authenticator;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import dev.narthex.http.MetricsServer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;

/**
 * The web configuration file that Prometheus and its official exporters take with {@code
 * --web.config.file}: TLS, certificates of clients, passwords, headers, a rate limit.
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
 * {@code http_server_config} with {@code http2} and {@code headers}; {@code basic_auth_users}; {@code
 * rate_limit} with {@code interval} and {@code burst}. Relative paths begin at the folder of the file.
 *
 * <p><b>Changes</b> take effect without a restart, at the latest with the first request or connection
 * that comes a second after them: passwords, headers and limits for the next request, certificates and
 * all else about TLS for the next connection. A user who is gone, or has another password, is
 * forgotten. The file and those it names are looked at by who comes, at most once a second. If what is
 * new cannot be used, all of it, then what was in force stays so, and one warning names file and fault.
 * An empty file counts as one that is still to be written.
 *
 * <p><b>What needs a restart:</b> to add or to take out {@code tls_server_config} as a whole, because a
 * server that runs cannot change between HTTP and HTTPS. Until then nothing else of the new file holds
 * either, and a warning says so. A connection that is open stays open, also if its certificate would be
 * refused now.
 *
 * <p><b>What differs.</b> The JDK's server speaks HTTP/1.1; {@code http2: true} is warned of. A section
 * for TLS without a certificate is refused, and so are settings for certificates of clients that have
 * no effect, instead of serving less safely than it looks.
 *
 * <p>Thread-safe.
 *
 * @since 0.1
 */
public final class WebConfig {

  private final LiveSettings live;
  private final Passwords passwords;
  private final LongSupplier nanoTime;

  private WebConfig(Path file, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    live = new LiveSettings(file, nanoTime);
    passwords = new Passwords(() -> live.current().users());
  }

  /**
   * Reads a file, and looks at it from then on.
   *
   * @param file YAML; an empty file asks for nothing
   * @return what it says
   * @throws WebConfigException if it, or a file that it names, cannot be read or used
   */
  public static WebConfig load(Path file) {
    return load(file, System::nanoTime);
  }

  /** With a clock, for tests. */
  static WebConfig load(Path file, LongSupplier nanoTime) {
    return new WebConfig(file, nanoTime);
  }

  /**
   * Gives a server what the file says, now and later. What it does not speak of stays as the builder
   * has it: an authenticator that the builder has already is asked as long as the file has no users; a
   * header of the builder goes before one of the file. Call it after {@link
   * MetricsServer.Builder#authenticator(Authenticator)}, which would take the place of all this but TLS.
   *
   * <p>Each server has a {@code rate_limit} of its own.
   *
   * @param server the server to be
   * @return the same builder
   */
  public MetricsServer.Builder applyTo(MetricsServer.Builder server) {
    https().ifPresent(server::https);
    return server.authenticator(
        new Gate(live, passwords, nanoTime, server.authenticator().orElse(null)));
  }

  /**
   * What the file says about TLS, now and later, for another server of the JDK.
   *
   * @return empty if there is no section {@code tls_server_config}
   */
  public Optional<HttpsConfigurator> https() {
    if (live.current().tls() == null) {
      return Optional.empty();
    }
    SSLContext context = new NewestContext(() -> {
      live.newest();
      return live.tls().context();
    });
    return Optional.of(new HttpsConfigurator(context) {
      @Override
      public void configure(HttpsParameters connection) {
        connection.setSSLParameters(live.tls().parameters());
      }
    });
  }

  /**
   * What lets requests in, as the file says now and later, for another server of the JDK: it asks for
   * passwords if there are users, sends the headers, and answers 429 to what is over the {@code
   * rate_limit}.
   *
   * @return a new one, which counts the requests that it sees
   */
  public Authenticator authenticator() {
    return new Gate(live, passwords, nanoTime, null);
  }
}
