package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.model.Buckets;
import dev.narthex.model.HistogramSnapshot;
import dev.narthex.model.Labels;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/**
 * What callers without null checks are told who pass null while a program runs, where no stack trace
 * leads to a definition: which metric it was, and what to pass. Nothing is changed by such a call.
 */
class NullRefusalTest {

  private enum Outcome {
    DONE
  }

  private final Registry registry = new Registry();

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void nullInPlaceOfAllLabelValuesIsRefusedByTheFamily() {
    Family<Counter> jobs =
        Counter.builder("jobs_total").labelNames("queue", "code").build();
    CurriedFamily<Counter> mails = jobs.curry("queue", "mail");

    assertRefused(
        () -> jobs.with((String[]) null),
        "jobs_total has 2 labels (queue, code) but got 0 values. Pass one for each label, in that"
            + " order: with(queue, code).");
    assertRefused(
        () -> jobs.with((Map<String, String>) null),
        "jobs_total has the labels [queue, code] but got values for null. Give a value for each,"
            + " and no others.");
    assertRefused(
        () -> mails.with((String[]) null),
        "jobs_total: of the labels [queue, code] there are left [code] but got 0 values. Pass one"
            + " for each that is left, in that order: with(code).");
    assertRefused(
        () -> mails.with((Map<String, String>) null),
        "jobs_total: of the labels [queue, code] there are left [code] but got values for null."
            + " Give a value for each that is left, and no others.");
    assertRefused(
        () -> jobs.curry(null, "mail"),
        "jobs_total has no label \"null\" to curry, but the labels [queue, code]. Curry one of"
            + " these.");
    assertThat(jobs.size()).isZero();
  }

  @Test
  void nullInPlaceOfALabelNameIsRefusedLikeAnyThatIsNotValid() {
    String notAName = "\"null\" cannot name a label. A label name is not empty, does not begin with"
        + " \"__\" (reserved for Prometheus) and has no unpaired surrogate.";

    assertRefused(() -> Labels.of(null, "mail"), notAName);
    assertRefused(
        () -> Counter.builder("jobs_total").constLabel(null, "mail"), "jobs_total: " + notAName);
    assertRefused(
        () -> Counter.builder("jobs_total").labelNames("queue", null).build(),
        "jobs_total: " + notAName);
    assertRefused(
        () -> Counter.builder("jobs_total").labelNames("queue").constrain(null, text -> text),
        "jobs_total: constrain(\"null\", …) names none of the labels [queue]. Constrain one of these.");
    assertThatThrownBy(() -> LabelSchema.of(null, Outcome.class))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("name");
  }

  @Test
  void nullInPlaceOfWhatAMetricIsSetToIsRefusedAndItStaysAsItWas() {
    Info build = Info.builder("build_info").register(registry);
    build.set("version", "1");
    StateSet<String> mode = StateSet.builder("mode", "on", "off").register(registry);
    mode.setOnly("on");
    GaugeHistogram ages = GaugeHistogram.builder("ages").register(registry);
    ages.set(HistogramSnapshot.counting(Buckets.NONE, 3));
    String before = Transcript.of(registry);

    assertRefused(
        () -> build.set((Labels) null),
        "build_info: got null. Pass Labels.EMPTY to forget all facts.");
    assertRefused(() -> mode.setAll(null), "mode: got null. Pass an empty list if no state holds.");
    assertRefused(
        () -> ages.set(null), "ages: got null. Set a histogram, which may be an empty one.");
    assertThat(Transcript.of(registry)).isEqualTo(before);
  }

  @Test
  void nullAmongStatesIsRefused() {
    assertRefused(
        () -> StateSet.builder("mode", "on", null),
        "mode: A state is null; the states are [on, null]. Leave it out.");
  }

  @Test
  void nullInPlaceOfAFamilyOrOfDataIsReportedWithTheScrape() {
    registry.register(WrittenCollector.undeclared(sink -> sink.family(null)));

    assertThat(Transcript.of(registry)).isEqualTo("""
        ! WrittenCollector: collect() threw java.lang.NullPointerException: family(…) got null. Pass \
        the Descriptor of a family.
        """);
  }

  @Test
  void aSchemaThatCannotGiveAValueIsNamedWithItsLabel() {
    TypedFamily<List<String>, Counter> jobs = Counter.builder("jobs_total")
        .labels(LabelSchema.<List<String>>builder()
            .label("queue", list -> list.get(0))
            .build())
        .build();

    assertThatThrownBy(() -> jobs.with(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("jobs_total: the value of label \"queue\" cannot be taken:"
            + " java.lang.ArrayIndexOutOfBoundsException")
        .hasMessageEndingWith(
            "as taken from []. Let its function give \"\" for a label without a" + " value.")
        .hasCauseInstanceOf(IndexOutOfBoundsException.class);
  }
}
