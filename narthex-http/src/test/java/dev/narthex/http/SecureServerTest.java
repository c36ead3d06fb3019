package dev.narthex.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.BasicAuthenticator;
import dev.narthex.Gauge;
import dev.narthex.Registry;
import dev.narthex.support.Await;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@link MetricsServer} promises over TLS, and to those who have to say who they are. */
@Timeout(300)
class SecureServerTest {

  private static final char[] PASSWORD = "narthex".toCharArray();

  private static final String TEXT = "# TYPE g gauge\ng 1\n";

  private final Registry registry = new Registry();

  SecureServerTest() {
    Gauge.builder("g").register(registry).set(1);
  }

  private MetricsServer.Builder server() {
    return MetricsServer.builder().host("127.0.0.1").gatherer(registry);
  }

  /** A context of a certificate for {@code localhost} that signs itself, and trusts itself. */
  private static SSLContext context() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = SecureServerTest.class.getResourceAsStream("localhost.p12")) {
      store.load(in, PASSWORD);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static HttpClient trusting() throws Exception {
    return HttpClient.newBuilder().sslContext(context()).build();
  }

  private static HttpResponse<String> get(HttpClient client, String url, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void servesOverTls() throws Exception {
    try (MetricsServer server = server().https(context()).start()) {
      assertThat(server.url())
          .isEqualTo(URI.create("https://127.0.0.1:" + server.port() + "/metrics"));

      HttpResponse<String> response =
          get(trusting(), "https://localhost:" + server.port() + "/metrics");

      assertThat(response.body()).isEqualTo(TEXT);
      assertThat(response.sslSession()).isPresent();
    }
  }

  @Test
  void whoSpeaksInTheClearOrDoesNotTrustTheCertificateGetsNothingAndDisturbsNobody()
      throws Exception {
    try (MetricsServer server = server().https(context()).start();
        RawClient clear = RawClient.connect(server.port())) {
      clear.send("GET /metrics HTTP/1.1\r\nHost: test\r\n\r\n");

      // A TLS alert at most, and then the end.
      assertThat(clear.bytesUntilClosed()).isLessThan(100);
      assertThatThrownBy(() ->
              get(HttpClient.newHttpClient(), "https://localhost:" + server.port() + "/metrics"))
          .isInstanceOf(SSLException.class);
      assertThat(
              get(trusting(), "https://localhost:" + server.port() + "/metrics").body())
          .isEqualTo(TEXT);
    }
  }

  @Test
  void halfAHandshakeDoesNotKeepAThread() throws Exception {
    List<RawClient> half = new ArrayList<>();
    try (MetricsServer server =
        server().https(context()).requestTimeout(Duration.ofSeconds(1)).start()) {
      for (int i = 0; i < ServerThreads.MAX_POOL_THREADS; i++) {
        RawClient client = RawClient.connect(server.port());
        half.add(client);
        client.send("\u0016\u0003\u0001\u0002"); // the beginning of a hello
      }

      for (RawClient client : half) {
        assertThat(client.bytesUntilClosed()).isLessThan(100);
      }
      HttpClient client = trusting();
      Await.until("others are served", () -> isServed(client, server));
    } finally {
      for (RawClient client : half) {
        client.close();
      }
    }
  }

  /** Where a machine stood still, the time for a handshake may be over before it is made. */
  private static boolean isServed(HttpClient client, MetricsServer server) {
    try {
      return get(client, "https://localhost:" + server.port() + "/metrics").statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({"/metrics", "/", "/-/healthy", "/elsewhere"})
  void everyPathAsksForThePassword(String path) throws Exception {
    BasicAuthenticator authenticator = new BasicAuthenticator("metrics") {
      @Override
      public boolean checkCredentials(String user, String password) {
        return user.equals("prometheus") && password.equals("secret");
      }
    };
    HttpClient client = HttpClient.newHttpClient();
    try (MetricsServer server =
        server().authenticator(authenticator).header("X-Frame-Options", "deny").start()) {
      String url = "http://127.0.0.1:" + server.port() + path;

      HttpResponse<String> nobody = get(client, url);
      HttpResponse<String> wrong = get(client, url, "Authorization", basic("prometheus:Secret"));
      HttpResponse<String> right = get(client, url, "Authorization", basic("prometheus:secret"));

      assertThat(nobody.statusCode()).isEqualTo(401);
      assertThat(nobody.headers().firstValue("WWW-Authenticate").orElseThrow())
          .startsWith("Basic realm=\"metrics\"");
      assertThat(nobody.headers().firstValue("X-Frame-Options")).contains("deny");
      assertThat(wrong.statusCode()).isEqualTo(401);
      assertThat(right.statusCode()).isIn(200, 404);
    }
  }

  @Test
  void theBuilderTellsItsAuthenticatorToWhoWantsToStandBeforeIt() {
    BasicAuthenticator authenticator = new BasicAuthenticator("metrics") {
      @Override
      public boolean checkCredentials(String user, String password) {
        return false;
      }
    };

    assertThat(server().authenticator()).isEmpty();
    assertThat(server().authenticator(authenticator).authenticator()).containsSame(authenticator);
  }

  private static String basic(String credentials) {
    return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
  }

  @Test
  void sendsTheHeadersItIsGivenButNotInPlaceOfItsOwn() throws Exception {
    try (MetricsServer server = server()
            .header("X-Frame-Options", "deny")
            .header("Content-Type", "x")
            .start();
        RawClient client = RawClient.connect(server.port())) {
      for (String path : List.of("/metrics", "/-/healthy", "/elsewhere")) {
        RawClient.Answer answer = client.get(path);

        assertThat(answer.header("X-Frame-Options")).isEqualTo("deny");
        assertThat(answer.header("Content-Type")).startsWith("text/plain;");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'a b', c, 'header is \"a b\" but'",
    "'', c, 'header is \"\" but'",
    "'a:', c, 'header is \"a:\" but'",
    "a, 'b\nc', 'The value of the header a is'",
    "a, ä, 'The value of the header a is'",
  })
  void aHeaderThatCannotBeSentIsRefused(String name, String value, String message) {
    assertThatThrownBy(() -> server().header(name, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }
}
