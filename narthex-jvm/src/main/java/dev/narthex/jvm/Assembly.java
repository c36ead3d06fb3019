package dev.narthex.jvm;

import dev.narthex.Collector;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Takes the collectors of one group while {@link JvmMetrics} is put together. Not thread-safe. */
final class Assembly {

  private final Predicate<String> wanted;
  private final boolean openTelemetryNames;
  private final int gcCauses;
  private final List<Collector> collectors;

  /**
   * Begins a group.
   *
   * @param wanted tells by its name whether a family is wanted
   * @param openTelemetryNames whether families are named as OpenTelemetry's conventions say
   * @param gcCauses how many causes of collections are told apart
   * @param collectors where the collectors go
   */
  Assembly(
      Predicate<String> wanted,
      boolean openTelemetryNames,
      int gcCauses,
      List<Collector> collectors) {
    this.wanted = wanted;
    this.openTelemetryNames = openTelemetryNames;
    this.gcCauses = gcCauses;
    this.collectors = collectors;
  }

  boolean hasOpenTelemetryNames() {
    return openTelemetryNames;
  }

  int gcCauses() {
    return gcCauses;
  }

  boolean wants(String family) {
    return wanted.test(family);
  }

  Predicate<String> wanted() {
    return wanted;
  }

  <S> Table.Builder<S> table(Supplier<? extends S> source) {
    return new Table.Builder<>(source, wanted);
  }

  void add(Table.Builder<?> table) {
    Table<?> built = table.build();
    if (!built.describe().isEmpty()) {
      collectors.add(built);
    }
  }

  void add(Collector collector) {
    collectors.add(collector);
  }
}
