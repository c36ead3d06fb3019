package dev.narthex.jvm;

import dev.narthex.Registry;
import dev.narthex.support.Await;
import dev.narthex.testing.Exposition;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/** A program that lets the garbage collector work, and then prints what a scrape shows. */
final class AllocationPressure {

  private static final int LIVE_OBJECTS = 200_000;
  private static final long ALLOCATIONS = 6_000_000;

  private AllocationPressure() {}

  public static void main(String[] args) {
    Registry registry = Registry.pedantic();
    JvmMetrics.register(registry);

    System.out.println("# hash of what was live: " + allocate());
    System.gc();
    Await.until("all steps are counted", () -> countedSteps(registry) == stepsOfBeans());

    System.out.print(Exposition.of(registry).asText());
    System.out.flush();
    Runtime.getRuntime().halt(0); // before the collector does more
  }

  /** Replaces objects of different sizes at random places, so that all generations have some. */
  private static int allocate() {
    byte[][] live = new byte[LIVE_OBJECTS][];
    long random = 42;
    for (long i = 0; i < ALLOCATIONS; i++) {
      random = random * 6364136223846793005L + 1442695040888963407L;
      int bits = (int) (random >>> 33);
      live[bits % LIVE_OBJECTS] = new byte[16 + (bits >>> 5 & 511)];
    }
    return java.util.Arrays.hashCode(live[7]);
  }

  private static double countedSteps(Registry registry) {
    Exposition now = Exposition.of(registry);
    return Samples.observations(now, "jvm_gc_pause_seconds", series -> true)
        + Samples.observations(now, "jvm_gc_cycle_seconds", series -> true);
  }

  private static double stepsOfBeans() {
    double steps = 0;
    for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
      steps += bean.getCollectionCount();
    }
    return steps;
  }
}
