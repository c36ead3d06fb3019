package dev.narthex.benchmarks.hot;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Which of 100 children is next, the same for all contestants. Each thread takes them in a random order
 * that is fixed, and begins elsewhere.
 */
@State(Scope.Thread)
public class Children {

  static final int COUNT = 100;

  static final String PATH = "path";
  static final String METHOD = "method";
  static final String STATUS = "status";
  static final String ZONE = "zone";

  /** The labels' values by child. The path alone is different for each. */
  static final String[] PATHS = new String[COUNT];

  static final String[] METHODS = new String[COUNT];
  static final String[] STATUSES = new String[COUNT];
  static final String[] ZONES = new String[COUNT];

  private static final String[] ALL_METHODS = {"GET", "POST", "PUT", "DELETE"};
  private static final String[] ALL_STATUSES = {"200", "201", "404", "500", "503"};
  private static final String[] ALL_ZONES = {"eu-west-1a", "eu-west-1b", "us-east-2c"};

  private static final int SIZE = 1 << 13;
  private static final byte[] ORDER = new byte[SIZE];
  private static final AtomicInteger NEXT_START = new AtomicInteger();

  static {
    for (int child = 0; child < COUNT; child++) {
      PATHS[child] = "/api/v1/things/" + child;
      METHODS[child] = ALL_METHODS[child % ALL_METHODS.length];
      STATUSES[child] = ALL_STATUSES[child % ALL_STATUSES.length];
      ZONES[child] = ALL_ZONES[child % ALL_ZONES.length];
    }
    Random random = new Random(4);
    for (int i = 0; i < SIZE; i++) {
      ORDER[i] = (byte) random.nextInt(COUNT);
    }
  }

  private int index = NEXT_START.getAndAdd(SIZE / 7);

  /** The names of the first so many labels. */
  static String[] labelNames(int count) {
    return Arrays.copyOf(new String[] {PATH, METHOD, STATUS, ZONE}, count);
  }

  /** The next child's index. */
  int next() {
    return ORDER[index++ & (SIZE - 1)];
  }
}
