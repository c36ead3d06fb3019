package dev.narthex.jvm;

import dev.narthex.Collector;

/** A collector that the JVM calls after each step of garbage collection, until it is closed. */
interface GcListening extends Collector, AutoCloseable {

  @Override
  void close();
}
