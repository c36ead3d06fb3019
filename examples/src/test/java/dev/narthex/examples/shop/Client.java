package dev.narthex.examples.shop;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

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

  /** The metrics as they are sent to a client with such an {@code Accept-Encoding} header. */
  HttpResponse<byte[]> metrics(String acceptEncoding) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(address + "/metrics"))
            .header("Accept-Encoding", acceptEncoding)
            .build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }
}
