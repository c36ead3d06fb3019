package dev.narthex.testing.reader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Input made to take long or much memory takes neither: {@link ReaderInvariants} bounds both for each
 * byte. Without its care each of these would be seen.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class HostileInputTest {

  private static final int MANY = 100_000;

  @Test
  void labelNamesOfOneHashCode() {
    String labels = IntStream.range(0, 512)
        .mapToObj(i -> colliding(i) + "=\"\"")
        .collect(Collectors.joining(","));

    assertRead(Reading.TEXT, "a{" + labels + "} 1\n", true);
  }

  @Test
  void seriesOfOneHashCode() {
    String lines = IntStream.range(0, MANY)
        .mapToObj(i -> "h_count{l=\"" + colliding(i) + "\"} 1\n")
        .collect(Collectors.joining());

    assertRead(Reading.TEXT, "# TYPE h histogram\n" + lines, true);
  }

  @Test
  void familiesOfOneHashCode() {
    String lines =
        IntStream.range(0, MANY).mapToObj(i -> colliding(i) + " 1\n").collect(Collectors.joining());

    assertRead(Reading.TEXT, lines, true);
    assertRead(Reading.OPENMETRICS, lines + "# EOF\n", true);
  }

  /** Texts of one length that all have the same hash code, as "Aa" and "BB" have. */
  private static String colliding(int number) {
    StringBuilder text = new StringBuilder();
    for (int bit = 0; bit < 17; bit++) {
      text.append((number >> bit & 1) == 0 ? "Aa" : "BB");
    }
    return text.toString();
  }

  @Test
  void aLineOfAMillionEscapes() {
    assertRead(Reading.TEXT, "a{l=\"" + "\\\\".repeat(500_000) + "\"} 1\n", true);
  }

  @Test
  void aNumberOfAMillionDigits() {
    assertRead(Reading.TEXT, "a 0." + "9".repeat(1_000_000) + "\n", true);
    assertRead(Reading.TEXT, "a 1e" + "9".repeat(1_000_000) + "\n", false);
  }

  @Test
  void oneSeriesAgainAndAgain() {
    String points =
        IntStream.range(0, MANY).mapToObj(i -> "a 1 " + i + "\n").collect(Collectors.joining());

    assertRead(Reading.TEXT, points, true);
    assertRead(Reading.OPENMETRICS, points + "# EOF\n", true);
  }

  @Test
  void emptySpansWithoutEnd() {
    Wire histogram = new Wire();
    for (int i = 0; i < MANY; i++) {
      histogram.message(12, new Wire().integer(2, 0));
    }
    Wire family =
        new Wire().text(1, "n").integer(3, 4).message(4, new Wire().message(7, histogram));

    assertThat(ReaderInvariants.check(
            Reading.PROTOBUF, new Wire().delimited(family.toBytes()).toBytes()))
        .isTrue();
  }

  @Test
  void familiesWithoutAnything() {
    byte[] zeros = new byte[MANY];

    assertThat(ReaderInvariants.check(Reading.PROTOBUF, zeros)).isFalse();
  }

  private static void assertRead(Reading format, String text, boolean isGood) {
    assertThat(ReaderInvariants.check(format, text.getBytes(UTF_8))).isEqualTo(isGood);
  }
}
