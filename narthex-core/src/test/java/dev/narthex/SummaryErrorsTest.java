package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.QuantileSketchTest.Input;
import dev.narthex.model.SummarySnapshot;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a {@link Summary} promises whoever reads its quantiles: whatever the values and their order,
 * the rank of the value shown is off by no more than the error of its objective, over the window.
 */
class SummaryErrorsTest {

  private static final double[] RANKS = {0, 0.1, 0.5, 0.9, 0.99, 0.999, 1};
  private static final double[] ERRORS = {0.01, 0.01, 0.05, 0.01, 0.001, 0.0001, 0.01};
  private static final int AGE_BUCKETS = 5;
  private static final int VALUES_OF_A_BUCKET = 6_000;

  private final ManualTime time = new ManualTime();

  @ParameterizedTest
  @EnumSource
  void staysWithinTheErrorsOverTheWindow(Input input) {
    Duration bucket = Duration.ofSeconds(1);
    Summary.Builder builder = Summary.builder("size_bytes")
        .time(time)
        .maxAge(bucket.multipliedBy(AGE_BUCKETS))
        .ageBuckets(AGE_BUCKETS);
    for (int i = 0; i < RANKS.length; i++) {
      builder.objective(RANKS[i], ERRORS[i]);
    }
    Summary summary = builder.build();
    double[] values = input.values(3 * AGE_BUCKETS * VALUES_OF_A_BUCKET);
    for (int end = VALUES_OF_A_BUCKET; end <= values.length; end += VALUES_OF_A_BUCKET) {
      for (int i = end - VALUES_OF_A_BUCKET; i < end; i++) {
        summary.observe(values[i]);
      }
      int start = Math.max(0, end - AGE_BUCKETS * VALUES_OF_A_BUCKET);
      assertWithinErrors(summary.snapshot(), Arrays.copyOfRange(values, start, end));
      time.advance(bucket);
    }

    time.advance(bucket.multipliedBy(AGE_BUCKETS));

    for (int i = 0; i < RANKS.length; i++) {
      assertThat(summary.snapshot().quantileValue(i)).as("of nothing").isNaN();
    }
    assertThat(summary.snapshot().count()).isEqualTo(values.length);
  }

  private static void assertWithinErrors(SummarySnapshot told, double[] window) {
    for (int i = 0; i < RANKS.length; i++) {
      double value = told.quantileValue(i);
      long below = Arrays.stream(window).filter(other -> other < value).count();
      long upTo = Arrays.stream(window).filter(other -> other <= value).count();
      double wanted = Math.max(1, Math.ceil(RANKS[i] * window.length - 1e-6));
      double allowed = ERRORS[i] * window.length;
      assertThat(upTo)
          .as("places of %s, which must be one of the values", value)
          .isGreaterThan(below);
      assertThat(below + 1.0)
          .as("the first place of %s, told for quantile %s", value, RANKS[i])
          .isLessThanOrEqualTo(wanted + allowed);
      assertThat((double) upTo)
          .as("the last place of %s, told for quantile %s", value, RANKS[i])
          .isGreaterThanOrEqualTo(wanted - allowed);
    }
  }
}
