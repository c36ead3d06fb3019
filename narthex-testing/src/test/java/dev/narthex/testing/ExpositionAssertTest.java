package dev.narthex.testing;

import static dev.narthex.testing.MetricAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.Counter;
import dev.narthex.Family;
import dev.narthex.Gauge;
import dev.narthex.Registry;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link ExpositionAssert} promises: it holds its peace where all is well, and else explains. */
class ExpositionAssertTest {

  private static final String JOBS = """
      # HELP jobs_total Jobs done.
      # TYPE jobs_total counter
      jobs_total{queue="a"} 3
      """;

  private final Registry registry = new Registry();
  private final Family<Counter> jobs =
      Counter.builder("jobs_total").help("Jobs done.").labelNames("queue").register(registry);
  private final Gauge depth = Gauge.builder("depth").register(registry);

  @BeforeEach
  void count() {
    jobs.with("a").add(3);
    depth.set(7);
  }

  @Test
  void comparesAllUnlessToldOtherwise() {
    assertThat(registry).exposes(JOBS + "# TYPE depth gauge\ndepth 7\n");
    assertThat(jobs).exposes(JOBS);
    assertThatThrownBy(() -> assertThat(registry).exposes(JOBS))
        .isInstanceOf(AssertionError.class)
        .hasMessage("""
            What is exposed is not what was expected: 2 lines surplus
            --- exposed
            +++ expected
            -# TYPE depth gauge
            -depth 7
             # HELP jobs_total Jobs done.
             # TYPE jobs_total counter
             jobs_total{queue="a"} 3
            """);
  }

  @Test
  void filtersBothSides() {
    String expected = JOBS + "# TYPE other gauge\nother 1\n";

    assertThat(registry).only("jobs_total").exposes(expected);
    assertThatThrownBy(() -> assertThat(registry).only("jobs_total", "other").exposes(expected))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("+other 1\n");
  }

  @Test
  void letsAMisspelledNamePassOnlyWhereItIsNotStrict() {
    assertThat(registry).only("job_total").exposes(JOBS);

    assertThatThrownBy(() -> assertThat(registry).strictlyOnly("job_total").exposes(JOBS))
        .isInstanceOf(AssertionError.class)
        .hasMessage("The family job_total is neither exposed nor expected, but jobs_total is"
            + " expected. Name families as they are exposed, a counter with _total.");
    assertThat(registry).strictlyOnly("jobs_total").exposes(JOBS);
  }

  @Test
  void asksOnlyForTheFamiliesOfTheTextIfOthersMayBeThere() {
    assertThat(registry).exposesAmongOthers(JOBS);

    assertThatThrownBy(() -> assertThat(registry).exposesAmongOthers(JOBS.replace("} 3", "} 2")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("-jobs_total{queue=\"a\"} 3\n+jobs_total{queue=\"a\"} 2\n");
    assertThatThrownBy(() -> assertThat(registry).exposesAmongOthers(""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nothing to compare");
  }

  @Test
  void comparesWithAnotherExposition() {
    assertThat(registry).exposes(Exposition.of(registry));

    assertThatThrownBy(() -> assertThat(registry).exposes(Exposition.of(depth)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("-jobs_total{queue=\"a\"} 3.0\n");
  }

  @Test
  void assertsValues() {
    assertThat(depth).hasValue(7);
    assertThat(registry).hasValue(3, "jobs_total", "queue", "a").hasValue(7, "depth");
    depth.set(-0.0);
    assertThat(depth).hasValue(0);
    depth.set(Double.NaN);
    assertThat(depth).hasValue(Double.NaN);

    assertThatThrownBy(() -> assertThat(depth).hasValue(1))
        .isInstanceOf(AssertionError.class)
        .hasMessage("The only series has the value NaN instead of 1.");
    assertThatThrownBy(() -> assertThat(registry).hasValue(4, "jobs_total", "queue", "a"))
        .isInstanceOf(AssertionError.class)
        .hasMessage("jobs_total{queue=\"a\"} has the value 3 instead of 4.");
    assertThatThrownBy(() -> assertThat(registry).as("at noon").hasValue(4, "jobs_total"))
        .isInstanceOf(AssertionError.class)
        .hasMessage("""
            [at noon] There is no series jobs_total. Of that name there is:
              jobs_total{queue="a"} 3""");
  }

  @Test
  void assertsWhatIsThereAndWhatIsNot() {
    assertThat(registry)
        .hasFamilies("jobs_total", "depth")
        .hasNoFamilies("other")
        .hasNoSeries("jobs_total", "queue", "b")
        .hasSeriesCount(2)
        .hasSeriesCount(1, "jobs_total");

    assertThatThrownBy(() -> assertThat(registry).hasFamilies("depth", "jobs"))
        .isInstanceOf(AssertionError.class)
        .hasMessage("""
            There is no family jobs. The names most like it:
              depth
              jobs_total""");
    assertThatThrownBy(() -> assertThat(new Registry()).hasFamilies("jobs"))
        .isInstanceOf(AssertionError.class)
        .hasMessage("There is no family jobs. Nothing is exposed at all.");
    assertThatThrownBy(() -> assertThat(registry).hasNoFamilies("depth"))
        .isInstanceOf(AssertionError.class)
        .hasMessage("""
            The family depth is exposed but should not be:
            # TYPE depth gauge
            depth 7
            """);
    assertThatThrownBy(() -> assertThat(registry).hasNoSeries("jobs_total", "queue", "a"))
        .isInstanceOf(AssertionError.class)
        .hasMessage("jobs_total{queue=\"a\"} is exposed but should not be.");
    assertThatThrownBy(() -> assertThat(registry).hasSeriesCount(2, "depth"))
        .isInstanceOf(AssertionError.class)
        .hasMessage("""
            There is 1 series instead of 2:
            # TYPE depth gauge
            depth 7
            """);
  }

  @Test
  void looksAtOneMoment() {
    ExpositionAssert before = assertThat(registry);

    depth.set(8);

    before.hasValue(7, "depth");
  }

  @Test
  void getsAlongWithAssertJ() {
    SoftAssertions softly = new SoftAssertions();
    softly.check(() -> assertThat(depth).hasValue(8));
    softly.check(() -> assertThat(registry).hasNoFamilies("jobs_total"));

    assertThat(softly.errorsCollected()).hasSize(2);
    assertThat(Exposition.of(depth).value()).isBetween(6.0, 8.0);
    assertThatCode(() -> assertThat("AssertJ's own").startsWith("A")).doesNotThrowAnyException();
  }
}
