package dev.narthex;

import java.util.List;

/** Listed series as text, so that an outcome shows all of them: {@code a=1.0 b=0.0}. */
final class SeriesText {

  private SeriesText() {}

  static String of(List<Series<Counter>> listed) {
    StringBuilder text = new StringBuilder();
    for (Series<Counter> series : listed) {
      text.append(text.length() == 0 ? "" : " ")
          .append(series.labels().value(0))
          .append('=')
          .append(series.metric().value());
    }
    return text.toString();
  }
}
