package dev.narthex.webconfig;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file that is wrong is refused as a whole, with file, line and key. */
class WebConfigErrorsTest {

  @TempDir
  static Path folder;

  @BeforeAll
  static void makeCertificates() throws Exception {
    Certificates.ec(folder, "server").writtenTo(folder, "server");
    Certificates.ec(folder, "other").writtenTo(folder, "other");
    Files.writeString(folder.resolve("empty.crt"), "");
  }

  private static final String PAIR =
      "tls_server_config:~  cert_file: server.crt~  key_file: server.key~";

  /** In the tables, ~ stands for the end of a line. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "tls_config: {} | :1: tls_config is not known. Known here: tls_server_config,"
            + " http_server_config, basic_auth_users, rate_limit.",
        "~tls_server_config:~  certfile: x | :3: tls_server_config.certfile is not known.",
        "http_server_config:~  http3: true | :2: http_server_config.http3 is not known.",
        "http_server_config:~  headers:~    X-Other: a"
            + " | :3: http_server_config.headers.X-Other is not known.",
        "- a | :1: the file must have keys and values below it: tls_server_config,",
        "text | :1: the file must have keys and values below it",
        "a: [ | :1: not YAML: ",
        "basic_auth_users:~\tx: y | :2: not YAML: ",
        "basic_auth_users: {}~basic_auth_users: {} | :2: basic_auth_users is there twice.",
        "tls_server_config: | :1: tls_server_config must have keys and values below it",
        "tls_server_config: {} | :1: tls_server_config must have cert_file and key_file.",
        "tls_server_config: {cert_file: server.crt} | :1: tls_server_config must have cert_file and",
        "tls_server_config: {cert_file: server.crt, cert: x, key_file: server.key}"
            + " | :1: tls_server_config.cert cannot be there beside cert_file.",
        "tls_server_config: {cert_file: server.crt, key: x}"
            + " | :1: tls_server_config.cert_file with its key cannot be used: there is no -----BEGIN",
        "tls_server_config: {cert_file: none.crt, key_file: server.key}"
            + " | :1: tls_server_config.cert_file with its key cannot be read: "
            + "java.nio.file.NoSuchFileException: ",
        "tls_server_config: {cert_file: empty.crt, key_file: server.key}"
            + " | :1: tls_server_config.cert_file with its key cannot be used: there is no -----BEGIN"
            + " CERTIFICATE----- in it.",
        "tls_server_config: {cert_file: server.crt, key_file: other.key}"
            + " | the key does not belong to the certificate.",
        "tls_server_config: {cert_file: [a], key_file: b}"
            + " | :1: tls_server_config.cert_file must be a single value.",
        "tls_server_config: {cert_file: , key_file: b}"
            + " | :1: tls_server_config.cert_file has no value. Give it one, or leave the key out.",
        PAIR
            + "  min_version: TLS9 | :4: tls_server_config.min_version is \"TLS9\" but must be one of"
            + " TLS10, TLS11, TLS12, TLS13.",
        PAIR + "  min_version: TLS13~  max_version: TLS12"
            + " | :5: tls_server_config.max_version leaves no version of TLS: from TLS13 to TLS12.",
        PAIR + "  cipher_suites: [TLS_FOO]"
            + " | :4: tls_server_config.cipher_suites has \"TLS_FOO\" but must have names among ",
        PAIR + "  cipher_suites: TLS_FOO | :4: tls_server_config.cipher_suites must be a list",
        PAIR
            + "  prefer_server_cipher_suites: yes | :4: tls_server_config.prefer_server_cipher_suites"
            + " is \"yes\" but must be true or false.",
        PAIR
            + "  curve_preferences: [P256] | :4: tls_server_config.curve_preferences is \"P256\" but",
        PAIR + "  client_auth_type: Sometimes | :4: tls_server_config.client_auth_type is",
        PAIR
            + "  client_ca_file: server.crt | :4: tls_server_config.client_ca_file has no effect with"
            + " client_auth_type NoClientCert. Use RequireAndVerifyClientCert",
        PAIR + "  client_auth_type: RequireAnyClientCert~  client_allowed_sans: [a]"
            + " | :5: tls_server_config.client_allowed_sans has no effect with client_auth_type",
        PAIR + "  client_auth_type: RequireAndVerifyClientCert~  client_ca_file: empty.crt"
            + " | :5: tls_server_config.client_ca_file cannot be used: there is no -----BEGIN",
        PAIR + "  client_auth_type: VerifyClientCertIfGiven~  client_allowed_sans: []"
            + " | :5: tls_server_config.client_allowed_sans is an empty list, which lets nobody in.",
        PAIR + "  client_auth_type: '' | :4: tls_server_config.client_auth_type has no value.",
        "rate_limit: {burst: 1} | :1: rate_limit must have an interval, as in interval: 1s; with 0",
        "rate_limit: {interval: 1s} | :1: rate_limit lets no request in at all: burst is missing. Say",
        "rate_limit:~  interval: 1s~  burst: 0"
            + " | :3: rate_limit.burst lets no request in at all: burst is 0. Say how many",
        "rate_limit: {interval: 1s, burst: -1} | :1: rate_limit.burst is \"-1\" but must be a whole",
        "rate_limit: {interval: 1s, burst: 1.5} | :1: rate_limit.burst is \"1.5\" but must be a whole",
        "rate_limit: {interval: 1s, burst: 3000000000} | :1: rate_limit.burst is \"3000000000\" but",
        "rate_limit: {interval: 1, burst: 1} | :1: rate_limit.interval is \"1\" but must be a number"
            + " and a unit, up to 24h, as in 500ms, 1.5s or 1m30s; or 0 for no limit.",
        "rate_limit: {interval: -1s, burst: 1} | :1: rate_limit.interval is \"-1s\" but must be",
        "rate_limit: {interval: 1s2, burst: 1} | :1: rate_limit.interval is \"1s2\" but must be",
        "rate_limit: {interval: 1d, burst: 1} | :1: rate_limit.interval is \"1d\" but must be",
        "rate_limit: {interval: 25h, burst: 1} | :1: rate_limit.interval is \"25h\" but must be",
        "rate_limit: {interval: 1s, bursts: 1} | :1: rate_limit.bursts is not known. Known here:",
        "http_server_config:~  http2: 1 | :2: http_server_config.http2 is \"1\" but must be true or",
        "http_server_config:~  headers:~    X-Frame-Options: allow"
            + " | :3: http_server_config.headers.X-Frame-Options is \"allow\" but must be one of deny,",
        "http_server_config:~  headers:~    X-XSS-Protection: \"a\\nb\""
            + " | :3: http_server_config.headers.X-XSS-Protection cannot be sent: ",
        "basic_auth_users: [a] | :1: basic_auth_users must have keys and values below it.",
        "basic_auth_users:~  a: secret | :2: basic_auth_users.a is no bcrypt hash. htpasswd",
        "basic_auth_users:~  a: $2y$99$abcdefghijklmnopqrstuu8v4iYSGmSfsvVQJnZd7zQGdcBMNrTY6"
            + " | :2: basic_auth_users.a is no bcrypt hash.",
      })
  void isToldWhereItIsWrong(String yaml, String message) throws Exception {
    Path file =
        Files.writeString(folder.resolve("web.yml"), yaml.replace("~", "\n").replace("\\t", "\t"));

    assertThatThrownBy(() -> WebConfig.load(file))
        .isInstanceOf(WebConfigException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(message);
  }

  @Test
  void aPasswordInTheClearIsNotTold() throws Exception {
    Path file = Files.writeString(folder.resolve("web.yml"), "basic_auth_users: {a: s3cret}");

    assertThatThrownBy(() -> WebConfig.load(file)).hasMessageNotContaining("s3cret");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path file = folder.resolve("nowhere.yml");

    assertThatThrownBy(() -> WebConfig.load(file))
        .isInstanceOf(WebConfigException.class)
        .hasMessageStartingWith(file + ": the file cannot be read: ");
  }
}
