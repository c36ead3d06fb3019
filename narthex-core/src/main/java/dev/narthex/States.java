package dev.narthex;

import dev.narthex.model.Labels;
import dev.narthex.model.Names;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The states that a {@link StateSet} can be in, each with its place and its name, in order of names:
 * so they come in a scrape. Immutable.
 */
final class States<S> {

  private final List<S> states;
  private final List<String> names;
  private final Map<S, Integer> places = new HashMap<>();

  private States(Map<String, S> stateByName) {
    this.states = List.copyOf(stateByName.values());
    this.names = List.copyOf(stateByName.keySet());
    for (int i = 0; i < states.size(); i++) {
      places.put(states.get(i), i);
    }
  }

  /**
   * Takes the states in any order.
   *
   * @throws IllegalArgumentException if there is none or too many, or two have the same name, or one
   *     has none
   */
  static <S> States<S> of(List<S> states) {
    if (states.isEmpty() || states.size() > StateSet.MAX_STATES) {
      throw new IllegalArgumentException(
          "A state set has from 1 to %d states but got %d. Use a Gauge family for more."
              .formatted(StateSet.MAX_STATES, states.size()));
    }
    Map<String, S> stateByName = new TreeMap<>();
    for (S state : states) {
      if (Objects.isNull(state)) { // callers without null checks do pass it
        throw new IllegalArgumentException(
            "A state is null; the states are " + states + ". Leave it out.");
      }
      String name = Names.wellFormed(state.toString());
      if (name.isEmpty()) {
        throw new IllegalArgumentException("A state is named \"\", which Prometheus takes for no"
            + " label at all. Give it a name; the states are " + states + ".");
      }
      if (stateByName.put(name, state) != null) {
        throw new IllegalArgumentException(
            "Two states are named \"%s\"; the states are %s.".formatted(name, states)
                + " Give each its own name.");
      }
    }
    return new States<>(stateByName);
  }

  /** The place of a state, or -1 if it is none of these. */
  int placeOf(S state) {
    Integer place = places.get(state);
    return place == null ? -1 : place;
  }

  /** The labels of a series and, for each place, the label that tells the state. */
  Labels[] labels(String stateLabel, Labels labels) {
    Labels[] each = new Labels[names.size()];
    Arrays.setAll(each, place -> labels.plus(Labels.of(stateLabel, names.get(place))));
    return each;
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof States<?> other && states.equals(other.states);
  }

  @Override
  public int hashCode() {
    return states.hashCode();
  }

  /** The names, for messages. */
  @Override
  public String toString() {
    return names.toString();
  }
}
