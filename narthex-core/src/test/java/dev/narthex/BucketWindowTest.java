package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** What a {@link BucketWindow} holds is what a map would hold, wherever its buckets lie. */
class BucketWindowTest {

  private static final long SEED = 11;
  private static final int ROUNDS = 300;

  private final Random random = new Random(SEED);

  @Test
  void countsLikeAMap() {
    for (int round = 0; round < ROUNDS; round++) {
      int carryAt = round % 3 == 0 ? 1 + random.nextInt(6) : Integer.MAX_VALUE;
      BucketWindow window = new BucketWindow(round % 2 * 16, carryAt);
      SortedMap<Integer, Long> expected = new TreeMap<>();
      IntUnaryOperator next = source(round);
      for (int i = 0; i < 400; i++) {
        int index = next.applyAsInt(i);
        window.add(index);
        expected.merge(index, 1L, Long::sum);
        if (random.nextInt(100) == 0) {
          window.reserveToHalve();
          window.halve();
          expected = halved(expected);
        }
        if (random.nextInt(50) == 0) {
          int smallest = window.smallest();
          assertThat(smallest).isEqualTo(expected.firstKey());
          assertThat(window.takeSmallest(smallest)).isEqualTo(expected.remove(smallest));
        }
        if (random.nextInt(500) == 0) {
          window.clear();
          expected.clear();
        }
        assertThat(window.populated()).isEqualTo(expected.size());
      }
      assertThat(contents(window)).isEqualTo(expected);
    }
  }

  /** Near each other, far apart, in clusters, going up, going down, at the ends of the range. */
  private IntUnaryOperator source(int round) {
    return switch (round % 6) {
      case 0 -> i -> random.nextInt(60) - 30;
      case 1 -> i -> random.nextInt(540_000) - 270_000;
      case 2 -> i -> (random.nextInt(3) - 1) * 5_000 + random.nextInt(40);
      case 3 -> i -> i * 3;
      case 4 -> i -> 262_145 - i * 50;
      default -> i -> random.nextBoolean() ? 262_145 : -274_000 + random.nextInt(2);
    };
  }

  private static SortedMap<Integer, Long> halved(Map<Integer, Long> counts) {
    SortedMap<Integer, Long> coarser = new TreeMap<>();
    counts.forEach((index, count) -> coarser.merge(Math.floorDiv(index + 1, 2), count, Long::sum));
    return coarser;
  }

  private static SortedMap<Integer, Long> contents(BucketWindow window) {
    BucketList list = new BucketList();
    window.appendTo(list, 0);
    SortedMap<Integer, Long> contents = new TreeMap<>();
    for (int i = 0; i < list.size(); i++) {
      contents.put(list.index(i), list.count(i));
    }
    return contents;
  }

  @Test
  void isWrittenAtCoarserResolutionsAsIfItHadBeenHalved() {
    BucketWindow window = new BucketWindow(0);
    BucketWindow coarser = new BucketWindow(0);
    for (int i = 0; i < 500; i++) {
      int index = random.nextInt(2000) - 1000;
      window.add(index);
      coarser.add(index);
    }
    for (int halvings = 0; halvings < 3; halvings++) {
      coarser.reserveToHalve();
      coarser.halve();
    }
    BucketList list = new BucketList();

    window.appendTo(list, 3);

    BucketList expected = new BucketList();
    coarser.appendTo(expected, 0);
    assertThat(list.size()).isEqualTo(expected.size());
    for (int i = 0; i < list.size(); i++) {
      assertThat(list.index(i)).isEqualTo(expected.index(i));
      assertThat(list.count(i)).isEqualTo(expected.count(i));
    }
  }

  /** Else the two sides of a histogram might come to different resolutions when memory runs out. */
  @Test
  void needsNoMemoryToHalveOnceThatIsReserved() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long leastMade = Long.MAX_VALUE; // the JVM itself makes something now and then
    for (int round = 0; round < 20; round++) {
      BucketWindow window = new BucketWindow(0, 7);
      for (int i = 0; i < 600; i++) {
        window.add(i % 100);
      }
      window.reserveToHalve();

      long before = threads.getThreadAllocatedBytes(thread);
      window.halve();
      leastMade = Math.min(leastMade, threads.getThreadAllocatedBytes(thread) - before);

      assertThat(contents(window))
          .hasSize(51)
          .containsEntry(1, 12L); // more than a place holds by itself
    }
    assertThat(leastMade).isZero();
  }
}
