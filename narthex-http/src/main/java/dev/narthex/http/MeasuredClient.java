package dev.narthex.http;

import dev.narthex.red.Failure;
import dev.narthex.red.HttpMetrics;
import dev.narthex.red.Measurement;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** A client whose requests are measured. Everything else is that of the client behind it. */
final class MeasuredClient extends HttpClient {

  /** Nothing is wrapped deeper, but a chain of causes may be a circle. */
  private static final int MAX_CAUSES = 16;

  private final HttpClient client;
  private final HttpMetrics<HttpRequest> metrics;

  MeasuredClient(HttpClient client, HttpMetrics<HttpRequest> metrics) {
    this.client = client;
    this.metrics = metrics;
  }

  @Override
  public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
      throws IOException, InterruptedException {
    Measurement<HttpRequest> measurement = metrics.begin(request.method());
    HttpResponse<T> response;
    try {
      response = client.send(request, measured(handler, measurement));
    } catch (Throwable t) {
      measurement.fail(request, failure(t));
      throw t;
    }
    measurement.finish(request, response.statusCode());
    return response;
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler) {
    Measurement<HttpRequest> measurement = metrics.begin(request.method());
    CompletableFuture<HttpResponse<T>> answer;
    try {
      answer = client.sendAsync(request, measured(handler, measurement));
    } catch (Throwable t) {
      measurement.fail(request, failure(t));
      throw t;
    }
    return measured(answer, request, measurement);
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler, @Nullable PushPromiseHandler<T> pushes) {
    Measurement<HttpRequest> measurement = metrics.begin(request.method());
    CompletableFuture<HttpResponse<T>> answer;
    try {
      answer = client.sendAsync(request, measured(handler, measurement), pushes);
    } catch (Throwable t) {
      measurement.fail(request, failure(t));
      throw t;
    }
    return measured(answer, request, measurement);
  }

  private static <T> CompletableFuture<HttpResponse<T>> measured(
      CompletableFuture<HttpResponse<T>> answer,
      HttpRequest request,
      Measurement<HttpRequest> measurement) {
    CompletableFuture<HttpResponse<T>> counted = new MeasuredFuture<>(answer);
    // What is thrown in here goes to nobody, so the future is completed in any case.
    CompletableFuture<?> unused = answer.whenComplete((response, failure) -> {
      if (failure == null) {
        try {
          measurement.finish(request, response.statusCode());
        } finally {
          counted.complete(response);
        }
      } else {
        try {
          measurement.fail(request, failure(failure));
        } finally {
          counted.completeExceptionally(failure);
        }
      }
    });
    return counted;
  }

  /** The client asks the handler of the body when the head of the answer is there. */
  private <T> BodyHandler<T> measured(
      BodyHandler<T> handler, Measurement<HttpRequest> measurement) {
    if (!metrics.measuresTimeToFirstByte()) {
      return handler;
    }
    return head -> {
      measurement.firstByte();
      return handler.apply(head);
    };
  }

  private static Failure failure(Throwable thrown) {
    Throwable cause = thrown;
    for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
      if (cause instanceof CancellationException || cause instanceof InterruptedException) {
        return Failure.CANCELLED;
      }
      if (cause instanceof HttpTimeoutException || cause instanceof TimeoutException) {
        return Failure.TIMEOUT;
      }
      cause = cause.getCause();
    }
    return Failure.ERROR;
  }

  @Override
  public WebSocket.Builder newWebSocketBuilder() {
    return client.newWebSocketBuilder();
  }

  @Override
  public Optional<CookieHandler> cookieHandler() {
    return client.cookieHandler();
  }

  @Override
  public Optional<Duration> connectTimeout() {
    return client.connectTimeout();
  }

  @Override
  public Redirect followRedirects() {
    return client.followRedirects();
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return client.proxy();
  }

  @Override
  public SSLContext sslContext() {
    return client.sslContext();
  }

  @Override
  public SSLParameters sslParameters() {
    return client.sslParameters();
  }

  @Override
  public Optional<Authenticator> authenticator() {
    return client.authenticator();
  }

  @Override
  public Version version() {
    return client.version();
  }

  @Override
  public Optional<Executor> executor() {
    return client.executor();
  }

  // From JDK 21 on a client can be closed, and these override what HttpClient has for it. On an
  // older
  // JDK nobody can call them.

  public void shutdown() {
    ClientLifecycle.shutdown(client);
  }

  public void shutdownNow() {
    ClientLifecycle.shutdownNow(client);
  }

  public boolean awaitTermination(Duration duration) throws InterruptedException {
    return ClientLifecycle.awaitTermination(client, duration);
  }

  public boolean isTerminated() {
    return ClientLifecycle.isTerminated(client);
  }

  public void close() {
    ClientLifecycle.close(client);
  }

  /** Names the client behind it. */
  @Override
  public String toString() {
    return "measured " + client;
  }
}
