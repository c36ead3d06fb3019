package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a {@link StateSet} promises one thread. */
class StateSetTest {

  private static final long SEED = 12;

  private enum Breaker {
    CLOSED,
    OPEN,
    HALF_OPEN;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  private enum Nothing {}

  private final Registry registry = new Registry();
  private final StateSet<Breaker> breaker =
      StateSet.builder("breaker", Breaker.class).help("How it flows.").register(registry);

  @Test
  void showsEachStateInOrderOfNamesAndNoneThatHoldsAtFirst() {
    assertThat(Transcript.of(registry)).isEqualTo("""
        breaker stateset "How it flows."
          {breaker="closed"} 0.0
          {breaker="half open"} 0.0
          {breaker="open"} 0.0
        """);
  }

  @Test
  void holdsTheStateThatWasSetAloneAndNoOther() {
    breaker.setOnly(Breaker.CLOSED);
    breaker.setOnly(Breaker.OPEN);

    assertThat(breaker.isSet(Breaker.OPEN)).isTrue();
    assertThat(breaker.isSet(Breaker.CLOSED)).isFalse();
    assertThat(Transcript.of(registry)).isEqualTo("""
        breaker stateset "How it flows."
          {breaker="closed"} 0.0
          {breaker="half open"} 0.0
          {breaker="open"} 1.0
        """);
  }

  @Test
  void isSetStateByState() {
    StateSet<String> features =
        StateSet.builder("feature", "search", "chat", "gift").build();

    features.set("search", true);
    features.set("gift", true);
    features.set("gift", true);
    features.set("search", false);
    features.set("chat", false);

    assertThat(Transcript.of(features)).isEqualTo("""
        feature stateset ""
          {feature="chat"} 0.0
          {feature="gift"} 1.0
          {feature="search"} 0.0
        """);
  }

  @Test
  void isSetAllAtOnce() {
    breaker.setOnly(Breaker.OPEN);

    breaker.setAll(List.of(Breaker.CLOSED, Breaker.HALF_OPEN));

    assertThat(Arrays.stream(Breaker.values()).filter(breaker::isSet))
        .containsExactly(Breaker.CLOSED, Breaker.HALF_OPEN);
    breaker.setAll(Set.of());
    assertThat(Arrays.stream(Breaker.values()).filter(breaker::isSet)).isEmpty();
  }

  @Test
  void agreesWithASetWhateverIsCalled() {
    String[] names =
        IntStream.range(0, StateSet.MAX_STATES).mapToObj(i -> "s" + i).toArray(String[]::new);
    StateSet<String> states = StateSet.builder("states", names).build();
    Set<String> expected = new HashSet<>();
    Random random = new Random(SEED);
    for (int i = 0; i < 5_000; i++) {
      String name = names[random.nextInt(names.length)];
      switch (random.nextInt(8)) {
        case 0 -> {
          states.setOnly(name);
          expected.clear();
          expected.add(name);
        }
        case 1 -> {
          List<String> some = List.of(name, names[random.nextInt(names.length)]);
          states.setAll(some);
          expected.clear();
          expected.addAll(some);
        }
        case 2, 3 -> {
          states.set(name, false);
          expected.remove(name);
        }
        default -> {
          states.set(name, true);
          expected.add(name);
        }
      }

      for (String one : names) {
        assertThat(states.isSet(one)).isEqualTo(expected.contains(one));
      }
    }
  }

  @Test
  void canHaveLabelsAndKeepsTheStatesOfASeriesTogether() {
    Family<StateSet<String>> modes = StateSet.builder("mode", "off", "on")
        .constLabel("zone", "eu")
        .labelNames("aisle")
        .register(registry);
    modes.with("b").setOnly("on");
    modes.with("a").setOnly("off");

    assertThat(Transcript.of(registry)).endsWith("""
        mode stateset ""
          {aisle="a", mode="off", zone="eu"} 1.0
          {aisle="a", mode="on", zone="eu"} 0.0
          {aisle="b", mode="off", zone="eu"} 0.0
          {aisle="b", mode="on", zone="eu"} 1.0
        """);
  }

  @Test
  void refusesAStateThatIsNoneOfItsOwnAndStaysAsItWas() {
    StateSet<String> mode = StateSet.builder("mode", "off", "on").build();
    mode.setOnly("on");
    String message =
        "mode: \"broken\" is none of its states, which are [off, on]. Pass one of them,"
            + " or define it too.";

    assertRefused(() -> mode.set("broken", true), message);
    assertRefused(() -> mode.setOnly("broken"), message);
    assertRefused(() -> mode.setAll(List.of("off", "broken")), message);
    assertRefused(() -> mode.isSet("broken"), message);
    assertRefused(
        () -> mode.setOnly(null),
        "mode: \"null\" is none of its states, which are [off, on]. Pass one of them, or define it"
            + " too.");

    assertThat(mode.isSet("on")).isTrue();
    assertThat(mode.isSet("off")).isFalse();
  }

  @Test
  void refusesStatesThatCannotBeTold() {
    assertRefused(
        () -> StateSet.builder("mode"),
        "mode: A state set has from 1 to 64 states but got 0. Use a Gauge family for more.");
    assertRefused(
        () -> StateSet.builder("mode", Nothing.class),
        "mode: A state set has from 1 to 64 states but got 0. Use a Gauge family for more.");
    String[] many = IntStream.range(0, 65).mapToObj(Integer::toString).toArray(String[]::new);
    assertRefused(
        () -> StateSet.builder("mode", many),
        "mode: A state set has from 1 to 64 states but got 65. Use a Gauge family for more.");
    assertRefused(
        () -> StateSet.builder("mode", "on", "on"),
        "mode: Two states are named \"on\"; the states are [on, on]. Give each its own name.");
    assertRefused(
        () -> StateSet.builder("mode", "on", ""),
        "mode: A state is named \"\", which Prometheus takes for no label at all. Give it a name; the"
            + " states are [on, ].");
  }

  @Test
  void refusesALabelThatIsNamedLikeItself() {
    String message = "mode: a state set cannot have a label \"mode\", because it writes that label"
        + " itself. Give the label another name.";

    assertRefused(() -> StateSet.builder("mode", "on").constLabel("mode", "x").build(), message);
    assertRefused(() -> StateSet.builder("mode", "on").labelNames("mode").build(), message);
  }

  @Test
  void isFoundAgainByItsDefinitionAndRefusedWithOtherStates() {
    StateSet<Breaker> same =
        StateSet.builder("breaker", Breaker.class).help("How it flows.").registerOrGet(registry);
    assertThat(same).isSameAs(breaker);

    assertThatThrownBy(() -> StateSet.builder("breaker", "open", "closed")
            .help("How it flows.")
            .registerOrGet(registry))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("breaker is registered with another definition.")
        .hasMessageContaining("[closed, half open, open]")
        .hasMessageContaining("[closed, open]");
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
