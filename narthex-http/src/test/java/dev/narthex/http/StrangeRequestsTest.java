package dev.narthex.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.Gauge;
import dev.narthex.Registry;
import dev.narthex.support.Await;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a client sends, it gets a short answer or is hung up on, and the server serves on. */
class StrangeRequestsTest {

  private static final String TEXT = """
      # HELP strange A test.
      # TYPE strange gauge
      strange 1
      """;

  private static final MetricsServer SERVER = start();

  private static MetricsServer start() {
    Registry registry = new Registry();
    Gauge.builder("strange").help("A test.").register(registry).set(1);
    return MetricsServer.builder().host("127.0.0.1").gatherer(registry).start();
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\r\n\r\n\r\n\r\nnonsense\r\n\r\n",
        "GET\r\n\r\n",
        "GET /metrics\r\n\r\n",
        "GET  HTTP/1.1\r\n\r\n",
        "GET * HTTP/1.1\r\n\r\n",
        "GET /%zz HTTP/1.1\r\n\r\n",
        "GET mailto:somebody HTTP/1.1\r\n\r\n",
        "CONNECT localhost:80 HTTP/1.1\r\n\r\n",
        "GET /metrics HTTP/1.1\r\nContent-Length: x\r\n\r\n",
        "GET /metrics HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        "GET /metrics HTTP/1.1\r\nTransfer-Encoding: odd\r\n\r\n",
        "GET /metrics HTTP/1.1\r\nno header at all\r\n\r\n",
        "GET /metrics HTTP/1.1\r\n: nameless\r\n\r\n",
        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000 TLS hello\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
      })
  void nonsenseIsRefusedOrHungUpOn(String request) throws Exception {
    try (RawClient client = RawClient.connect(SERVER.port())) {
      client.send(request);

      assertThat(client.statusOrClosed())
          .satisfiesAnyOf(
              status -> assertThat(status).isZero(), // closed without an answer
              status -> assertThat(status).isBetween(400, 501));
    }
    assertServes();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /metrics HTTP/1.1\r\nAccept: ,;=\"\\\r\nAccept-Encoding: ;;;q=\r\n\r\n",
        "GET /metrics HTTP/1.1\r\nAccept:\r\nAccept-Encoding:\r\n\r\n",
        "GET /metrics HTTP/1.1\r\nAccept: \u00e9\u00ff\r\n\r\n",
        "GET http://elsewhere.example/metrics HTTP/1.1\r\n\r\n",
        "GET /metrics?%ff&names%5B%5D=x HTTP/1.1\r\n\r\n",
        "GET /m%65trics HTTP/1.1\r\n\r\n",
        "GET /metrics HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
        "GET /metrics HTTP/9.9\r\n\r\n",
        "GET /metrics HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n",
      })
  void oddButReadableRequestsAreServed(String request) throws Exception {
    try (RawClient client = RawClient.connect(SERVER.port())) {
      RawClient.Answer answer = client.send(request).answer();

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text()).isEqualTo(TEXT);
    }
  }

  @Test
  void tenThousandAcceptClausesAreServed() throws Exception {
    String clauses =
        IntStream.range(0, 10_000).mapToObj(i -> "a/b;q=0.1").collect(Collectors.joining(","));
    try (RawClient client = RawClient.connect(SERVER.port())) {
      RawClient.Answer answer = client
          .send("GET /metrics HTTP/1.1\r\nAccept: " + clauses + "\r\nAccept-Encoding: " + clauses
              + "\r\n\r\n")
          .answer();

      assertThat(answer.text()).isEqualTo(TEXT);
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredOneByOne() throws Exception {
    try (RawClient client = RawClient.connect(SERVER.port())) {
      client.send("GET /metrics HTTP/1.1\r\n\r\n".repeat(50));

      for (int i = 0; i < 50; i++) {
        assertThat(client.answer().text()).isEqualTo(TEXT);
      }
    }
  }

  @Test
  void randomBytesNeverStopTheServer() throws Exception {
    Random random = new Random(20_260_101);
    for (int i = 0; i < 200; i++) {
      StringBuilder request = new StringBuilder(random.nextBoolean() ? "GET /metrics" : "");
      int length = random.nextInt(200);
      for (int j = 0; j < length; j++) {
        request.append(random.nextInt(4) == 0 ? "\r\n" : (char) random.nextInt(256));
      }
      try (RawClient client = RawClient.connect(SERVER.port())) {
        client.send(request.toString());
        if (random.nextBoolean()) {
          client.vanish();
        }
      }
    }
    assertServes();
  }

  /** A moment later at the latest: the threads may still have to do with those who have gone. */
  private static void assertServes() {
    Await.until("others are served", () -> RawClient.isServed(SERVER.port(), "/metrics"));
  }
}
