package dev.narthex.cli;

import dev.narthex.testing.Exposition;
import org.jspecify.annotations.Nullable;

/** How an input is read, and what a server is asked for. */
enum InputFormat {
  /** What the server says it is; without a server, what it looks like. */
  AUTO(null),
  TEXT("text/plain;version=0.0.4;charset=utf-8"),
  OPENMETRICS("application/openmetrics-text;version=1.0.0;charset=utf-8"),
  PROTOBUF("application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily"
      + ";encoding=delimited");

  /**
   * Asks for text first: OpenMetrics hides whether a counter has its suffix, and where protobuf is
   * wrong, no line can be told.
   */
  private static final String ANY = TEXT.contentType + ";escaping=allow-utf-8;q=1"
      + "," + PROTOBUF.contentType + ";escaping=allow-utf-8;q=0.6"
      + "," + OPENMETRICS.contentType + ";escaping=allow-utf-8;q=0.5"
      + ",*/*;q=0.1";

  private final @Nullable String contentType;

  InputFormat(@Nullable String contentType) {
    this.contentType = contentType;
  }

  /** The header {@code Accept} to ask a server with. */
  String accept() {
    return contentType == null ? ANY : contentType + ";escaping=allow-utf-8,*/*;q=0.1";
  }

  /**
   * Reads a body.
   *
   * @throws dev.narthex.testing.reader.ReadException if it cannot be read
   */
  Exposition read(Body body) {
    String type = contentType != null ? contentType : body.contentType();
    return Exposition.read(body.bytes(), type.isEmpty() ? guess(body.bytes()) : type);
  }

  private static String guess(byte[] bytes) {
    InputFormat format = TEXT;
    if (BodyShape.isProtobuf(bytes)) {
      format = PROTOBUF;
    } else if (BodyShape.endsLikeOpenMetrics(bytes)) {
      format = OPENMETRICS;
    }
    return String.valueOf(format.contentType);
  }
}
