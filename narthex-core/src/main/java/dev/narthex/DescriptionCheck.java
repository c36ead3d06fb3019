package dev.narthex;

import dev.narthex.model.Descriptor;
import dev.narthex.model.Exemplar;
import dev.narthex.model.HistogramData;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import dev.narthex.model.SummaryData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hands on what agrees with the descriptors of the collector that writes it; reports and leaves out
 * the rest. For one collector in one scrape of a pedantic registry.
 */
final class DescriptionCheck implements MetricSink {

  private final Source source;
  private final MetricSink target;
  private final FailureLog failures;

  /** What is described under the name of the current family; these differ in constant labels only. */
  private final List<Descriptor> described = new ArrayList<>();

  /** For each of them the names of all labels, sorted. */
  private final List<List<String>> labelNames = new ArrayList<>();

  private String current = "";

  /** True at first, so that the target refuses a sample that comes before any family. */
  private boolean agrees = true;

  private boolean began;

  DescriptionCheck(Source source, MetricSink target, FailureLog failures) {
    this.source = source;
    this.target = target;
    this.failures = failures;
  }

  @Override
  public void family(Descriptor family) {
    find(family.name());
    began = true;
    agrees = agrees(family);
    if (agrees) {
      target.family(family);
    }
  }

  private void find(String name) {
    if (began && name.equals(current)) {
      return;
    }
    current = name;
    described.clear();
    labelNames.clear();
    for (Descriptor descriptor : source.descriptors()) {
      if (descriptor.name().equals(name)) {
        described.add(descriptor);
        labelNames.add(labelNames(descriptor));
      }
    }
  }

  private static List<String> labelNames(Descriptor descriptor) {
    List<String> names = new ArrayList<>(descriptor.seriesLabelNames());
    if (descriptor.type() == MetricType.STATESET) {
      names.add(descriptor.name()); // the label that tells the state
      Collections.sort(names);
    }
    return names;
  }

  private boolean agrees(Descriptor family) {
    if (described.isEmpty()) {
      failures.add(
          source,
          family.name()
              + " was left out, because the collector does not describe it. Add its Descriptor to"
              + " those it describes.",
          null);
      return false;
    }
    Descriptor expected = described.get(0);
    if (family.type() != expected.type()
        || !family.help().equals(expected.help())
        || !family.unit().equals(expected.unit())) {
      failures.add(
          source,
          family.name()
              + " was left out, because it is described with "
              + GatherPass.definition(expected)
              + " but was collected with "
              + GatherPass.definition(family)
              + ". Write it with the Descriptor that is described.",
          null);
      return false;
    }
    return true;
  }

  /** Whether a sample has the labels of its family, which is reported if not. */
  private boolean agrees(Labels labels) {
    if (!agrees) {
      return false;
    }
    if (!began || labels == null) {
      return true; // the target refuses it
    }
    for (int i = 0; i < described.size(); i++) {
      Descriptor descriptor = described.get(i);
      if (hasNames(labels, labelNames.get(i), descriptor.type())
          && labels.containsAll(descriptor.constLabels())) {
        return true;
      }
    }
    failures.add(
        source,
        "%s%s was left out, because it is described as %s. Make its labels with labels(…) of that Descriptor."
            .formatted(current, labels, described.size() == 1 ? described.get(0) : described),
        null);
    return false;
  }

  /** An info may have more labels: they are what it tells. */
  private static boolean hasNames(Labels labels, List<String> names, MetricType type) {
    if (type == MetricType.INFO) {
      for (String name : names) {
        if (labels.get(name) == null) {
          return false;
        }
      }
      return true;
    }
    if (labels.size() != names.size()) {
      return false;
    }
    for (int i = 0; i < names.size(); i++) {
      if (!labels.name(i).equals(names.get(i))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void counter(
      Labels labels,
      double value,
      long createdMillis,
      @Nullable Exemplar exemplar,
      long timestampMillis) {
    if (agrees(labels)) {
      target.counter(labels, value, createdMillis, exemplar, timestampMillis);
    }
  }

  @Override
  public void value(Labels labels, double value, long timestampMillis) {
    if (agrees(labels)) {
      target.value(labels, value, timestampMillis);
    }
  }

  @Override
  public void histogram(Labels labels, HistogramData data, long timestampMillis) {
    if (agrees(labels)) {
      target.histogram(labels, data, timestampMillis);
    }
  }

  @Override
  public void summary(Labels labels, SummaryData data, long timestampMillis) {
    if (agrees(labels)) {
      target.summary(labels, data, timestampMillis);
    }
  }
}
