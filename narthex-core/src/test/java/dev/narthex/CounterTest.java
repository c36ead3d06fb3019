package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.model.CounterSnapshot;
import dev.narthex.model.Labels;
import dev.narthex.model.Millis;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a {@link Counter} promises one thread; what it promises many is in the stress tests. */
class CounterTest {

  private static final long SEED = 1;

  private final ManualTime time = new ManualTime();
  private final Registry registry = new Registry();
  private final Counter jobs =
      Counter.builder("jobs_total").help("Jobs finished.").time(time).register(registry);

  @Test
  void isExposedAtZeroBeforeTheFirstIncrement() {
    assertThat(Transcript.of(registry)).isEqualTo("""
        jobs_total counter "Jobs finished."
          {} 0.0
        """);
  }

  @Test
  void addsWholeAndOtherAmountsToOneTotal() {
    jobs.inc();
    jobs.add(41);
    jobs.add(0.5);
    jobs.add(2.0);

    assertThat(jobs.value()).isEqualTo(44.5);
    assertThat(Transcript.of(registry)).isEqualTo("""
        jobs_total counter "Jobs finished."
          {} 44.5
        """);
  }

  @Test
  void addsNothing() {
    jobs.add(3);

    jobs.add(0);
    jobs.add(0.0);
    jobs.add(-0.0);
    jobs.add(0L);

    assertThat(jobs.value()).isEqualTo(3);
  }

  @Test
  void doesNotLoseASingleIncrementBesideALargeAmount() {
    jobs.add(0x1p53); // from here on doubles are 2 apart: adding 1 to one would change nothing

    jobs.inc();
    jobs.inc();

    assertThat(jobs.value()).isEqualTo(0x1p53 + 2);
  }

  @Test
  void doesNotLoseSmallFractionsBesideManyWholes() {
    jobs.add(Integer.MAX_VALUE);
    for (int i = 0; i < 1000; i++) {
      jobs.add(0x1p-30);
    }

    assertThat(jobs.value()).isEqualTo(Integer.MAX_VALUE + 1000 * 0x1p-30);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, (1L << 31) - 1, 1L << 31, (1L << 31) + 1, 1L << 62, Long.MAX_VALUE})
  void addsAnyWholeNumberThatIsNotNegative(long amount) {
    jobs.add(amount);
    jobs.add(amount);

    assertThat(jobs.value()).isEqualTo(2.0 * amount);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0x1p31, 0x1p31 + 1, 0x1p62, 0x1p63, 0x1p64, 1e300, Double.MIN_VALUE, 0.1})
  void addsAnyFiniteNumberThatIsNotNegative(double amount) {
    jobs.add(amount);
    jobs.add(amount);

    assertThat(jobs.value()).isEqualTo(2 * amount);
  }

  @Test
  void neverGoesDownAndStaysCloseToTheExactSumWhateverIsAdded() {
    Random random = new Random(SEED);
    BigDecimal exact = BigDecimal.ZERO;
    double last = 0;
    for (int i = 0; i < 20_000; i++) {
      if (random.nextBoolean()) {
        long amount = random.nextLong() >>> (1 + random.nextInt(63));
        jobs.add(amount);
        exact = exact.add(BigDecimal.valueOf(amount));
      } else {
        double amount = Math.scalb(random.nextDouble(), random.nextInt(80) - 30);
        jobs.add(amount);
        exact = exact.add(new BigDecimal(amount));
      }

      assertThat(jobs.value()).isGreaterThanOrEqualTo(last);
      last = jobs.value();
    }

    double roundingOfOneSum = 0x1p-53;
    assertThat(last / exact.doubleValue() - 1)
        .isBetween(-20_000 * roundingOfOneSum, 20_000 * roundingOfOneSum);
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        -1,
        -Double.MIN_VALUE,
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY,
        Double.NaN
      })
  void refusesAnAmountThatIsNotAFiniteIncreaseAndKeepsItsValue(double amount) {
    jobs.add(5);

    assertThatThrownBy(() -> jobs.add(amount))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("jobs_total: cannot add " + amount + ", a counter only goes up, by finite"
            + " amounts. Use a Gauge for a value that can fall.");
    assertThat(jobs.value()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE})
  void refusesANegativeWholeNumberAndKeepsItsValue(long amount) {
    jobs.add(5);

    assertThatThrownBy(() -> jobs.add(amount))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("jobs_total: cannot add " + amount + ",")
        .hasMessageContaining("Use a Gauge");
    assertThat(jobs.value()).isEqualTo(5);
  }

  @Test
  void saysWhenItsCountingBegan() {
    time.advance(Duration.ofHours(1));

    jobs.inc();

    assertThat(registry.snapshot().get(0).series(Labels.EMPTY))
        .isEqualTo(
            new CounterSnapshot(Labels.EMPTY, 1, ManualTime.START_MILLIS, null, Millis.NONE));
  }

  @Test
  void beginsAnewWhenItsSeriesIsRemovedAndMadeAgain() {
    Family<Counter> byQueue =
        Counter.builder("queued_total").time(time).labelNames("queue").register(registry);
    time.advance(Duration.ofSeconds(1));
    byQueue.with("a").add(7);
    time.advance(Duration.ofSeconds(1));

    byQueue.remove("a");
    byQueue.with("a").inc();

    assertThat(registry.snapshot().get(1).series(Labels.of("queue", "a")))
        .isEqualTo(new CounterSnapshot(
            Labels.of("queue", "a"), 1, ManualTime.START_MILLIS + 2000, null, Millis.NONE));
  }

  @Test
  void countsWithoutBeingRegistered() {
    Counter unexposed = Counter.builder("unexposed_total").build();

    unexposed.inc();

    assertThat(unexposed.value()).isEqualTo(1);
    assertThat(Transcript.of(registry)).doesNotContain("unexposed");
  }

  @Test
  void joinsItsNameFromThePartsThatAreNotEmpty() {
    assertThat(named("shop", "cart", "items_total")).isEqualTo("shop_cart_items_total");
    assertThat(named("", "cart", "items_total")).isEqualTo("cart_items_total");
    assertThat(named("shop", "", "items_total")).isEqualTo("shop_items_total");
    assertThat(named("", "", "items_total")).isEqualTo("items_total");
  }

  private static String named(String namespace, String subsystem, String name) {
    return Counter.builder(name)
        .namespace(namespace)
        .subsystem(subsystem)
        .build()
        .descriptor()
        .name();
  }

  @Test
  void namesItselfInFullWhenItRefuses() {
    Counter items = Counter.builder("items_total").namespace("shop").build();

    assertThatThrownBy(() -> items.add(-1)).hasMessageStartingWith("shop_items_total: ");
  }
}
