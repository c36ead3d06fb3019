package dev.narthex.benchmarks.memory;

import java.util.function.ObjDoubleConsumer;

/**
 * A family with one label in some library.
 *
 * @param root from where all that the family holds can be reached
 * @param recording adds to, sets or observes in the child whose label has this value
 * @param scrape lets the library keep what it keeps between scrapes
 */
record GrowingFamily(Object root, ObjDoubleConsumer<String> recording, Scrape scrape) {

  /** A scrape whose result is thrown away. */
  interface Scrape {
    void run() throws Exception;
  }
}
