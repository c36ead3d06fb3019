package dev.narthex.webconfig;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.narthex.http.MetricsServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.mindrot.jbcrypt.BCrypt;

/** Asks servers, each time over a connection of its own unless a client is given. */
final class Requests {

  private Requests() {}

  static HttpResponse<String> get(MetricsServer server, HttpClient client, String... headers)
      throws IOException, InterruptedException {
    String url = server.url().toString().replace("127.0.0.1", "localhost");
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  static HttpResponse<String> get(MetricsServer server, String... headers)
      throws IOException, InterruptedException {
    return get(server, HttpClient.newHttpClient(), headers);
  }

  /** The status that somebody gets with a name and a password, as in {@code alice:secret}. */
  static int status(MetricsServer server, String credentials)
      throws IOException, InterruptedException {
    return get(server, "Authorization", basic(credentials)).statusCode();
  }

  static HttpClient with(SSLContext context) {
    return HttpClient.newBuilder().sslContext(context).build();
  }

  static HttpClient with(SSLContext context, String protocol) {
    SSLParameters parameters = new SSLParameters();
    parameters.setProtocols(new String[] {protocol});
    return HttpClient.newBuilder().sslContext(context).sslParameters(parameters).build();
  }

  static boolean isServed(MetricsServer server, SSLContext context) throws InterruptedException {
    try {
      return get(server, with(context)).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  static String basic(String credentials) {
    return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
  }

  /** At the lowest cost there is. */
  static String hash(String password) {
    return BCrypt.hashpw(password, BCrypt.gensalt(4));
  }
}
