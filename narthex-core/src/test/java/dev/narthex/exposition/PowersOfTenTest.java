package dev.narthex.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The table promises the same 126 bits of each power to everyone, however early they ask. */
class PowersOfTenTest {

  @Test
  void anEntryIsTheLeastIntegerOf126BitsThatIsAboveThePower() {
    PowersOfTen powers = new PowersOfTen();

    for (int e = PowersOfTen.EXPONENT_MIN; e <= PowersOfTen.EXPONENT_MAX; e++) {
      BigInteger entry = entry(powers, e);

      assertThat(entry.bitLength()).as("10^%d", e).isEqualTo(126);
      assertThat(compareToPower(entry, e)).as("10^%d", e).isPositive();
      assertThat(compareToPower(entry.subtract(BigInteger.ONE), e))
          .as("10^%d", e)
          .isNotPositive();
    }
  }

  /** Invariants I2 and I3: a thread that loses the race for an entry reads no half of it. */
  @Test
  void threadsThatMeetAnExponentForTheFirstTimeTogetherAllReadTheSameEntry() throws Exception {
    int threads = 4;
    int tables = 250; // so that 600,000 first uses race
    long[] expected = allWords(new PowersOfTen());
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    CyclicBarrier start = new CyclicBarrier(threads);
    PowersOfTen[] fresh = new PowersOfTen[tables];
    for (int i = 0; i < tables; i++) {
      fresh[i] = new PowersOfTen();
    }

    List<Future<long[]>> lastRead = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      lastRead.add(executor.submit(() -> {
        long[] read = expected;
        for (int i = 0; i < tables && Arrays.equals(read, expected); i++) {
          start.await(10, TimeUnit.SECONDS);
          read = allWords(fresh[i]);
        }
        return read;
      }));
    }
    executor.shutdown();

    for (Future<long[]> read : lastRead) {
      assertThat(read.get(10, TimeUnit.SECONDS)).isEqualTo(expected);
    }
  }

  private static long[] allWords(PowersOfTen powers) {
    int entries = PowersOfTen.EXPONENT_MAX - PowersOfTen.EXPONENT_MIN + 1;
    long[] words = new long[2 * entries];
    for (int i = 0; i < entries; i++) {
      words[2 * i] = powers.high(PowersOfTen.EXPONENT_MIN + i);
      words[2 * i + 1] = powers.low(PowersOfTen.EXPONENT_MIN + i);
    }
    return words;
  }

  private static BigInteger entry(PowersOfTen powers, int exponent) {
    return BigInteger.valueOf(powers.high(exponent))
        .shiftLeft(63)
        .add(BigInteger.valueOf(powers.low(exponent)));
  }

  /** Compares {@code entry} * 2^r with 10^{@code exponent}, in integers. */
  private static int compareToPower(BigInteger entry, int exponent) {
    int r = PowersOfTen.floorLog2(exponent) - 125;
    BigInteger left = entry.shiftLeft(Math.max(r, 0));
    BigInteger right = BigInteger.TEN.pow(Math.max(exponent, 0)).shiftLeft(Math.max(-r, 0));
    return left.multiply(BigInteger.TEN.pow(Math.max(-exponent, 0))).compareTo(right);
  }
}
