package dev.narthex.examples.shop;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;

/**
 * What somebody asks of the shop.
 *
 * @param method the HTTP method
 * @param path the path, decoded
 * @param parameters the parameters after the question mark
 */
record Request(String method, String path, Map<String, String> parameters) {

  static Request of(HttpExchange exchange) {
    Map<String, String> parameters = new HashMap<>();
    String query = exchange.getRequestURI().getRawQuery();
    for (String parameter : query == null ? new String[0] : query.split("&", -1)) {
      int equals = parameter.indexOf('=');
      if (equals > 0) {
        parameters.put(
            decoded(parameter.substring(0, equals)), decoded(parameter.substring(equals + 1)));
      }
    }
    return new Request(exchange.getRequestMethod(), exchange.getRequestURI().getPath(), parameters);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, UTF_8);
  }

  /** A parameter, or an empty string if it was not given. */
  String parameter(String name) {
    return parameters.getOrDefault(name, "");
  }
}
