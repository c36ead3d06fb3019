package dev.narthex.benchmarks.memory;

import java.util.Optional;

/** A library that is measured. */
interface Library {

  /** The label of all families. */
  String LABEL = "customer";

  /** Makes a family in a registry of its own; empty if the library has nothing of the kind. */
  Optional<GrowingFamily> family(ChildType type);
}
