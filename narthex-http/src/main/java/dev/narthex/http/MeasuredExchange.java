package dev.narthex.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** An exchange whose answer is measured. Everything else is that of the exchange behind it. */
final class MeasuredExchange extends HttpExchange {

  private final HttpExchange exchange;
  private final MeasuredAnswer answer;

  MeasuredExchange(HttpExchange exchange, MeasuredAnswer answer) {
    this.exchange = exchange;
    this.answer = answer;
  }

  @Override
  public void sendResponseHeaders(int status, long length) throws IOException {
    answer.sendHead(status, length);
  }

  @Override
  public OutputStream getResponseBody() {
    return answer.body();
  }

  @Override
  public void setStreams(@Nullable InputStream in, @Nullable OutputStream out) {
    answer.replaceStreams(in, out);
  }

  @Override
  public void close() {
    answer.close();
  }

  @Override
  public Headers getRequestHeaders() {
    return exchange.getRequestHeaders();
  }

  @Override
  public Headers getResponseHeaders() {
    return exchange.getResponseHeaders();
  }

  @Override
  public URI getRequestURI() {
    return exchange.getRequestURI();
  }

  @Override
  public String getRequestMethod() {
    return exchange.getRequestMethod();
  }

  @Override
  public HttpContext getHttpContext() {
    return answer.context();
  }

  @Override
  public InputStream getRequestBody() {
    return exchange.getRequestBody();
  }

  @Override
  public InetSocketAddress getRemoteAddress() {
    return exchange.getRemoteAddress();
  }

  @Override
  public int getResponseCode() {
    return exchange.getResponseCode();
  }

  @Override
  public InetSocketAddress getLocalAddress() {
    return exchange.getLocalAddress();
  }

  @Override
  public String getProtocol() {
    return exchange.getProtocol();
  }

  @Override
  public Object getAttribute(String name) {
    return exchange.getAttribute(name);
  }

  @Override
  public void setAttribute(String name, @Nullable Object value) {
    exchange.setAttribute(name, value);
  }

  @Override
  public HttpPrincipal getPrincipal() {
    return exchange.getPrincipal();
  }
}
