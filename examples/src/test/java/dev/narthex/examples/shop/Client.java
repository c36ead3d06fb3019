package dev.narthex.examples.shop;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/** What a test asks of a server on the loopback interface. */
final class Client {

  private final HttpClient client = HttpClient.newHttpClient();
  private final String address;

  Client(int port) {
    address = "http://127.0.0.1:" + port;
  }

  HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(address + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  int status(String method, String path) throws IOException, InterruptedException {
    return send(method, path).statusCode();
  }

  /** The lines of {@code /metrics} that begin with this text. */
  List<String> metrics(String beginning) throws IOException, InterruptedException {
    return send("GET", "/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(beginning))
        .toList();
  }

  /** The value of one series, such as {@code shop_open_carts}. */
  double metric(String series) throws IOException, InterruptedException {
    List<String> found = metrics(series + " ");
    if (found.size() != 1) {
      throw new AssertionError(series + ": " + found);
    }
    return Double.parseDouble(found.get(0).substring(series.length() + 1));
  }
}
