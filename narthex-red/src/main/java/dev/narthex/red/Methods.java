package dev.narthex.red;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Which methods of requests become values of the label {@code method}. Clients may send any word as a
 * method, so only known ones do, in lower case. Immutable.
 */
final class Methods {

  /** In lower case. There are few, so a search along them is quick. */
  private final List<String> extra;

  Methods(Collection<String> extra) {
    this.extra = extra.stream().map(method -> method.toLowerCase(Locale.ROOT)).toList();
  }

  /** The value of the label. Makes no object. */
  String label(String method) {
    return switch (method) {
      case "GET", "get" -> "get";
      case "PUT", "put" -> "put";
      case "HEAD", "head" -> "head";
      case "POST", "post" -> "post";
      case "DELETE", "delete" -> "delete";
      case "CONNECT", "connect" -> "connect";
      case "OPTIONS", "options" -> "options";
      case "NOTIFY", "notify" -> "notify";
      case "TRACE", "trace" -> "trace";
      case "PATCH", "patch" -> "patch";
      default -> extraLabel(method);
    };
  }

  private String extraLabel(String method) {
    for (int i = 0; i < extra.size(); i++) {
      if (extra.get(i).equalsIgnoreCase(method)) {
        return extra.get(i);
      }
    }
    return HttpMetrics.UNKNOWN;
  }
}
