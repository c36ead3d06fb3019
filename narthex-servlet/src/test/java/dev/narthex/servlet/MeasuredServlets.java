package dev.narthex.servlet;

import static dev.narthex.testing.MetricAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.Registry;
import dev.narthex.support.Await;
import dev.narthex.testing.Exposition;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A container with measured servlets, and requests to it over real connections. */
@Timeout(300)
abstract class MeasuredServlets {

  static final EnumSet<DispatcherType> REQUESTS = EnumSet.of(DispatcherType.REQUEST);
  static final EnumSet<DispatcherType> ALL = EnumSet.allOf(DispatcherType.class);

  final Registry registry = new Registry();
  final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private Container container;
  private int port;

  abstract Container container();

  @BeforeEach
  void make() {
    container = container();
  }

  @AfterEach
  void stop() throws Exception {
    container.stop();
  }

  final void servlet(String pattern, Container.Service service) {
    container.servlet(pattern, new Container.Serving(service));
  }

  /** Adds a filter, around those that are added later. */
  final void filter(MeasuringServletFilter filter, EnumSet<DispatcherType> dispatches) {
    container.filter(filter, dispatches);
  }

  /** Starts the container with a filter for the usual metrics. */
  final void start(EnumSet<DispatcherType> dispatches) throws Exception {
    filter(MeasuringServletFilter.of(registry), dispatches);
    start();
  }

  final void start() throws Exception {
    port = container.start();
  }

  final HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  final HttpResponse<String> get(String path) throws Exception {
    return client.send(request(path).build(), BodyHandlers.ofString());
  }

  /** Asks for something whose answer may break off; a GET without any answer is sent again. */
  final void sendIfItCanBe(String method, String path) throws Exception {
    try {
      client.send(
          request(path).method(method, BodyPublishers.noBody()).build(), BodyHandlers.discarding());
    } catch (IOException e) {
      assertThat(e).as("what is expected of " + path).isNotNull();
    }
  }

  /** Asserts which requests were counted, as samples, once none is under way any more. */
  final void assertRequests(String samples) {
    awaitNoneInFlight();
    assertThat(registry).exposesAmongOthers("""
        # HELP http_requests_total Requests that were answered.
        # TYPE http_requests_total counter
        """ + samples);
  }

  final void awaitNoneInFlight() {
    Await.until(
        "no request is in flight",
        () -> Exposition.of(registry).value("http_requests_in_flight") == 0);
  }

  final double bytes(String route) {
    return Exposition.of(registry)
        .value("http_response_size_bytes_sum", "method", "get", "route", route);
  }

  /** Ends a request that became asynchronous, from whatever thread. */
  static void answer(AsyncContext context, int status, String text) {
    HttpServletResponse response = (HttpServletResponse) context.getResponse();
    response.setStatus(status);
    try {
      response.getWriter().print(text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    context.complete();
  }
}
