package dev.narthex.webconfig;

import static dev.narthex.webconfig.Requests.get;
import static dev.narthex.webconfig.Requests.hash;
import static dev.narthex.webconfig.Requests.isServed;
import static dev.narthex.webconfig.Requests.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.BasicAuthenticator;
import dev.narthex.http.MetricsServer;
import dev.narthex.support.CapturedLog;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that runs does what the file says now. */
class WebConfigChangesTest {

  private static final String TLS = """
      tls_server_config:
        cert_file: server.crt
        key_file: server.key
      """;

  private static final String VERIFYING =
      TLS + "  client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: ca.crt\n";

  @TempDir
  static Path certificates;

  private static Certificates server;
  private static Certificates renewed;
  private static Certificates client;
  private static Certificates other;

  private final CapturedLog log = new CapturedLog(WebConfig.class);
  private LiveFolder folder;

  @BeforeAll
  static void makeCertificates() throws Exception {
    server = Certificates.ec(certificates, "server");
    renewed = Certificates.ec(certificates, "renewed");
    client = Certificates.ec(certificates, "client");
    other = Certificates.ec(certificates, "other");
  }

  @BeforeEach
  void makeFolder(@TempDir Path path) throws Exception {
    folder = new LiveFolder(path).write(server);
  }

  @AfterEach
  void stopListening() {
    log.close();
  }

  private static String users(String... namesAndHashes) {
    StringBuilder yaml = new StringBuilder("basic_auth_users:\n");
    for (int i = 0; i < namesAndHashes.length; i += 2) {
      yaml.append("  %s: %s%n".formatted(namesAndHashes[i], namesAndHashes[i + 1]));
    }
    return yaml.toString();
  }

  @Test
  void aChangedPasswordCountsAtOnceAndTheOldOneIsForgotten() throws Exception {
    folder.write(users("alice", hash("first")));
    try (MetricsServer guarded = folder.start()) {
      assertThat(status(guarded, "alice:first")).isEqualTo(200);

      folder.write(users("alice", hash("second"))).later();

      assertThat(status(guarded, "alice:first")).isEqualTo(401);
      assertThat(status(guarded, "alice:second")).isEqualTo(200);
    }
  }

  @Test
  void aUserWhoIsGoneIsForgottenAndTheOthersAreNot() throws Exception {
    String bob = hash("builder");
    folder.write(users("alice", hash("wonderland"), "bob", bob));
    try (MetricsServer guarded = folder.start()) {
      assertThat(status(guarded, "alice:wonderland")).isEqualTo(200);
      assertThat(status(guarded, "bob:builder")).isEqualTo(200);

      folder.write(users("bob", bob, "carol", hash("new"))).later();

      assertThat(status(guarded, "alice:wonderland")).isEqualTo(401);
      assertThat(status(guarded, "bob:builder")).isEqualTo(200);
      assertThat(status(guarded, "carol:new")).isEqualTo(200);
    }
  }

  @Test
  void anOpenServerIsGuardedOnceThereAreUsersAndOpenedOnlyOnPurpose() throws Exception {
    folder.write("");
    try (MetricsServer open = folder.start()) {
      assertThat(get(open).statusCode()).isEqualTo(200);

      folder.write(users("alice", hash("test"))).later();
      assertThat(get(open).statusCode()).isEqualTo(401);
      assertThat(status(open, "alice:test")).isEqualTo(200);

      folder.write("").later();
      assertThat(get(open).statusCode()).isEqualTo(401);
      assertThat(log.messages())
          .last()
          .asString()
          .startsWith(
              folder.config() + ": the file is empty. If nothing of what it said shall hold,");

      folder.write("{}").later();
      assertThat(get(open).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void whomTheProgramAsksIsAskedAsLongAsTheFileHasNoUsers() throws Exception {
    folder.write("{}");
    MetricsServer.Builder builder = LiveFolder.builder().authenticator(new BasicAuthenticator("r") {
      @Override
      public boolean checkCredentials(String user, String password) {
        return user.equals("program");
      }
    });
    try (MetricsServer guarded = folder.load().applyTo(builder).start()) {
      assertThat(status(guarded, "program:x")).isEqualTo(200);
      assertThat(get(guarded).statusCode()).isEqualTo(401);

      folder.write(users("alice", hash("test"))).later();

      assertThat(status(guarded, "program:x")).isEqualTo(401);
      assertThat(status(guarded, "alice:test")).isEqualTo(200);
    }
  }

  @Test
  void headersChange() throws Exception {
    folder.write("http_server_config: {headers: {X-Frame-Options: deny}}");
    try (MetricsServer plain = folder.start()) {
      assertThat(get(plain).headers().firstValue("X-Frame-Options")).contains("deny");

      folder.write("http_server_config: {headers: {X-XSS-Protection: '1'}}").later();

      assertThat(get(plain).headers().firstValue("X-Frame-Options")).isEmpty();
      assertThat(get(plain).headers().firstValue("X-XSS-Protection")).contains("1");
    }
  }

  @Test
  void aRenewedCertificateIsShownToNewConnectionsASecondLater() throws Exception {
    folder.write(TLS);
    try (MetricsServer tls = folder.start()) {
      assertThat(isServed(tls, server.trusted())).isTrue();

      folder.write(renewed);

      assertThat(isServed(tls, server.trusted())).isTrue();
      folder.later();
      assertThat(isServed(tls, renewed.trusted())).isTrue();
      assertThat(isServed(tls, server.trusted())).isFalse();
    }
  }

  @Test
  void aCertificateWithoutItsKeyIsToldOnceAndTheOldPairStaysInUse() throws Exception {
    folder.write(TLS);
    try (MetricsServer tls = folder.start()) {
      folder.write("server.crt", renewed.certificatePem());
      for (int i = 0; i < 3; i++) {
        folder.later();
        assertThat(isServed(tls, server.trusted())).isTrue();
      }
      assertThat(log.messages())
          .containsExactly(
              folder.config() + ":2: tls_server_config.cert_file with its key cannot be"
                  + " used: the key does not belong to the certificate. What was in force before stays"
                  + " so.");

      folder.write("server.key", renewed.keyPem()).later();

      assertThat(isServed(tls, renewed.trusted())).isTrue();
    }
  }

  @Test
  void aCertificateIsRenewedAlsoWhileTheFileThatNamesItIsBroken() throws Exception {
    folder.write(TLS);
    try (MetricsServer tls = folder.start()) {
      folder.write(TLS + "rate: 1\n").write(renewed).later();
      assertThat(isServed(tls, renewed.trusted())).isTrue();

      folder.write(server).later();
      assertThat(isServed(tls, server.trusted())).isTrue();

      assertThat(log.messages())
          .filteredOn(m -> m.contains("rate is not known"))
          .hasSize(1);
    }
  }

  @Test
  void anotherAuthorityForClientsCountsEvenForThoseWhoWereLetInBefore() throws Exception {
    folder.write("ca.crt", client.certificatePem()).write(VERIFYING);
    SSLContext known = server.trusted(client); // has the session, which it would resume
    try (MetricsServer tls = folder.start()) {
      assertThat(isServed(tls, known)).isTrue();
      assertThat(isServed(tls, server.trusted(other))).isFalse();

      folder.write("ca.crt", other.certificatePem()).later();

      assertThat(isServed(tls, known)).isFalse();
      assertThat(isServed(tls, server.trusted(other))).isTrue();
    }
  }

  @Test
  void whetherClientsNeedCertificatesChanges() throws Exception {
    folder.write("ca.crt", client.certificatePem()).write(TLS);
    SSLContext nobody = server.trusted();
    try (MetricsServer tls = folder.start()) {
      assertThat(isServed(tls, nobody)).isTrue();

      folder.write(VERIFYING).later();
      assertThat(isServed(tls, nobody)).isFalse();
      assertThat(isServed(tls, server.trusted(other))).isFalse();
      assertThat(isServed(tls, server.trusted(client))).isTrue();

      folder.write(TLS).later();
      assertThat(isServed(tls, nobody)).isTrue();
    }
  }

  @Test
  void aRunningServerDoesNotBecomeHttpsAndSaysThatItNeedsARestart() throws Exception {
    folder.write(users("alice", hash("test")));
    try (MetricsServer plain = folder.start()) {
      folder.write(TLS + users("bob", hash("test"))).later();

      assertThat(status(plain, "alice:test")).isEqualTo(200);
      assertThat(status(plain, "bob:test")).isEqualTo(401);
      assertThat(log.messages())
          .containsExactly(folder.config() + ": tls_server_config was added, but a server that runs"
              + " cannot change between HTTP and HTTPS. Restart the program. What was in force before"
              + " stays so.");
    }
  }

  @Test
  void aRunningServerDoesNotBecomePlainEither() throws Exception {
    folder.write(TLS);
    try (MetricsServer tls = folder.start()) {
      folder.write("{}").later();

      assertThat(isServed(tls, server.trusted())).isTrue();
      assertThat(log.messages())
          .singleElement()
          .asString()
          .startsWith(folder.config() + ": tls_server_config was taken out, but");
    }
  }
}
