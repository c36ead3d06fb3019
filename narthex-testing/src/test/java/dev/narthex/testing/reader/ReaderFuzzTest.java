package dev.narthex.testing.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A short run of what {@code tools/fuzz} does for longer, and with the same inputs each time: see
 * {@link ReaderInvariants} for what must hold.
 */
class ReaderFuzzTest {

  private static final int SEEDS = 3;

  @ParameterizedTest
  @EnumSource
  @Timeout(
      value = 5,
      unit = TimeUnit.MINUTES) // A reader that hangs is to fail the build, not stop it.
  void holdsItsInvariantsForInputsThatAreNearlyRight(Reading format) {
    int good = 0;
    int all = SEEDS * ReaderFuzz.INPUTS_FOR_A_SEED;

    for (int seed = 0; seed < SEEDS; seed++) {
      FuzzedInputs inputs = new FuzzedInputs(format, seed);
      for (int i = 0; i < ReaderFuzz.INPUTS_FOR_A_SEED; i++) {
        good += ReaderInvariants.check(format, inputs.next()) ? 1 : 0;
      }
    }

    // Inputs that are all refused, or all read, would not reach much.
    assertThat(good).isBetween(all / 5, all * 4 / 5);
  }

  @ParameterizedTest
  @MethodSource("dev.narthex.testing.reader.CorpusBody#all")
  void holdsItsInvariantsForTheCorpus(CorpusBody body) {
    assertThat(ReaderInvariants.check(body.format(), body.bytes())).isEqualTo(body.isGood());
  }
}
