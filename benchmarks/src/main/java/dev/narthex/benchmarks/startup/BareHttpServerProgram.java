package dev.narthex.benchmarks.startup;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;

/** The floor: the JDK's server with an answer that never changes. */
final class BareHttpServerProgram {

  private BareHttpServerProgram() {}

  public static void main(String[] args) throws IOException {
    byte[] answer = "# TYPE jobs_total counter\njobs_total 1.0\n".getBytes(UTF_8);
    HttpServer server =
        HttpServer.create(new InetSocketAddress("localhost", Integer.parseInt(args[0])), 0);
    server.createContext("/metrics", exchange -> {
      exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
      exchange.close();
    });
    server.start();
    Running.untilInputEnds();
  }
}
