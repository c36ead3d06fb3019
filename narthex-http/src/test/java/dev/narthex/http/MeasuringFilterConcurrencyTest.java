package dev.narthex.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** That no request is lost or counted twice when many come at once and end in all ways. */
class MeasuringFilterConcurrencyTest {

  private static final int CLIENTS = 8;
  private static final int REQUESTS = 60;

  @Test
  void countsEachRequestOnceAndNoneIsLeftInFlight() throws Exception {
    ExecutorService others = Executors.newFixedThreadPool(2);
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try (MeasuredServer server = new MeasuredServer()
        .handle("/here", MeasuringFilterConcurrencyTest::answer)
        .handle("/elsewhere", exchange -> others.execute(() -> answer(exchange)))
        .handle("/closed", HttpExchange::close)
        .handle("/failed", exchange -> {
          throw new IllegalStateException("a bug");
        })) {
      List<Future<?>> futures = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        String path = List.of("/here", "/elsewhere", "/closed", "/failed").get(i % 4);
        futures.add(clients.submit(() -> {
          for (int n = 0; n < REQUESTS; n++) {
            try (RawClient client = server.connect()) {
              client.send("GET " + path + " HTTP/1.1\r\nHost: test\r\n\r\n").statusOrClosed();
            }
          }
          return null;
        }));
      }
      for (Future<?> future : futures) {
        future.get(300, TimeUnit.SECONDS);
      }

      int each = CLIENTS / 4 * REQUESTS;
      server.assertRequests("""
          http_requests_total{code="200",method="get",route="/elsewhere"} %1$d
          http_requests_total{code="200",method="get",route="/here"} %1$d
          http_requests_total{code="500",method="get",route="/failed"} %1$d
          http_requests_total{code="unknown",method="get",route="/closed"} %1$d
          """.formatted(each));
    } finally {
      clients.shutdownNow();
      others.shutdownNow();
    }
  }

  private static void answer(HttpExchange exchange) {
    try (exchange) {
      exchange.sendResponseHeaders(200, 2);
      exchange.getResponseBody().write("ok".getBytes(UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
