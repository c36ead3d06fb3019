package dev.narthex.benchmarks.startup;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Micrometer, which has no server of its own, behind that of the JDK. */
final class MicrometerProgram {

  private MicrometerProgram() {}

  public static void main(String[] args) throws IOException {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Counter.builder("jobs").description("Jobs done.").register(registry).increment();
    DistributionSummary.builder("job_duration_seconds")
        .description("Time taken.")
        .serviceLevelObjectives(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
        .register(registry)
        .record(0.1);
    HttpServer server =
        HttpServer.create(new InetSocketAddress("localhost", Integer.parseInt(args[0])), 0);
    server.createContext("/metrics", exchange -> {
      byte[] answer = registry.scrape().getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
      exchange.close();
    });
    server.start();
    Running.untilInputEnds();
  }
}
