package dev.narthex.http;

import com.sun.net.httpserver.HttpServer;
import dev.narthex.contract.ScrapeContract;
import dev.narthex.contract.Served;
import dev.narthex.scrape.ScrapeEndpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** {@link MetricsHandler} on a server of the user's own does what every server does. */
class MetricsHandlerContractTest extends ScrapeContract {

  @Override
  protected Served serve(ScrapeEndpoint endpoint) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ExecutorService threads = Executors.newCachedThreadPool();
    server.setExecutor(threads);
    server.createContext("/metrics", new MetricsHandler(endpoint));
    server.start();
    return Served.at(server.getAddress().getPort(), () -> {
      server.stop(0);
      threads.shutdownNow();
    });
  }
}
