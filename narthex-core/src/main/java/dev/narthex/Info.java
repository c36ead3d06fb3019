package dev.narthex;

import dev.narthex.model.Descriptor;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import dev.narthex.model.Millis;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Facts told by labels: the version of a build, the name of a leader. The value is always 1; queries
 * join it with other metrics to get at the labels.
 *
 * <p>Its name ends in {@code _info}. Until facts are {@linkplain #set set} it shows only the labels
 * that were defined with it. Text 0.0.4 and protobuf know no such type and show a gauge.
 *
 * <p>Facts are for what changes rarely: each change begins a new series in Prometheus.
 *
 * <p>Thread-safe. No call blocks; a scrape shows the facts of one call of {@code set}, never parts of
 * two.
 *
 * <pre>{@code
 * Info build = Info.builder("shop_build_info").help("What runs here.").register();
 * build.set("version", "1.4.2", "revision", "9f3c1d0");
 * }</pre>
 *
 * @since 0.1
 */
public final class Info extends Metric {

  /*
   * Representation
   *   facts: the labels that were set last. shown: a pair of facts and the labels of the series, with
   *   both as one label set, so that a scrape does not make it anew; null before the first scrape.
   *
   * Invariants
   *   I1  Facts never have the name of a label of the series, so both can be put together.
   *   I2  What a scrape writes are the facts of one call of set(): facts is read once, and a pair that
   *       was made for others is not used.
   *
   * Memory ordering
   *   Both fields are volatile and refer to immutable objects.
   *
   * Not promised
   *   That the pair is made once: two scrapes may both make it. Both are equal.
   *
   * I1 and I2 are tested in InfoTest, I2 under races in InfoConcurrencyTest.
   */

  private volatile Labels facts = Labels.EMPTY;
  private volatile @Nullable Shown shown;

  Info(Descriptor descriptor) {
    super(descriptor);
  }

  /**
   * Begins the definition of an info.
   *
   * @param name the name, which ends in {@code _info}
   * @return a builder
   */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /**
   * Sets the facts. They replace all that were set before.
   *
   * @param namesAndValues a label name, its value, a name, its value, …; none to forget all facts
   * @throws IllegalArgumentException if a name is not valid, is there twice, has no value, or is that
   *     of a label which was defined with the info; the facts stay as they were
   */
  public void set(String... namesAndValues) {
    Labels given;
    try {
      given = Labels.of(namesAndValues);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name() + ": " + e.getMessage(), e);
    }
    set(given);
  }

  /**
   * Sets the facts. They replace all that were set before.
   *
   * @param facts names and values of the facts
   * @throws IllegalArgumentException if a name is that of a label which was defined with the info, or
   *     {@code facts} is null; the facts stay as they were
   */
  public void set(Labels facts) {
    List<String> defined = descriptor.seriesLabelNames();
    given(facts, "Pass Labels.EMPTY to forget all facts.").forEach((label, value) -> {
      if (defined.contains(label)) {
        throw new IllegalArgumentException(
            ("%s: cannot set \"%s\", because a label of that name was defined with the info."
                    + " Leave it out of set(…), or give the fact another name.")
                .formatted(name(), label));
      }
    });
    this.facts = facts;
    changed();
  }

  /**
   * The facts now.
   *
   * @return what was set last, at first none; without the labels defined with the info
   */
  public Labels facts() {
    return facts;
  }

  @Override
  void write(MetricSink sink, Labels labels, Scratch scratch) {
    sink.value(shown(labels), 1, Millis.NONE);
  }

  @SuppressWarnings("ReferenceEquality") // another object only means to make the pair anew
  private Labels shown(Labels labels) {
    Labels now = facts;
    Shown made = shown;
    if (made == null || made.facts != now || made.labels != labels) {
      made = new Shown(now, labels, labels.plus(now));
      shown = made;
    }
    return made.all;
  }

  private record Shown(Labels facts, Labels labels, Labels all) {}

  /**
   * Gathers the definition of one {@link Info}. Not thread-safe.
   *
   * @since 0.1
   */
  public static final class Builder extends SeriesBuilder<Info, Builder> {

    private Builder(String name) {
      super(new Definition(MetricType.INFO, name));
    }

    @Override
    MetricFactory<Info> factory() {
      return new MetricFactory<>("", Info::new);
    }
  }
}
