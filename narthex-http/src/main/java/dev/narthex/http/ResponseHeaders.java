package dev.narthex.http;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Pattern;

/** Puts headers on each answer; what the handler sets itself comes later and wins. */
final class ResponseHeaders extends Filter {

  /** A token (RFC 9110, section 5.6.2). */
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

  private final Map<String, String> headers;

  ResponseHeaders(Map<String, String> headers) {
    this.headers = Map.copyOf(headers);
  }

  static String checkedName(String name) {
    if (!Pattern.matches(TOKEN, name)) {
      throw new IllegalArgumentException("header is \"" + name
          + "\" but a header's name is made of ASCII letters, digits and !#$%&'*+.^_`|~-.");
    }
    return name;
  }

  static String checkedValue(String name, String value) {
    if (value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c > '~')) {
      throw new IllegalArgumentException("The value of the header " + name + " is \"" + value
          + "\" but must be printable ASCII, without line breaks.");
    }
    return value;
  }

  @Override
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    headers.forEach(exchange.getResponseHeaders()::set);
    chain.doFilter(exchange);
  }

  @Override
  public String description() {
    return "sets headers of the answer";
  }
}
