package dev.narthex;

import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Several registries, scraped as one. */
final class MergedRegistries implements Gatherer {

  private final List<Registry> registries;
  private final PassRunner runner = new PassRunner();
  private volatile @Nullable Merge lastMerge;

  MergedRegistries(List<Registry> registries) {
    this.registries = registries;
  }

  @Override
  public void gather(MetricSink sink) {
    runner.run(plan(), sink, null);
  }

  @Override
  public void gather(MetricSink sink, Predicate<? super String> familyNames) {
    runner.run(plan(), sink, Objects.requireNonNull(familyNames, "familyNames"));
  }

  /** The merged plan, made anew only when a registry has changed. */
  private Plan plan() {
    List<Plan> plans = registries.stream().map(Registry::plan).toList();
    Merge last = lastMerge;
    if (last == null || !last.isOf(plans)) {
      last = new Merge(plans, Plan.merged(plans));
      lastMerge = last;
    }
    return last.merged;
  }

  private record Merge(List<Plan> plans, Plan merged) {

    @SuppressWarnings("ReferenceEquality") // a plan is made anew at each change
    boolean isOf(List<Plan> others) {
      for (int i = 0; i < plans.size(); i++) {
        if (plans.get(i) != others.get(i)) {
          return false;
        }
      }
      return true;
    }
  }
}
