package dev.narthex.servlet;

import dev.narthex.red.HttpMetrics;
import dev.narthex.red.Measurement;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.UnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * A request that is measured to its end, which may come long after the filter has returned.
 *
 * <p>It is passed on in place of the container's own, so that nobody can start an asynchronous request
 * unseen. To look for one when the chain has returned would be too late: another thread may have completed
 * or dispatched it by then.
 */
final class MeasuredRequest extends HttpServletRequestWrapper implements AsyncListener {

  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final @Nullable MeasuredResponse measuredResponse;
  private final HttpMetrics<HttpServletRequest> metrics;
  private final Measurement<HttpServletRequest> measurement;

  /** Set by the thread that serves the request, which also looks at it. */
  private boolean asynchronous;

  MeasuredRequest(
      HttpServletRequest request,
      HttpServletResponse response,
      HttpMetrics<HttpServletRequest> metrics) {
    super(request);
    this.request = request;
    this.response = response;
    this.metrics = metrics;
    boolean measured = metrics.measuresResponseSize() || metrics.measuresTimeToFirstByte();
    this.measuredResponse = measured ? new MeasuredResponse(response, this) : null;
    this.measurement = metrics.begin(request.getMethod()); // last: nothing fails after it
  }

  /** What is passed on in place of the container's own response, unless nobody needs to look at it. */
  HttpServletResponse response() {
    return measuredResponse == null ? response : measuredResponse;
  }

  /** The answer begins. */
  void firstByte() {
    measurement.firstByte();
  }

  /** Without arguments the container would take its own request and response, and we would not see what is written. */
  @Override
  public AsyncContext startAsync() {
    return listenedTo(super.startAsync(this, response()));
  }

  @Override
  public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
    return listenedTo(super.startAsync(request, response));
  }

  private AsyncContext listenedTo(AsyncContext context) {
    asynchronous = true;
    context.addListener(this);
    return context;
  }

  /** The chain has returned. */
  void returned() {
    if (!asynchronous) {
      count(response.getStatus());
    }
  }

  /** The chain has thrown. The container makes an answer of that, but not before this filter has returned. */
  void failed(Throwable failure) {
    if (failure instanceof UnavailableException unavailable) {
      count(unavailable.isPermanent() ? 404 : 503);
    } else if (failure instanceof IOException && response.isCommitted()) {
      count(response.getStatus());
    } else {
      count(500);
    }
  }

  @Override
  public void onComplete(AsyncEvent event) {
    count(response.getStatus());
  }

  /** The container, or another listener, makes an answer of it; then the request is complete. */
  @Override
  public void onTimeout(AsyncEvent event) {}

  /** As with a timeout. */
  @Override
  public void onError(AsyncEvent event) {}

  /** It was dispatched and has become asynchronous again, which ends the service of all listeners. */
  @Override
  public void onStartAsync(AsyncEvent event) {
    event.getAsyncContext().addListener(this);
  }

  private void count(int status) {
    if (metrics.measuresRequestSize()) {
      measurement.requestBytes(requestBytes());
    }
    if (measuredResponse != null) {
      measurement.responseBytes(measuredResponse.bytes());
    }
    measurement.finish(request, status);
  }

  /** The lengths of what was sent, without what separates it, and of the body, if it was told. */
  private long requestBytes() {
    String query = request.getQueryString();
    long bytes = request.getMethod().length();
    bytes += request.getRequestURI().length();
    bytes += query == null ? 0 : 1 + query.length();
    bytes += request.getProtocol().length();
    Enumeration<String> names = request.getHeaderNames();
    while (names != null && names.hasMoreElements()) {
      bytes += headerBytes(names.nextElement());
    }
    return bytes + Math.max(0, request.getContentLengthLong());
  }

  private long headerBytes(String name) {
    long bytes = 0;
    Enumeration<String> values = request.getHeaders(name);
    while (values.hasMoreElements()) {
      bytes += name.length();
      bytes += values.nextElement().length();
    }
    return bytes;
  }
}
