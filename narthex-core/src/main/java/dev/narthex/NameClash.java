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
  private static final String TOTAL = "_total";

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
    for (String suffix : HISTOGRAM_SUFFIXES) {
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
   * null: there a counter {@code x_total} is the family {@code x}.
   */
  static @Nullable String inOpenMetrics(
      String name, MetricType type, Function<String, @Nullable MetricType> types) {
    String announced = Names.withoutTotal(name);
    if (type == MetricType.COUNTER && !announced.equals(name)) {
      return types.apply(announced) != null ? announced : null;
    }
    return types.apply(name + TOTAL) == MetricType.COUNTER ? name + TOTAL : null;
  }

  private static List<String> suffixes(MetricType type) {
    return switch (type) {
      case HISTOGRAM -> HISTOGRAM_SUFFIXES;
      case SUMMARY -> SUMMARY_SUFFIXES;
      case COUNTER, GAUGE, UNTYPED -> List.of();
    };
  }
}
