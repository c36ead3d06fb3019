package dev.narthex.webconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Socket;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates of clients are held against the rules of the moment, however the JDK asks. */
class ClientTrustTest {

  private final AtomicReference<ClientRules> rules = new AtomicReference<>(ClientRules.any());
  private final ClientTrust trust = new ClientTrust(rules::get);

  @Test
  void aChangeDuringAHandshakeCounts(@TempDir Path folder) throws Exception {
    Certificates client = Certificates.ec(folder, "client");
    Certificates stranger = Certificates.ec(folder, "stranger");
    X509Certificate[] chain = {stranger.certificate()};
    assertThatCode(() -> trust.checkClientTrusted(chain, "EC")).doesNotThrowAnyException();
    assertThat(trust.getAcceptedIssuers()).isEmpty();

    rules.set(ClientRules.of(List.of(client.certificate()), List.of("client.example")));

    assertThatThrownBy(() -> trust.checkClientTrusted(chain, "EC"))
        .isInstanceOf(CertificateException.class);
    assertThatThrownBy(() -> trust.checkClientTrusted(chain, "EC", (SSLEngine) null))
        .isInstanceOf(CertificateException.class);
    assertThatThrownBy(() -> trust.checkClientTrusted(chain, "EC", (Socket) null))
        .isInstanceOf(CertificateException.class);
    assertThat(trust.getAcceptedIssuers()).containsExactly(client.certificate());
    X509Certificate[] known = {client.certificate()};
    assertThatCode(() -> trust.checkClientTrusted(known, "EC")).doesNotThrowAnyException();

    rules.set(ClientRules.of(List.of(client.certificate()), List.of("other.example")));

    assertThatThrownBy(() -> trust.checkClientTrusted(known, "EC"))
        .hasMessage("none of the client's names is allowed");
  }

  @Test
  void noServerIsTrusted() {
    assertThatThrownBy(() -> trust.checkServerTrusted(new X509Certificate[0], "EC"))
        .hasMessage("this is a server");
  }
}
