package dev.narthex.testing;

import dev.narthex.testing.reader.ExposedFamily;
import dev.narthex.testing.reader.ExposedHistogram;
import dev.narthex.testing.reader.ExposedNumber;
import dev.narthex.testing.reader.ExposedSeries;
import dev.narthex.testing.reader.ExposedSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** All samples of an exposition, by name and labels as they stand in a scrape. */
final class Samples {

  /** How many samples a message lists. */
  private static final int MAX_LISTED = 10;

  /** Labels whose values are numbers, which may be spelled in several ways. */
  private static final List<String> NUMERIC_LABELS = List.of("le", "quantile");

  private final List<ExposedFamily> families;
  private final List<Sample> samples = new ArrayList<>();
  private final NumberSpelling numbers = new NumberSpelling(Detail.TEXT.notation());

  private record Sample(String name, Map<String, String> labels, double value) {}

  Samples(List<ExposedFamily> families) {
    this.families = families;
    for (ExposedFamily family : families) {
      for (ExposedSeries series : family.series()) {
        add(family.name(), series);
      }
    }
  }

  /** Pairs up names and values. */
  static Map<String, String> labels(String... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("Labels come as name, value, name, value, …, but the last"
          + " of " + String.join(", ", namesAndValues) + " has no value.");
    }
    Map<String, String> labels = new TreeMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      String name = Objects.requireNonNull(namesAndValues[i], "label name");
      String value = Objects.requireNonNull(namesAndValues[i + 1], name);
      if (labels.put(name, value) != null) {
        throw new IllegalArgumentException(
            "Label " + name + " is there twice in " + String.join(", ", namesAndValues) + ".");
      }
    }
    return labels;
  }

  private void add(String name, ExposedSeries series) {
    if (series instanceof ExposedNumber number) {
      samples.add(new Sample(name, number.labels(), number.value()));
    } else if (series instanceof ExposedHistogram histogram) {
      for (ExposedHistogram.Bucket bucket : histogram.buckets()) {
        samples.add(new Sample(
            name + "_bucket", with(series, "le", bucket.upperBound()), bucket.cumulativeCount()));
      }
      add(name, series, histogram.sum(), histogram.count());
    } else if (series instanceof ExposedSummary summary) {
      for (ExposedSummary.Quantile quantile : summary.quantiles()) {
        samples.add(
            new Sample(name, with(series, "quantile", quantile.quantile()), quantile.value()));
      }
      add(name, series, summary.sum(), summary.count());
    }
  }

  private void add(String name, ExposedSeries series, OptionalDouble sum, OptionalDouble count) {
    sum.ifPresent(value -> samples.add(new Sample(name + "_sum", series.labels(), value)));
    count.ifPresent(value -> samples.add(new Sample(name + "_count", series.labels(), value)));
  }

  private Map<String, String> with(ExposedSeries series, String label, double value) {
    Map<String, String> labels = new LinkedHashMap<>(series.labels());
    labels.put(label, numbers.label(value));
    return labels;
  }

  /** The value of the only series there is. */
  double only() {
    List<ExposedSeries> all =
        families.stream().flatMap(family -> family.series().stream()).toList();
    if (all.size() != 1) {
      throw new AssertionError(
          all.isEmpty()
              ? "There is no series, so there is no value."
              : "There are " + all.size() + " series instead of exactly 1:" + listed(samples)
                  + "\nName the one you mean: value(name, labels…).");
    }
    if (all.get(0) instanceof ExposedNumber number) {
      return number.value();
    }
    throw noOneNumber(families.get(0));
  }

  private static AssertionError noOneNumber(ExposedFamily family) {
    boolean summary = family.series().get(0) instanceof ExposedSummary;
    return new AssertionError(family.name()
        + " is a "
        + (summary ? "summary" : "histogram")
        + ", which is not one number. Ask for a part of it by name: value(\""
        + family.name()
        + "_count\", labels…), the same with _sum, or "
        + (summary ? family.name() + " with a label quantile." : "_bucket with a label le."));
  }

  /** Whether there is such a sample. */
  boolean has(String name, Map<String, String> labels) {
    return !matching(name, labels).isEmpty();
  }

  /** The value of a sample. */
  double value(String name, Map<String, String> labels) {
    List<Sample> found = matching(name, labels);
    if (found.size() == 1) {
      return found.get(0).value();
    }
    String asked = Quoting.sample(name, labels);
    if (found.size() > 1) {
      throw new AssertionError(
          asked + " is there " + found.size() + " times, which is wrong:" + listed(found));
    }
    for (ExposedFamily family : families) {
      if (family.name().equals(name)
          && !(family.series().get(0) instanceof ExposedNumber)
          && !labels.containsKey("quantile")) {
        throw noOneNumber(family);
      }
    }
    throw new AssertionError("There is no series " + asked + "." + near(name, labels));
  }

  private List<Sample> matching(String name, Map<String, String> labels) {
    Map<String, String> wanted = canonical(labels);
    return samples.stream()
        .filter(
            sample -> sample.name().equals(name) && canonical(sample.labels()).equals(wanted))
        .toList();
  }

  private Map<String, String> canonical(Map<String, String> labels) {
    Map<String, String> canonical = new TreeMap<>(labels);
    for (String name : NUMERIC_LABELS) {
      canonical.computeIfPresent(name, (label, value) -> canonical(value));
    }
    return canonical;
  }

  private String canonical(String number) {
    try {
      return numbers.label(CompositeReader.number("", number));
    } catch (IllegalArgumentException e) {
      return number; // a gauge may have such a label too, with any value
    }
  }

  private String near(String name, Map<String, String> labels) {
    List<Sample> sameName = samples.stream()
        .filter(sample -> sample.name().equals(name))
        .sorted(Comparator.comparingInt(sample -> distance(sample.labels(), labels)))
        .toList();
    if (!sameName.isEmpty()) {
      return " Of that name there is:" + listed(sameName);
    }
    List<String> names = samples.stream().map(Sample::name).distinct().toList();
    return names.isEmpty() ? " There are no series at all." : Nearness.listed(name, names);
  }

  /** How many labels differ, either way. */
  private static int distance(Map<String, String> some, Map<String, String> wanted) {
    int different = 0;
    for (Map.Entry<String, String> label : wanted.entrySet()) {
      different += label.getValue().equals(some.get(label.getKey())) ? 0 : 1;
    }
    for (String name : some.keySet()) {
      different += wanted.containsKey(name) ? 0 : 1;
    }
    return different;
  }

  private String listed(List<Sample> some) {
    StringBuilder list = new StringBuilder();
    for (Sample sample : some.subList(0, Math.min(some.size(), MAX_LISTED))) {
      list.append("\n  ")
          .append(Quoting.sample(sample.name(), sample.labels()))
          .append(' ')
          .append(numbers.sample(sample.value()));
    }
    if (some.size() > MAX_LISTED) {
      list.append("\n  and ").append(some.size() - MAX_LISTED).append(" more");
    }
    return list.toString();
  }
}
