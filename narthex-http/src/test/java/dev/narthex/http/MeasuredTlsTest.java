package dev.narthex.http;

import static dev.narthex.testing.MetricAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsServer;
import dev.narthex.Registry;
import dev.narthex.support.Await;
import dev.narthex.testing.Exposition;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That a measured exchange over TLS is still one over TLS. */
class MeasuredTlsTest {

  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir
  private Path folder;

  @Test
  void handlersSeeTheSessionOfAnExchangeOverTls() throws Exception {
    SSLContext tls = tls();
    Registry registry = new Registry();
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    server
        .createContext("/", exchange -> {
          try (exchange) {
            exchange.setAttribute("narthex-test", "kept");
            String seen = ((HttpsExchange) exchange).getSSLSession().getProtocol()
                + " "
                + exchange.getRequestMethod()
                + " "
                + exchange.getRequestURI()
                + " "
                + exchange.getProtocol()
                + " "
                + exchange.getHttpContext().getPath()
                + " "
                + exchange.getAttribute("narthex-test")
                + " "
                + exchange.getPrincipal()
                + " "
                + exchange.getRemoteAddress().getAddress().isLoopbackAddress()
                + " "
                + exchange.getLocalAddress().getAddress().isLoopbackAddress()
                + " "
                + exchange.getRequestHeaders().containsKey("Host")
                + " "
                + new String(exchange.getRequestBody().readAllBytes(), UTF_8)
                + " "
                + exchange.getResponseCode();
            exchange.getResponseHeaders().set("Content-Type", "text/plain");
            exchange.sendResponseHeaders(200, seen.length());
            exchange.getResponseBody().write(seen.getBytes(UTF_8));
          }
        })
        .getFilters()
        .add(MeasuringFilter.of(registry));
    server.start();
    try {
      HttpClient client = HttpClient.newBuilder()
          .sslContext(tls)
          .version(HttpClient.Version.HTTP_1_1)
          .build();
      URI address = URI.create("https://localhost:" + server.getAddress().getPort() + "/x");
      HttpRequest request = HttpRequest.newBuilder(address)
          .POST(HttpRequest.BodyPublishers.ofString("body"))
          .build();

      assertThat(client.send(request, BodyHandlers.ofString()).body())
          .isEqualTo("TLSv1.3 POST /x HTTP/1.1 / kept null true true true body -1");

      Await.until(
          "the request is counted",
          () -> Exposition.of(registry).value("http_requests_in_flight") == 0);
      assertThat(registry)
          .hasValue(1, "http_requests_total", "code", "200", "method", "post", "route", "/")
          .hasSeriesCount(1, "http_requests_total");
    } finally {
      server.stop(0);
    }
  }

  /** With a certificate that is trusted by itself, made by the tool that the JDK has for it. */
  private SSLContext tls() throws Exception {
    Path file = folder.resolve("localhost.p12");
    Process keytool = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "localhost",
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-ext",
            "san=dns:localhost",
            "-storetype",
            "PKCS12",
            "-keystore",
            file.toString(),
            "-storepass",
            new String(PASSWORD))
        .redirectErrorStream(true)
        .start();
    String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
    assertThat(keytool.waitFor()).as(said).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(keys, PASSWORD);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("localhost", keys.getCertificate("localhost"));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
