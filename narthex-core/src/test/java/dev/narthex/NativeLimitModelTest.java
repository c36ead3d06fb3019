package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.model.HistogramSnapshot;
import dev.narthex.model.NativeBucketCounts;
import dev.narthex.model.NativeBuckets;
import dev.narthex.model.NativeHistogramSnapshot;
import java.time.Duration;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What a {@link Histogram} does to keep to the limit of its native buckets, whatever is observed and
 * when: the same as a model that takes the three strategies word by word.
 */
class NativeLimitModelTest {

  private static final long SEED = 11;
  private static final int ROUNDS = 500;
  private static final int STEPS = 300;
  private static final double[] STRANGE = {
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    0.0,
    -0.0
  };

  private final Random random = new Random(SEED);

  @Test
  void agreesWithTheStrategiesTakenWordByWord() {
    for (int round = 0; round < ROUNDS; round++) {
      NativeBuckets buckets = someBuckets();
      ManualTime time = new ManualTime();
      Histogram histogram =
          Histogram.builder("size_bytes").nativeBuckets(buckets).time(time).build();
      Model model = new Model(buckets);
      double spread = random.nextDouble() * 8;
      for (int step = 0; step < STEPS; step++) {
        if (random.nextInt(3) == 0) {
          Duration passed = Duration.ofSeconds(random.nextInt(100));
          time.advance(passed);
          model.seconds += passed.toSeconds();
        }
        double value = someValue(spread);

        histogram.observe(value);
        model.observe(value);

        if (random.nextInt(5) == 0) {
          model.startOverIfDue();
          assertThat(text(histogram.snapshot()))
              .as("round %d, step %d, %s", round, step, buckets)
              .isEqualTo(model.text());
        }
      }
    }
  }

  private NativeBuckets someBuckets() {
    double growth = Math.pow(10, -3 + 5 * random.nextDouble());
    NativeBuckets buckets = NativeBuckets.growingBy(1 + growth)
        .maxBuckets(1 + random.nextInt(20))
        .zeroThreshold(random.nextBoolean() ? 0 : random.nextDouble())
        .maxZeroThreshold(random.nextBoolean() ? 0 : 5 * random.nextDouble());
    return random.nextBoolean()
        ? buckets
        : buckets.resetAfter(Duration.ofSeconds(1 + random.nextInt(600)));
  }

  private double someValue(double spread) {
    return random.nextInt(50) == 0
        ? STRANGE[random.nextInt(STRANGE.length)]
        : random.nextGaussian() * Math.exp(random.nextGaussian() * spread);
  }

  private static String text(HistogramSnapshot snapshot) {
    NativeHistogramSnapshot natives = snapshot.nativeData();
    long createdMillis = snapshot.createdMillis() - ManualTime.START_MILLIS;
    return text(
        snapshot.count(),
        snapshot.sum(),
        createdMillis / 1000,
        natives.schema(),
        natives.zeroThreshold(),
        natives.zeroCount(),
        counts(natives.negative()),
        counts(natives.positive()));
  }

  private static String text(Object... parts) {
    return "count %s sum %s since %s | schema %s | up to %s zero %s | %s | %s".formatted(parts);
  }

  private static NavigableMap<Integer, Long> counts(NativeBucketCounts side) {
    TreeMap<Integer, Long> counts = new TreeMap<>();
    for (int i = 0; i < side.size(); i++) {
      counts.put(side.index(i), side.count(i));
    }
    return counts;
  }

  /** One histogram, one thread, one map for each side; time in seconds since the beginning. */
  private static final class Model {

    private final NativeBuckets settings;
    private final long resetSeconds;
    private long seconds;
    private long startSeconds;
    private boolean startsOverWhenDue;
    private long count;
    private double sum;
    private int schema;
    private double zeroThreshold;
    private long zeroCount;
    private NavigableMap<Integer, Long> positive = new TreeMap<>();
    private NavigableMap<Integer, Long> negative = new TreeMap<>();

    Model(NativeBuckets settings) {
      this.settings = settings;
      Duration resetAfter = settings.resetAfter();
      this.resetSeconds = resetAfter == null ? Long.MAX_VALUE : resetAfter.toSeconds();
      startOver(0);
    }

    private void startOver(long at) {
      startSeconds = at;
      startsOverWhenDue = false;
      count = 0;
      sum = 0;
      schema = settings.schema();
      zeroThreshold = settings.zeroThreshold();
      zeroCount = 0;
      positive.clear();
      negative.clear();
    }

    private boolean isDue() {
      return seconds - startSeconds >= resetSeconds;
    }

    void startOverIfDue() {
      if (startsOverWhenDue && isDue()) {
        startOver(startSeconds + resetSeconds);
      }
    }

    void observe(double value) {
      startOverIfDue();
      add(value);
      if (isOverLimit() && isDue()) {
        startOver(seconds);
        add(value);
      } else if (isOverLimit()) {
        startsOverWhenDue = resetSeconds != Long.MAX_VALUE;
        boolean reduced = true;
        while (isOverLimit() && reduced) {
          reduced = widenZeroBucket() || halve();
        }
      }
    }

    private void add(double value) {
      count++;
      sum += value;
      if (value > zeroThreshold) {
        positive.merge(NativeBuckets.indexOf(schema, value), 1L, Long::sum);
      } else if (value < -zeroThreshold) {
        negative.merge(NativeBuckets.indexOf(schema, -value), 1L, Long::sum);
      } else if (!Double.isNaN(value)) {
        zeroCount++;
      }
    }

    private boolean isOverLimit() {
      return positive.size() + negative.size() > settings.maxBuckets();
    }

    private boolean widenZeroBucket() {
      int smallest = Math.min(first(positive), first(negative));
      double bound = NativeBuckets.upperBound(schema, smallest);
      if (zeroThreshold >= settings.maxZeroThreshold() || bound > settings.maxZeroThreshold()) {
        return false;
      }
      zeroThreshold = bound;
      zeroCount += taken(positive, smallest) + taken(negative, smallest);
      return true;
    }

    private static int first(NavigableMap<Integer, Long> side) {
      return side.isEmpty() ? Integer.MAX_VALUE : side.firstKey();
    }

    private static long taken(NavigableMap<Integer, Long> side, int index) {
      Long taken = side.remove(index);
      return taken == null ? 0 : taken;
    }

    private boolean halve() {
      if (schema == NativeBuckets.MIN_SCHEMA) {
        return false;
      }
      schema--;
      positive = halved(positive);
      negative = halved(negative);
      return true;
    }

    private static NavigableMap<Integer, Long> halved(NavigableMap<Integer, Long> side) {
      TreeMap<Integer, Long> halved = new TreeMap<>();
      side.forEach(
          (index, inBucket) -> halved.merge((int) Math.ceil(index / 2.0), inBucket, Long::sum));
      return halved;
    }

    String text() {
      return NativeLimitModelTest.text(
          count, sum, startSeconds, schema, zeroThreshold, zeroCount, negative, positive);
    }
  }
}
