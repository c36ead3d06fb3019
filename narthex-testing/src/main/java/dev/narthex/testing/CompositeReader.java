package dev.narthex.testing;

import dev.narthex.model.NativeBuckets;
import dev.narthex.testing.reader.ExposedHistogram;
import dev.narthex.testing.reader.ExposedNativeBuckets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@link CompositeValue}. More lenient than OpenMetrics 2.0 where people write: the fields may
 * stand in any order and with blanks between, and what is zero may be left out.
 */
final class CompositeReader {

  /** How many buckets one side may have, populated or not. */
  private static final int MAX_BUCKETS = NativeBuckets.MAX_BUCKETS;

  /** Not all that Java takes for a number: {@code 1d} and {@code 0x1p3} are none here. */
  private static final Pattern NUMBER =
      Pattern.compile("NaN|[-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?");

  private final Map<String, String> fields;

  private CompositeReader(Map<String, String> fields) {
    this.fields = fields;
  }

  /**
   * Reads a value.
   *
   * @param text all between the braces
   * @throws IllegalArgumentException if it is no composite value; the message says what is wrong
   */
  static CompositeValue read(String text) {
    CompositeReader reader = new CompositeReader(fields(text));
    boolean gauge = reader.fields.containsKey("gcount");
    String prefix = gauge ? "g" : "";
    OptionalDouble count = reader.takeNumber(prefix + "count");
    OptionalDouble sum = reader.takeNumber(prefix + "sum");
    ExposedNativeBuckets nativePart = reader.takeNativeBuckets();
    List<ExposedHistogram.Bucket> buckets = reader.takeClassicBuckets();
    for (String unknown : reader.fields.keySet()) {
      throw new IllegalArgumentException("there is no field \"" + unknown + "\" here");
    }
    if (nativePart == null && buckets.isEmpty()) {
      throw new IllegalArgumentException("there is neither \"schema\" nor \"bucket\"");
    }
    return new CompositeValue(gauge, count, sum, nativePart, buckets);
  }

  /** Cuts at the commas that are not in brackets. */
  private static Map<String, String> fields(String text) {
    Map<String, String> fields = new LinkedHashMap<>();
    int begin = 0;
    int depth = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i == text.length() ? ',' : text.charAt(i);
      if (c == '[') {
        depth++;
      } else if (c == ']') {
        depth--;
      } else if (c == ',' && (depth == 0 || i == text.length())) {
        String field = text.substring(begin, i);
        int colon = field.indexOf(':');
        if (colon < 0) {
          throw new IllegalArgumentException("\"" + field + "\" is no field, as in \"count:5\"");
        }
        String name = field.substring(0, colon).strip();
        if (fields.put(name, field.substring(colon + 1).strip()) != null) {
          throw new IllegalArgumentException("\"" + name + "\" is there twice");
        }
        begin = i + 1;
      }
    }
    return fields;
  }

  private OptionalDouble takeNumber(String field) {
    String text = fields.remove(field);
    return text == null ? OptionalDouble.empty() : OptionalDouble.of(number(field, text));
  }

  private @Nullable ExposedNativeBuckets takeNativeBuckets() {
    String schema = fields.remove("schema");
    if (schema == null) {
      return null;
    }
    return new ExposedNativeBuckets(
        integer("schema", schema),
        takeNumber("zero_threshold").orElse(0),
        takeNumber("zero_count").orElse(0),
        takeSide("positive"),
        takeSide("negative"),
        List.of());
  }

  private SortedMap<Integer, Double> takeSide(String side) {
    List<String> spans = takeList(side + "_spans");
    List<String> counts = takeList(side + "_buckets");
    SortedMap<Integer, Double> buckets = new TreeMap<>();
    int index = 0;
    int taken = 0;
    for (String span : spans) {
      String[] parts = pair(side + "_spans", span);
      index = Math.addExact(index, integer(side + "_spans", parts[0]));
      int length = integer(side + "_spans", parts[1]);
      if (length < 0 || length > MAX_BUCKETS) {
        throw new IllegalArgumentException(side + "_spans has a span of " + length
            + " buckets, which is not from 0 to " + MAX_BUCKETS);
      }
      for (int i = 0; i < length; i++) {
        if (taken == counts.size()) {
          throw disagreement(side, counts);
        }
        buckets.put(index++, number(side + "_buckets", counts.get(taken++)));
      }
    }
    if (taken != counts.size()) {
      throw disagreement(side, counts);
    }
    return buckets;
  }

  private static IllegalArgumentException disagreement(String side, List<String> counts) {
    return new IllegalArgumentException(
        "%1$s_spans and %1$s_buckets disagree: the spans do not have %2$d buckets together"
            .formatted(side, counts.size()));
  }

  private List<ExposedHistogram.Bucket> takeClassicBuckets() {
    List<ExposedHistogram.Bucket> buckets = new ArrayList<>();
    for (String bucket : takeList("bucket")) {
      String[] parts = pair("bucket", bucket);
      buckets.add(new ExposedHistogram.Bucket(
          number("bucket", parts[0]), number("bucket", parts[1]), null));
    }
    return buckets;
  }

  private List<String> takeList(String field) {
    String text = fields.remove(field);
    if (text == null) {
      return List.of();
    }
    if (!text.startsWith("[") || !text.endsWith("]")) {
      throw new IllegalArgumentException(field + " is " + text + " but must be in brackets");
    }
    String inside = text.substring(1, text.length() - 1).strip();
    return inside.isEmpty() ? List.of() : List.of(inside.split(",", -1));
  }

  private static String[] pair(String field, String text) {
    String[] parts = text.split(":", -1);
    if (parts.length != 2) {
      throw new IllegalArgumentException(
          field + " has \"" + text + "\", which is not two numbers with a colon between");
    }
    return parts;
  }

  private static int integer(String field, String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(field + " has \"" + text + "\", which is no integer", e);
    }
  }

  static double number(String field, String text) {
    return switch (text.strip()) {
      case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> decimal(field, text.strip());
    };
  }

  private static double decimal(String field, String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw new IllegalArgumentException(field + " has \"" + text + "\", which is no number");
    }
    return Double.parseDouble(text);
  }
}
