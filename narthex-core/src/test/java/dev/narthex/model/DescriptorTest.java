package dev.narthex.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a {@link Descriptor} promises: everything is checked when it is made. */
class DescriptorTest {

  private static Descriptor.Builder jobs() {
    return Descriptor.builder(MetricType.COUNTER, "jobs_total");
  }

  @Test
  void knowsWhatItWasGiven() {
    Descriptor jobs = jobs()
        .namespace("shop")
        .subsystem("cart")
        .help("Jobs finished.")
        .unit("jobs")
        .constLabel("zone", "z")
        .constLabels(Labels.of("app", "a"))
        .labelNames("queue", "code")
        .build();

    assertThat(jobs.name()).isEqualTo("shop_cart_jobs_total");
    assertThat(jobs.type()).isEqualTo(MetricType.COUNTER);
    assertThat(jobs.help()).isEqualTo("Jobs finished.");
    assertThat(jobs.unit()).isEqualTo("jobs");
    assertThat(jobs.constLabels()).isEqualTo(Labels.of("app", "a", "zone", "z"));
    assertThat(jobs.constLabelNames()).containsExactly("app", "zone");
    assertThat(jobs.labelNames()).containsExactly("queue", "code");
    assertThat(jobs.seriesLabelNames()).containsExactly("app", "code", "queue", "zone");
    assertThat(jobs)
        .hasToString("shop_cart_jobs_total (counter) {app=\"a\", zone=\"z\"} [queue, code]");
  }

  @Test
  void needsNoMoreThanAName() {
    Descriptor up = Descriptor.of(MetricType.GAUGE, "up", "Whether it is up.");

    assertThat(up)
        .hasToString("up (gauge)")
        .isEqualTo(
            Descriptor.builder(MetricType.GAUGE, "up").help("Whether it is up.").build());
    assertThat(up.unit()).isEmpty();
    assertThat(up.labels()).isSameAs(Labels.EMPTY);
  }

  @Test
  void makesTheLabelsOfASeriesFromItsValues() {
    Descriptor jobs = jobs().constLabel("m", "const").labelNames("z", "a").build();

    assertThat(jobs.labels("1", "2")).hasToString("{a=\"2\", m=\"const\", z=\"1\"}");
    assertThat(jobs.labels("1", "2")).isEqualTo(Labels.of("z", "1", "a", "2", "m", "const"));
    assertThat(jobs.labels("1", "2").value(jobs.labelIndex(0))).isEqualTo("1");
    assertThat(jobs.labels("1", "2").value(jobs.labelIndex(1))).isEqualTo("2");
    assertThat(jobs.labels("\uD83D", "").value(jobs.labelIndex(0))).isEqualTo("\uFFFD");
  }

  @Test
  void givesItsConstantLabelsToTheOneSeriesOfAMetricWithoutOthers() {
    Descriptor jobs = jobs().constLabel("zone", "z").build();

    assertThat(jobs.labels()).isSameAs(jobs.constLabels());
  }

  @Test
  void refusesTheWrongNumberOfValues() {
    assertRefused(
        () -> jobs().labelNames("queue", "code").build().labels("in"),
        "jobs_total has 2 labels (queue, code) but got 1 value. Pass one for each label, in that"
            + " order: with(queue, code).");
    assertRefused(
        () -> jobs().labelNames("queue").build().labels(),
        "jobs_total has 1 label (queue) but got 0 values. Pass one for each label, in that order:"
            + " with(queue).");
    assertRefused(
        () -> jobs().build().labels("in"),
        "jobs_total has no labels but got 1 label values. Pass none, or define the labels with"
            + " labelNames(…).");
  }

  @Test
  void refusesNullAsAValue() {
    assertRefused(
        () -> jobs().labelNames("queue", "code").build().labels("in", null),
        "jobs_total: The value of label \"code\" is null. Pass \"\" for a label without a value.");
    assertRefused(
        () -> jobs().constLabel("zone", null),
        "jobs_total: The value of label \"zone\" is null. Pass \"\" for a label without a value.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\uD83D", "a\uDE00"})
  void refusesWhatCannotNameAMetric(String name) {
    assertRefused(
        () -> Descriptor.of(MetricType.GAUGE, name, ""),
        "\"" + name + "\" cannot name a metric. A metric name is not empty and has no unpaired"
            + " surrogate; letters, digits and underscores serve best.");
  }

  @Test
  void refusesAnEmptyNameWhateverStandsBeforeIt() {
    assertRefused(
        () -> Descriptor.builder(MetricType.GAUGE, "")
            .namespace("a")
            .subsystem("b")
            .build(),
        "\"\" cannot name a metric. A metric name is not empty and has no unpaired surrogate;"
            + " letters, digits and underscores serve best.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "__reserved", "\uD83D"})
  void refusesWhatCannotNameALabel(String label) {
    String message = "shop_jobs_total: \"" + label + "\" cannot name a label. A label name is not"
        + " empty, does not begin with \"__\" (reserved for Prometheus) and has no unpaired"
        + " surrogate.";

    assertRefused(() -> jobs().namespace("shop").labelNames("a", label).build(), message);
    assertRefused(() -> jobs().namespace("shop").constLabel(label, "1"), message);
  }

  @Test
  void refusesALabelThatIsThereTwice() {
    assertRefused(
        () -> jobs().labelNames("a", "b", "a").build(),
        "jobs_total: label \"a\" is defined twice, among constLabels {} and labelNames [a, b, a]. A"
            + " series has each label once; remove one.");
    assertRefused(
        () -> jobs().constLabel("a", "1").labelNames("b", "a").build(),
        "jobs_total: label \"a\" is defined twice, among constLabels {a=\"1\"} and labelNames [b, a]."
            + " A series has each label once; remove one.");
    assertRefused(
        () -> jobs().constLabel("a", "1").constLabel("a", "1"),
        "jobs_total: Label \"a\" is given twice. A series has each label once.");
    assertRefused(
        () -> jobs().constLabel("a", "1").constLabels(Labels.of("b", "1", "a", "2")),
        "jobs_total: Label \"a\" is given twice. A series has each label once.");
  }

  @ParameterizedTest
  @EnumSource
  void refusesOnlyTheLabelThatItsTypeWritesItself(MetricType type) {
    String kind = switch (type) {
      case HISTOGRAM -> "histogram le";
      case GAUGE_HISTOGRAM -> "gauge histogram le";
      case SUMMARY -> "summary quantile";
      case STATESET -> "state set x_info";
      case COUNTER, GAUGE, INFO, UNTYPED -> "";
    };
    for (String label : new String[] {"le", "quantile", "x_info"}) {
      Descriptor.Builder variable = Descriptor.builder(type, "x_info").labelNames("a", label);
      Descriptor.Builder constant = Descriptor.builder(type, "x_info").constLabel(label, "1");
      if (kind.endsWith(" " + label)) {
        String text = "x_info: a "
            + kind.substring(0, kind.lastIndexOf(' '))
            + " cannot have a label \"" + label + "\","
            + " because it writes that label itself. Give the label another name.";
        assertRefused(variable::build, text);
        assertRefused(constant::build, text);
      } else {
        assertThat(variable.build().labelNames()).contains(label);
        assertThat(constant.build().constLabelNames()).contains(label);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"build", "_info", "build_info_", "build_INFO", "info"})
  void refusesTheNameOfAnInfoThatDoesNotEndAsItsSamplesDo(String name) {
    assertRefused(
        () -> Descriptor.of(MetricType.INFO, name, ""),
        name + ": the name of an info ends in \"_info\", after what the facts are about. Name it \""
            + name + "_info\".");
  }

  @Test
  void refusesAUnitOfWhatHasNone() {
    assertRefused(
        () -> Descriptor.builder(MetricType.INFO, "build_info").unit("info").build(),
        "build_info: an info has no unit but got \"info\". Leave the unit out.");
    assertRefused(
        () -> Descriptor.builder(MetricType.STATESET, "mode").unit("modes").build(),
        "mode: a state set has no unit but got \"modes\". Leave the unit out.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"job:mode", ":", "__mode"})
  void refusesTheNameOfAStateSetThatCannotNameALabel(String name) {
    assertRefused(
        () -> Descriptor.of(MetricType.STATESET, name, ""),
        name + ": the name of a state set names the label of its states too, so it cannot contain a"
            + " colon or begin with \"__\". Choose another name.");
  }

  @Test
  void checksTheWholeNameOfAnInfoAndAStateSet() {
    assertThat(Descriptor.builder(MetricType.INFO, "info")
            .namespace("build")
            .build()
            .name())
        .isEqualTo("build_info");
    assertRefused(
        () -> Descriptor.builder(MetricType.STATESET, "mode")
            .namespace("shop")
            .labelNames("shop_mode")
            .build(),
        "shop_mode: a state set cannot have a label \"shop_mode\", because it writes that label"
            + " itself. Give the label another name.");
    assertRefused(
        () -> Descriptor.of(MetricType.STATESET, "mode", "")
            .within("shop_", Labels.of("shop_mode", "calm")),
        "shop_mode: a state set cannot have a label \"shop_mode\", because it writes that label"
            + " itself. Give the label another name.");
  }

  @Test
  void doesNotCheckHelpAndUnit() {
    Descriptor any = jobs().help("\n\\\"\0 anything").unit("no unit").build();

    assertThat(any.help()).isEqualTo("\n\\\"\0 anything");
    assertThat(any.unit()).isEqualTo("no unit");
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void refusesNullForEachPart() {
    assertThatThrownBy(() -> Descriptor.builder(MetricType.GAUGE, null)).hasMessage("name");
    assertThatThrownBy(() -> Descriptor.builder(null, "x")).hasMessage("type");
    assertThatThrownBy(() -> jobs().help(null)).hasMessage("help");
    assertThatThrownBy(() -> jobs().unit(null)).hasMessage("unit");
    assertThatThrownBy(() -> jobs().namespace(null)).hasMessage("namespace");
    assertThatThrownBy(() -> jobs().subsystem(null)).hasMessage("subsystem");
  }

  @Test
  void doesNotFollowLaterChangesOfTheArrayOfNames() {
    String[] names = {"a", "b"};
    Descriptor jobs = jobs().labelNames(names).build();

    names[0] = "c";

    assertThat(jobs.labelNames()).containsExactly("a", "b");
  }

  @Test
  void canBeRenamedForAView() {
    Descriptor jobs = jobs()
        .help("Jobs.")
        .unit("jobs")
        .constLabel("b", "2")
        .labelNames("z", "c")
        .build();

    Descriptor viewed = jobs.within("shop_", Labels.of("a", "1"));

    assertThat(viewed)
        .isEqualTo(Descriptor.builder(MetricType.COUNTER, "shop_jobs_total")
            .help("Jobs.")
            .unit("jobs")
            .constLabels(Labels.of("a", "1", "b", "2"))
            .labelNames("z", "c")
            .build());
    assertThat(jobs.within("", Labels.EMPTY)).isSameAs(jobs);
    assertRefused(
        () -> jobs.within("shop_", Labels.of("b", "2")),
        "shop_jobs_total: Label \"b\" is given twice. A series has each label once.");
    assertRefused(
        () -> jobs.within("", Labels.of("c", "2")),
        "jobs_total: label \"c\" is defined twice, among constLabels {b=\"2\", c=\"2\"} and"
            + " labelNames [z, c]. A series has each label once; remove one.");
  }

  @Test
  void isEqualWhenAllPartsAre() {
    Descriptor jobs =
        jobs().help("h").unit("u").constLabel("a", "1").labelNames("b", "c").build();

    assertThat(jobs)
        .isEqualTo(
            jobs().help("h").unit("u").constLabel("a", "1").labelNames("b", "c").build())
        .hasSameHashCodeAs(
            jobs().help("h").unit("u").constLabel("a", "1").labelNames("b", "c").build())
        .isNotEqualTo(
            jobs().help("x").unit("u").constLabel("a", "1").labelNames("b", "c").build())
        .isNotEqualTo(
            jobs().help("h").unit("x").constLabel("a", "1").labelNames("b", "c").build())
        .isNotEqualTo(
            jobs().help("h").unit("u").constLabel("a", "x").labelNames("b", "c").build())
        .isNotEqualTo(
            jobs().help("h").unit("u").constLabel("a", "1").labelNames("c", "b").build())
        .isNotEqualTo(jobs.within("p_", Labels.EMPTY))
        .isNotEqualTo(Descriptor.builder(MetricType.GAUGE, "jobs_total")
            .help("h")
            .unit("u")
            .constLabel("a", "1")
            .labelNames("b", "c")
            .build())
        .isNotEqualTo("jobs_total");
  }
}
