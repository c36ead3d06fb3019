package dev.narthex.http;

import dev.narthex.Registry;
import dev.narthex.red.HttpMetrics;
import dev.narthex.red.HttpMetricsBuilder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Measures what an {@link HttpClient} sends: how many requests there are, how many fail, how long they
 * take, and how many are under way.
 *
 * <pre>{@code
 * HttpClient client = MeasuringClient.of(HttpClient.newHttpClient(), registry);
 * client.send(request, BodyHandlers.ofString());
 * }</pre>
 *
 * <p>The client that comes back behaves as the one that was given, and is used like it. {@link
 * HttpMetricsBuilder} says what the usual metrics are, and how to measure less, or with metrics of your
 * own; functions of labels and exemplars are asked about the request as it was passed to the client:
 *
 * <pre>{@code
 * HttpClient client = MeasuringClient.builder(HttpClient.newHttpClient())
 *     .label("host", MeasuringClient.hosts("api.example.com", "auth.example.com"))
 *     .register(registry);
 * }</pre>
 *
 * <p><b>How long a request takes.</b> As long as its caller waits: until {@code send} returns, or the
 * future is complete. That is when the body handler has what it wanted, which for {@code ofString} is
 * the whole body and for {@code ofInputStream} nothing of it. {@link HttpMetricsBuilder#timeToFirstByte}
 * ends with the head of the answer, whatever the body handler does. Bodies are never touched.
 *
 * <p><b>Which code it has.</b> That of the answer, after redirects; where there is none, the word of a
 * {@link dev.narthex.red.Failure}. A request that the client refuses to send counts as failed.
 *
 * <p><b>Cancelling</b> works as without measuring: {@code cancel(true)} on the future of {@code
 * sendAsync}, or on one that was derived from it, ends the request and counts it.
 *
 * <p><b>What is not measured.</b> Web sockets, and what servers push. The JDK's client does not tell of
 * single steps such as looking up names, connecting or handshakes.
 *
 * @since 0.1
 */
public final class MeasuringClient {

  private MeasuringClient() {}

  /**
   * Measures with the usual metrics, by method and code.
   *
   * @param client sends the requests
   * @param registry gets the metrics, or has them from an earlier call
   * @return a client to use in place of the given one
   * @throws IllegalArgumentException as in {@link HttpMetricsBuilder#register}
   */
  public static HttpClient of(HttpClient client, Registry registry) {
    return builder(client).register(registry);
  }

  /**
   * Begins to say what is measured of a client.
   *
   * @param client sends the requests
   * @return a builder of a client to use in place of the given one
   */
  public static HttpMetricsBuilder<HttpRequest, HttpClient> builder(HttpClient client) {
    Objects.requireNonNull(client, "client");
    return HttpMetrics.client(metrics -> new MeasuredClient(client, metrics));
  }

  /**
   * For a label that tells the host of a request, if it is one of a few: a function that gives null for
   * any other. A program that follows links meets any number of hosts.
   *
   * @param known the hosts to tell apart, compared without regard to case
   * @return a function for {@link HttpMetricsBuilder#label}
   */
  public static Function<HttpRequest, @Nullable String> hosts(String... known) {
    List<String> hosts =
        List.of(known).stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
    return request -> knownHost(hosts, request.uri().getHost());
  }

  private static @Nullable String knownHost(List<String> hosts, @Nullable String host) {
    for (int i = 0; i < hosts.size(); i++) {
      if (hosts.get(i).equalsIgnoreCase(host)) {
        return hosts.get(i);
      }
    }
    return null;
  }
}
