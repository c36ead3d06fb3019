package dev.narthex;

/** A collector that may be skipped, and how often it was. Thread-safe. */
interface SkipCounting {

  /** The class of the collector and its first families, the same in each run of the program. */
  String collectorName();

  /** In how many scrapes it was skipped so far. */
  long skipped();
}
