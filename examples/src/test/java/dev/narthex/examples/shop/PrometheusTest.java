package dev.narthex.examples.shop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.Registry;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What {@code tools/demo --prometheus} promises, with the Prometheus that {@code tools/servers} puts
 * into {@code .servers/bin}: the graphs have something to show, and nothing stays behind.
 */
@Timeout(300) // asks until there is an answer
class PrometheusTest {

  private static final String PROGRAM = Path.of(System.getProperty("narthex.servers"), "prometheus")
      .toAbsolutePath()
      .toString();

  private final Registry registry = new Registry();
  private final Simulation quick = new Simulation(new Random(7), 0.1);
  private Shop shop;

  @BeforeEach
  void open() throws Exception {
    shop = new Shop(0, registry, quick);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  @SuppressWarnings("try") // the traffic only has to be there
  void findsSomethingToShowForEachGraphAndLeavesNothingBehind() throws Exception {
    Client client;
    try (Prometheus prometheus = Prometheus.start(PROGRAM, shop.port(), Prometheus.anyFreePort());
        Traffic traffic = traffic()) {
      client = new Client(URI.create(prometheus.address()).getPort());
      for (Graph graph : Graph.ALL) {
        String answer;
        do {
          answer = ask(client, graph);
          assertThat(answer).startsWith("{\"status\":\"success\"");
        } while (answer.contains("\"result\":[]"));
      }

      assertThat(client.send("GET", "/consoles/shop.html").body())
          .contains("<title>The shop</title>")
          .contains(Graph.ALL.stream().map(Graph::toJson).toList());
    }

    Client late = client;
    assertThatThrownBy(() -> late.send("GET", "/-/ready")).isInstanceOf(ConnectException.class);
  }

  private Traffic traffic() {
    return new Traffic(URI.create("http://127.0.0.1:" + shop.port()), registry, quick);
  }

  private static String ask(Client client, Graph graph) throws IOException, InterruptedException {
    return client
        .send("GET", "/api/v1/query?query=" + URLEncoder.encode(graph.query(), UTF_8))
        .body();
  }
}
