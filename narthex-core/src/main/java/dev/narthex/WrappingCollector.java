package dev.narthex;

/**
 * A collector that this package put around something of the user's. Messages name what is inside,
 * because that is what the user knows.
 */
abstract sealed class WrappingCollector implements Collector
    permits DescribedCollector, RenamedCollector, CachedCollector, TimeLimitedCollector {

  /** What this is put around: a collector, or the code that does the writing. */
  abstract Object wrapped();

  /** What is inside all wrappings. */
  static Object innermost(Object collector) {
    Object inner = collector;
    while (inner instanceof WrappingCollector wrapping) {
      inner = wrapping.wrapped();
    }
    return inner;
  }

  /**
   * The name of the class of what is inside all wrappings; for a lambda that of the class it is
   * written in, as its own says nothing and is another one in each run of the program.
   */
  static String className(Collector collector) {
    String name = innermost(collector).getClass().getName();
    int lambda = name.indexOf("$$Lambda");
    return lambda < 0 ? name : name.substring(0, lambda);
  }
}
