package dev.narthex;

import java.util.Objects;
import java.util.function.Predicate;

/** A gatherer of some families of another one. */
final class FilteredGatherer implements Gatherer {

  private final Gatherer gatherer;
  private final Predicate<? super String> familyNames;

  FilteredGatherer(Gatherer gatherer, Predicate<? super String> familyNames) {
    this.gatherer = gatherer;
    this.familyNames = Objects.requireNonNull(familyNames, "familyNames");
  }

  @Override
  public void gather(MetricSink sink) {
    gatherer.gather(sink, familyNames);
  }

  @Override
  public void gather(MetricSink sink, Predicate<? super String> others) {
    gatherer.gather(sink, name -> familyNames.test(name) && others.test(name));
  }
}
