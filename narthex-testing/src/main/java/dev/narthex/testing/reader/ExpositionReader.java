package dev.narthex.testing.reader;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Reads what a program exposes, in the three formats of Prometheus. It is strict: what its format
 * does not allow is an error that says where, even where Prometheus would take it.
 *
 * <pre>{@code
 * List<ExposedFamily> families = ExpositionReader.text("""
 *     # TYPE jobs_total counter
 *     jobs_total{queue="mail"} 3
 *     """);
 * }</pre>
 *
 * <p>Input may come from anybody. Reading ends soon, and takes memory in proportion to the input and
 * within {@link ReadLimits}. All methods may be called by many threads at once.
 *
 * <p>All throw {@link ReadException}, and nothing else, if the input is wrong or too large.
 *
 * @since 0.1
 */
public final class ExpositionReader {

  private ExpositionReader() {}

  /**
   * Reads text 0.0.4. Families without samples are left out; a line whose label {@code le}, sum or
   * count is there already begins the histogram anew.
   *
   * @param exposition the text; its last line ends in a line feed
   * @return the families in the order they were met, immutable
   * @throws ReadException if it is not right
   */
  public static List<ExposedFamily> text(String exposition) {
    return text(exposition, ReadLimits.DEFAULT);
  }

  /**
   * Reads text 0.0.4 within limits, see {@link #text(String)}.
   *
   * @param exposition the text
   * @param limits how much to read at most
   * @return the families in the order they were met, immutable
   * @throws ReadException if it is not right or too large
   */
  public static List<ExposedFamily> text(String exposition, ReadLimits limits) {
    return new TextFormatReader(exposition, limits).read();
  }

  /**
   * Reads text 0.0.4, see {@link #text(String)}.
   *
   * @param exposition the text in UTF-8
   * @return the families in the order they were met, immutable
   * @throws ReadException if it is not right
   */
  public static List<ExposedFamily> text(byte[] exposition) {
    return text(decoded(exposition, ReadLimits.DEFAULT));
  }

  /**
   * Reads OpenMetrics 1.0 text, by its ABNF and its MUSTs: {@code # EOF} at the end, families and
   * metrics in one piece, suffixes by type, no NaN where something is counted. A histogram that
   * cannot be right is an error, too. Names outside the alphabet may stand in quotes, as Prometheus
   * 3 has them.
   *
   * @param exposition the text
   * @return the families in the order they were met, those without samples included; immutable
   * @throws ReadException if it is not right
   */
  public static List<ExposedFamily> openMetrics(String exposition) {
    return openMetrics(exposition, ReadLimits.DEFAULT);
  }

  /**
   * Reads OpenMetrics 1.0 text within limits, see {@link #openMetrics(String)}.
   *
   * @param exposition the text
   * @param limits how much to read at most
   * @return the families in the order they were met, immutable
   * @throws ReadException if it is not right or too large
   */
  public static List<ExposedFamily> openMetrics(String exposition, ReadLimits limits) {
    return new OpenMetricsReader(exposition, limits).read();
  }

  /**
   * Reads OpenMetrics 1.0 text, see {@link #openMetrics(String)}.
   *
   * @param exposition the text in UTF-8
   * @return the families in the order they were met, immutable
   * @throws ReadException if it is not right
   */
  public static List<ExposedFamily> openMetrics(byte[] exposition) {
    return openMetrics(decoded(exposition, ReadLimits.DEFAULT));
  }

  /**
   * Reads delimited protobuf. Unknown fields are passed over. Native buckets become counts by index,
   * empty ones left out; the classic bucket up to +Inf, which this format leaves out, is there as in
   * the others.
   *
   * @param exposition messages {@code io.prometheus.client.MetricFamily}, each after its length
   * @return the families in the order they were met, immutable
   * @throws ReadException if it is not right
   */
  public static List<ExposedFamily> protobuf(byte[] exposition) {
    return protobuf(exposition, ReadLimits.DEFAULT);
  }

  /**
   * Reads delimited protobuf within limits, see {@link #protobuf(byte[])}.
   *
   * @param exposition messages {@code io.prometheus.client.MetricFamily}, each after its length
   * @param limits how much to read at most
   * @return the families in the order they were met, immutable
   * @throws ReadException if it is not right or too large
   */
  public static List<ExposedFamily> protobuf(byte[] exposition, ReadLimits limits) {
    return new ProtobufReader(exposition, limits).read();
  }

  /**
   * Reads the body of an answer in the format that its {@code Content-Type} names.
   *
   * @param exposition the body, without a content coding
   * @param contentType the header, such as {@code text/plain; version=0.0.4}
   * @return the families in the order they were met, immutable
   * @throws ReadException if the body is not right, or the header names none of the three formats
   */
  public static List<ExposedFamily> read(byte[] exposition, String contentType) {
    return read(exposition, contentType, ReadLimits.DEFAULT);
  }

  /**
   * Reads the body of an answer within limits, see {@link #read(byte[], String)}.
   *
   * @param exposition the body, without a content coding
   * @param contentType the header
   * @param limits how much to read at most
   * @return the families in the order they were met, immutable
   * @throws ReadException if it is not right or too large
   */
  public static List<ExposedFamily> read(byte[] exposition, String contentType, ReadLimits limits) {
    return switch (ContentType.format(contentType)) {
      case TEXT -> text(decoded(exposition, limits), limits);
      case OPENMETRICS -> openMetrics(decoded(exposition, limits), limits);
      case PROTOBUF -> protobuf(exposition, limits);
    };
  }

  /**
   * Reads an answer from a stream, but not more of it than the limits allow.
   *
   * @param exposition the body, without a content coding; it is not closed
   * @param contentType the header
   * @param limits how much to read at most
   * @return the families in the order they were met, immutable
   * @throws ReadException if it is not right or too large
   * @throws IOException if the stream fails
   */
  public static List<ExposedFamily> read(
      InputStream exposition, String contentType, ReadLimits limits) throws IOException {
    ContentType.format(contentType); // before anything is read
    byte[] bytes = exposition.readNBytes(limits.maxBytes());
    if (bytes.length == limits.maxBytes() && exposition.read() >= 0) {
      ReadBudget.checkLength((long) limits.maxBytes() + 1, limits);
    }
    return read(bytes, contentType, limits);
  }

  private static String decoded(byte[] exposition, ReadLimits limits) {
    ReadBudget.checkLength(exposition.length, limits);
    return Utf8.decode(exposition);
  }
}
