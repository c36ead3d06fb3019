package dev.narthex.servlet;

import static dev.narthex.testing.MetricAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletResponse;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * What {@link MeasuringServletFilter} counts of requests that servlets answer later, from other threads
 * or after a dispatch, in whatever container it runs.
 */
abstract class AsyncMeasuringContract extends MeasuredServlets {

  /** Jetty loses a timeout that is over before its thread has noted down that it set it. */
  private static final long TIMEOUT_MILLIS = 500;

  @Test
  void measuresAnAsynchronousRequestToItsEnd() throws Exception {
    CountDownLatch returned = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    servlet("/async", (request, response) -> {
      AsyncContext context = request.startAsync();
      new Thread(() -> {
            await(go);
            answer(context, 202, "later");
          })
          .start();
      returned.countDown();
    });
    start(REQUESTS);

    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(request("/async").build(), BodyHandlers.ofString());
    returned.await();
    assertThat(registry)
        .hasValue(1, "http_requests_in_flight")
        .hasNoFamilies("http_requests_total");
    go.countDown();

    assertThat(answer.get(300, TimeUnit.SECONDS).body()).isEqualTo("later");
    assertRequests("http_requests_total{code=\"202\",method=\"get\",route=\"/async\"} 1\n");
    assertThat(bytes("/async")).isEqualTo(5);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void countsAnAsynchronousRequestThatIsCompleteBeforeTheFilterReturns() throws Exception {
    servlet("/quick", (request, response) -> {
      AsyncContext context = request.startAsync(request, response);
      Thread thread = new Thread(() -> answer(context, 203, "quick"));
      thread.start();
      join(thread);
    });
    start(REQUESTS);

    assertThat(get("/quick").body()).isEqualTo("quick");

    assertRequests("http_requests_total{code=\"203\",method=\"get\",route=\"/quick\"} 1\n");
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void countsARequestOnceThatIsDispatchedAndBecomesAsynchronousAgain() throws Exception {
    servlet("/first", (request, response) -> {
      AsyncContext context = request.startAsync();
      Thread thread = new Thread(() -> context.dispatch("/second"));
      thread.start();
      join(thread); // dispatched before the filter returns
    });
    servlet("/second", (request, response) -> {
      AsyncContext context = request.startAsync();
      new Thread(() -> context.dispatch("/third")).start();
    });
    servlet("/third", (request, response) -> {
      response.setStatus(201);
      response.getWriter().print("third");
    });
    start(ALL);

    assertThat(get("/first").body()).isEqualTo("third");

    assertRequests("http_requests_total{code=\"201\",method=\"get\",route=\"/first\"} 1\n");
    assertThat(bytes("/first")).isEqualTo(5);
  }

  @Test
  void countsAnAsynchronousRequestThatTimesOut() throws Exception {
    servlet("/timeout", (request, response) -> request.startAsync().setTimeout(TIMEOUT_MILLIS));
    servlet("/handled", (request, response) -> {
      AsyncContext context = request.startAsync();
      context.setTimeout(TIMEOUT_MILLIS);
      context.addListener(new TimeoutAnswer());
    });
    start(ALL);

    assertThat(get("/timeout").statusCode()).isEqualTo(500);
    assertThat(get("/handled").statusCode()).isEqualTo(503);

    assertRequests("""
        http_requests_total{code="500",method="get",route="/timeout"} 1
        http_requests_total{code="503",method="get",route="/handled"} 1
        """);
  }

  /** Makes 503 of a timeout. */
  private static final class TimeoutAnswer implements AsyncListener {

    @Override
    public void onTimeout(AsyncEvent event) {
      ((HttpServletResponse) event.getAsyncContext().getResponse()).setStatus(503);
      event.getAsyncContext().complete();
    }

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }

  @Test
  void countsAnAsynchronousRequestThatFails() throws Exception {
    servlet("/at-once", (request, response) -> {
      request.startAsync();
      throw new IllegalStateException("a bug");
    });
    servlet("/later", (request, response) -> {
      AsyncContext context = request.startAsync();
      context.dispatch("/failing");
    });
    servlet("/failing", (request, response) -> {
      throw new IllegalStateException("a bug");
    });
    start(ALL);

    sendIfItCanBe("POST", "/at-once"); // Tomcat closes the connection without an answer
    assertThat(get("/later").statusCode()).isEqualTo(500);

    assertRequests("""
        http_requests_total{code="500",method="get",route="/later"} 1
        http_requests_total{code="500",method="post",route="/at-once"} 1
        """);
  }

  @Test
  void losesNoneOfManyRequestsAtOnce() throws Exception {
    servlet("/sync", (request, response) -> response.getWriter().print("ok"));
    servlet("/async", (request, response) -> {
      AsyncContext context = request.startAsync();
      new Thread(() -> answer(context, 202, "ok")).start();
    });
    servlet("/dispatched", (request, response) -> request.startAsync().dispatch("/sync"));
    servlet("/failing", (request, response) -> {
      throw new IllegalStateException("a bug");
    });
    start(REQUESTS);

    List<CompletableFuture<?>> answers = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      String path = List.of("/sync", "/async", "/dispatched", "/failing").get(i % 4);
      answers.add(client.sendAsync(request(path).build(), BodyHandlers.discarding()));
    }
    CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).get(300, TimeUnit.SECONDS);

    assertRequests("""
        http_requests_total{code="200",method="get",route="/dispatched"} 100
        http_requests_total{code="200",method="get",route="/sync"} 100
        http_requests_total{code="202",method="get",route="/async"} 100
        http_requests_total{code="500",method="get",route="/failing"} 100
        """);
  }
}
