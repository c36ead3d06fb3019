package dev.narthex.webconfig;

import static dev.narthex.webconfig.Requests.basic;
import static dev.narthex.webconfig.Requests.get;
import static dev.narthex.webconfig.Requests.isServed;
import static dev.narthex.webconfig.Requests.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.http.MetricsServer;
import dev.narthex.support.CapturedLog;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server does that was given a web configuration file. */
class WebConfigTest {

  /** The password "test" at the lowest cost, as htpasswd writes it. */
  private static final String HASH = "$2y$04$abcdefghijklmnopqrstuuoD8yw7MmybLKVooaTGGZAt3HXugv2.a";

  @TempDir
  static Path folder;

  private static Certificates server;
  private static Certificates client;
  private static Certificates stranger;

  @BeforeAll
  static void makeCertificates() throws Exception {
    server = Certificates.ec(folder, "server").writtenTo(folder, "server");
    client = Certificates.ec(folder, "client").writtenTo(folder, "client");
    stranger = Certificates.ec(folder, "stranger");
  }

  private static MetricsServer serving(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("web.yml"), yaml);
    return LiveFolder.start(WebConfig.load(file));
  }

  private static void assertServes(MetricsServer server, HttpClient client) throws Exception {
    assertThat(get(server, client).body()).isEqualTo("# TYPE g gauge\ng 0\n");
  }

  private static void assertRefuses(MetricsServer server, HttpClient client) {
    assertThatThrownBy(() -> get(server, client)).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing\n", "---\n", "http_server_config:\n  http2: false\n"})
  void aFileThatAsksForNothingChangesNothing(String yaml) throws Exception {
    try (MetricsServer server = serving(yaml)) {
      assertThat(server.url().getScheme()).isEqualTo("http");
      assertServes(server, HttpClient.newHttpClient());
    }
  }

  @Test
  void aCertificateBesideTheFileIsServed() throws Exception {
    try (MetricsServer tls = serving("""
        tls_server_config:
          cert_file: server.crt
          key_file: server.key
        """)) {
      assertServes(tls, with(server.trusted()));
      assertServes(tls, with(server.trusted(), "TLSv1.2"));
      assertServes(tls, with(server.trusted(), "TLSv1.3"));
    }
  }

  @Test
  void aCertificateInTheFileIsServed() throws Exception {
    try (MetricsServer tls = serving("tls_server_config:\n  cert: |\n"
        + server.certificatePem().indent(4) + "  key: |\n" + server.keyPem().indent(4))) {
      assertServes(tls, with(server.trusted()));
    }
  }

  @Test
  void aKeyInAFileGoesWithACertificateInHere() throws Exception {
    try (MetricsServer tls = serving("tls_server_config:\n  key_file: server.key\n  cert: |\n"
        + server.certificatePem().indent(4))) {
      assertServes(tls, with(server.trusted()));
    }
  }

  @Test
  void emptyListsLeaveWhatIsUsual() throws Exception {
    try (MetricsServer tls = serving("""
        tls_server_config:
          cert_file: server.crt
          key_file: server.key
          cipher_suites: []
          curve_preferences: []
        """)) {
      assertServes(tls, with(server.trusted(), "TLSv1.2"));
      assertServes(tls, with(server.trusted(), "TLSv1.3"));
    }
  }

  @Test
  void curvesCanBeChosenWhereTheJdkCan() throws Exception {
    String yaml = """
        tls_server_config:
          cert_file: server.crt
          key_file: server.key
          curve_preferences: [X25519, CurveP256]
        """;
    if (Runtime.version().feature() < 20) {
      assertThatThrownBy(() -> serving(yaml)).hasMessageContaining("needs JDK 20 or later");
      return;
    }
    try (MetricsServer tls = serving(yaml)) {
      assertServes(tls, with(server.trusted()));
    }
  }

  @Test
  void whatCannotBeGivenInFullIsWarnedOf() throws Exception {
    try (CapturedLog log = new CapturedLog(WebConfig.class);
        MetricsServer tls = serving("""
            http_server_config:
              http2: true
            tls_server_config:
              cert_file: server.crt
              key_file: server.key
              min_version: TLS10
            """)) {
      assertServes(tls, with(server.trusted()));

      String file = folder.resolve("web.yml").toString();
      assertThat(log.messages())
          .containsExactlyInAnyOrder(
              file + ":2: http_server_config.http2 is true, but this server speaks HTTP/1.1 and"
                  + " nothing else, which each client of HTTP/2 does too. Say false, or leave it out.",
              file + ":6: tls_server_config.min_version asks for TLS10, TLS11, which this JDK has"
                  + " switched off, so clients that know nothing newer cannot connect. Raise it, or"
                  + " change jdk.tls.disabledAlgorithms in the JDK's file java.security.");
    }
  }

  @Test
  void versionsCiphersAndTheirOrderCanBeChosen() throws Exception {
    try (MetricsServer tls = serving("""
        tls_server_config:
          cert_file: server.crt
          key_file: server.key
          min_version: TLS12
          max_version: TLS12
          prefer_server_cipher_suites: false
          cipher_suites:
            - TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256
            - TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305
        """)) {
      assertServes(tls, with(server.trusted()));
      assertServes(tls, with(server.trusted(), "TLSv1.2"));
      assertRefuses(tls, with(server.trusted(), "TLSv1.3"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "NoClientCert, '', true, true, true",
    "RequestClientCert, '', true, true, true",
    "RequireAnyClientCert, '', false, true, true",
    "RequireClientCert, '', false, true, true",
    "VerifyClientCertIfGiven, client.crt, true, true, false",
    "RequireAndVerifyClientCert, client.crt, false, true, false",
  })
  void clientsShowTheCertificateThatIsAskedFor(
      String type, String authority, boolean nobody, boolean known, boolean unknown)
      throws Exception {
    String yaml = """
        tls_server_config:
          cert_file: server.crt
          key_file: server.key
          client_auth_type: %s
        """.formatted(type);
    if (!authority.isEmpty()) {
      yaml += "  client_ca_file: " + authority + "\n";
    }
    try (MetricsServer tls = serving(yaml)) {
      assertThat(isServed(tls, server.trusted())).isEqualTo(nobody);
      assertThat(isServed(tls, server.trusted(client))).isEqualTo(known);
      assertThat(isServed(tls, server.trusted(stranger))).isEqualTo(unknown);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "client.example, true",
    "127.0.0.1, true",
    "'\"::1\"', true",
    "'\"0:0:0:0:0:0:0:1\"', true",
    "ops@client.example, true",
    "'\"spiffe://client.example/a\"', true",
    "other.example, false",
    "'\"::2\"', false",
    "CN=client, false",
  })
  void aClientMustHaveOneOfTheNamesThatAreAllowed(String name, boolean served) throws Exception {
    try (MetricsServer tls = serving("""
        tls_server_config:
          cert_file: server.crt
          key_file: server.key
          client_auth_type: RequireAndVerifyClientCert
          client_ca_file: client.crt
          client_allowed_sans: [nobody.example, %s]
        """.formatted(name))) {
      assertThat(isServed(tls, server.trusted(client))).isEqualTo(served);
    }
  }

  @Test
  void onlyUsersWithTheirPasswordAreServed() throws Exception {
    try (MetricsServer guarded = serving("""
        basic_auth_users:
          alice: %s
          bob: "%s"
        http_server_config:
          headers:
            X-Frame-Options: deny
            Content-Security-Policy: default-src 'self'
        """.formatted(HASH, HASH))) {
      HttpClient http = HttpClient.newHttpClient();
      for (int i = 0; i < 2; i++) { // checked, then remembered
        HttpResponse<String> alice = get(guarded, http, "Authorization", basic("alice:test"));
        assertThat(alice.statusCode()).isEqualTo(200);
        assertThat(alice.headers().firstValue("X-Frame-Options")).contains("deny");
        for (String wrong : new String[] {"alice:Test", "alice:", "carol:test", ":test"}) {
          HttpResponse<String> refused = get(guarded, http, "Authorization", basic(wrong));
          assertThat(refused.statusCode()).as(wrong).isEqualTo(401);
          assertThat(refused.headers().firstValue("Content-Security-Policy"))
              .contains("default-src 'self'");
        }
      }
      assertThat(get(guarded, http, "Authorization", basic("bob:test")).statusCode())
          .isEqualTo(200);
      assertThat(get(guarded, http).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void aHeaderThatTheProgramSetsGoesBeforeOneOfTheFile() throws Exception {
    Path file = Files.writeString(folder.resolve("web.yml"), """
        http_server_config:
          headers:
            X-Frame-Options: deny
            X-XSS-Protection: 0
        """);
    MetricsServer.Builder builder = LiveFolder.builder().header("X-Frame-Options", "sameorigin");
    try (MetricsServer plain = WebConfig.load(file).applyTo(builder).start()) {
      HttpResponse<String> answer = get(plain);

      assertThat(answer.headers().allValues("X-Frame-Options")).containsExactly("sameorigin");
      assertThat(answer.headers().allValues("X-XSS-Protection")).containsExactly("0");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Basic", "Basic ", "Basic !!!", "Basic bm9jb2xvbg==", "Bearer x"})
  void whoComesWithSomethingElseThanAPasswordIsAskedForOne(String authorization) throws Exception {
    try (MetricsServer guarded = serving("basic_auth_users:\n  alice: " + HASH + "\n")) {
      HttpResponse<String> refused =
          get(guarded, HttpClient.newHttpClient(), "Authorization", authorization);

      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(refused.headers().allValues("WWW-Authenticate"))
          .containsExactly("Basic realm=\"metrics\", charset=\"UTF-8\"");
    }
  }
}
