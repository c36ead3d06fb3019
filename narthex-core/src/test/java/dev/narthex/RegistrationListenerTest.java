package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.model.Labels;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a {@link Registry} promises to those who want to know what is registered. */
class RegistrationListenerTest {

  private final Registry registry = new Registry();
  private final List<Collector> told = new ArrayList<>();

  @Test
  void tellsOfEachRegistrationUntilItIsStopped() {
    Counter before = Counter.builder("before_total").register(registry);
    Runnable stop = registry.onRegistration(told::add);
    Counter counter = Counter.builder("a_total").register(registry);
    Collector lambda = registry.register(sink -> {});
    Gauge got = Gauge.builder("b").registerOrGet(registry);
    Gauge.builder("b").registerOrGet(registry);
    stop.run();
    stop.run();
    Counter after = Counter.builder("after_total").register(registry);

    assertThat(told).containsExactly(counter, lambda, got).doesNotContain(before, after);
  }

  @Test
  void tellsNothingOfWhatIsRefused() {
    registry.onRegistration(told::add);
    Counter counter = Counter.builder("a_total").register(registry);

    assertThatThrownBy(() -> registry.register(counter))
        .isInstanceOf(AlreadyRegisteredException.class);

    assertThat(told).containsExactly(counter);
  }

  @Test
  void handsOverWhatCanBeUnregisteredAlsoIfItCameThroughAView() {
    Registry view = registry.withPrefix("shop_").withLabels(Labels.of("zone", "a"));
    registry.onRegistration(told::add);
    Counter.builder("defined_total").register(view);
    view.register(Counter.builder("built_total").build());
    view.register(sink -> {});
    Counter.builder("kept_total").register(new Registry());

    for (Collector collector : told) {
      assertThat(registry.unregister(collector)).isTrue();
    }

    assertThat(told).hasSize(3);
    assertThat(Transcript.of(registry)).isEmpty();
  }

  @Test
  void tellsEachListenerOnItsOwn() {
    List<Collector> toldToo = new ArrayList<>();
    Runnable stop = registry.onRegistration(told::add);
    registry.onRegistration(toldToo::add);
    stop.run();

    Counter counter = Counter.builder("a_total").register(registry);

    assertThat(told).isEmpty();
    assertThat(toldToo).containsExactly(counter);
  }

  @Test
  void keepsWhatIsRegisteredWhenAListenerThrows() {
    registry.onRegistration(collector -> {
      throw new IllegalStateException("no room");
    });

    assertThatThrownBy(() -> Counter.builder("a_total").register(registry)).hasMessage("no room");

    assertThat(registry.snapshot()).hasSize(1);
  }
}
