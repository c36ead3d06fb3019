package dev.narthex;

import dev.narthex.model.MetricType;
import dev.narthex.model.Names;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Names that would meet in an exposition although they differ: a histogram {@code x} writes samples
 * named {@code x_count}, so no other family may have that name.
 */
final class NameClash {

  private static final List<String> HISTOGRAM_SUFFIXES = List.of("_bucket", "_count", "_sum");
  private static final List<String> SUMMARY_SUFFIXES = List.of("_count", "_sum");

  /** Some are of OpenMetrics, some of the other formats. */
  private static final List<String> GAUGE_HISTOGRAM_SUFFIXES =
      List.of("_bucket", "_count", "_sum", "_gcount", "_gsum");

  /** What families may be named beyond their name in OpenMetrics. */
  private static final List<String> LEFT_OUT_IN_OPENMETRICS = List.of("", "_total", "_info");

  private NameClash() {}

  /**
   * The name of a family whose samples would be mixed up with those of the given one, or null.
   *
   * @param types the type of each family that is there, null for a name that is not
   */
  static @Nullable String ofSamples(
      String name, MetricType type, Function<String, @Nullable MetricType> types) {
    for (String suffix : suffixes(type)) {
      if (types.apply(name + suffix) != null) {
        return name + suffix;
      }
    }
    for (String suffix : GAUGE_HISTOGRAM_SUFFIXES) { // which are all there are
      if (name.endsWith(suffix)) {
        String base = name.substring(0, name.length() - suffix.length());
        MetricType baseType = types.apply(base);
        if (baseType != null && suffixes(baseType).contains(suffix)) {
          return base;
        }
      }
    }
    return null;
  }

  /**
   * The name of a family that OpenMetrics would announce under the same name as the given one, or
   * null: there a counter {@code x_total} and an info {@code x_info} are the family {@code x}.
   */
  static @Nullable String inOpenMetrics(
      String name, MetricType type, Function<String, @Nullable MetricType> types) {
    String announced = Names.inOpenMetrics(type, name);
    for (String suffix : LEFT_OUT_IN_OPENMETRICS) {
      String other = announced + suffix;
      MetricType otherType = other.equals(name) ? null : types.apply(other);
      if (otherType != null && Names.inOpenMetrics(otherType, other).equals(announced)) {
        return other;
      }
    }
    return null;
  }

  private static List<String> suffixes(MetricType type) {
    if (type == MetricType.HISTOGRAM) {
      return HISTOGRAM_SUFFIXES;
    }
    if (type == MetricType.GAUGE_HISTOGRAM) {
      return GAUGE_HISTOGRAM_SUFFIXES;
    }
    return type == MetricType.SUMMARY ? SUMMARY_SUFFIXES : List.of();
  }
}
