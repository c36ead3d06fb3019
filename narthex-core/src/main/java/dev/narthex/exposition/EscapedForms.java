package dev.narthex.exposition;

import dev.narthex.model.Derivable;
import dev.narthex.model.Derivation;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;

/**
 * What a value looks like in one format under each escaping scheme. Each is worked out when it is
 * first asked for, and remembered by the value.
 */
final class EscapedForms<V extends Derivable, D> {

  private final Map<EscapingScheme, Derivation<V, D>> byScheme =
      new EnumMap<>(EscapingScheme.class);

  EscapedForms(BiFunction<V, EscapingScheme, D> form) {
    for (EscapingScheme escaping : EscapingScheme.values()) {
      byScheme.put(escaping, new Derivation<>() {
        @Override
        protected D derive(V value) {
          return form.apply(value, escaping);
        }
      });
    }
  }

  Derivation<V, D> under(EscapingScheme escaping) {
    return Objects.requireNonNull(byScheme.get(escaping), "one was made for each scheme");
  }
}
