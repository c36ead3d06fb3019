package dev.narthex.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link Labels} promise. */
class LabelsTest {

  private static final long SEED = 9;

  @Test
  void standInTheOrderOfTheirNames() {
    Labels labels = Labels.of("method", "GET", "code", "200", "Zone", "a");

    assertThat(labels).hasToString("{Zone=\"a\", code=\"200\", method=\"GET\"}");
    assertThat(labels.size()).isEqualTo(3);
    assertThat(labels.name(1)).isEqualTo("code");
    assertThat(labels.value(1)).isEqualTo("200");
    List<String> pairs = new ArrayList<>();
    labels.forEach((name, value) -> pairs.add(name + "=" + value));
    assertThat(pairs).containsExactly("Zone=a", "code=200", "method=GET");
  }

  @Test
  void areTheSameFromAMap() {
    assertThat(Labels.of(Map.of("b", "2", "a", "1"))).isEqualTo(Labels.of("a", "1", "b", "2"));
    assertThat(Labels.of(Map.of())).isSameAs(Labels.EMPTY);
    assertThat(Labels.of()).isSameAs(Labels.EMPTY);
    assertThat(Labels.EMPTY.isEmpty()).isTrue();
    assertThat(Labels.EMPTY).hasToString("{}");
  }

  @Test
  void areFoundByName() {
    Labels labels = Labels.of("method", "GET", "code", "");

    assertThat(labels.get("method")).isEqualTo("GET");
    assertThat(labels.get("code")).isEmpty();
    assertThat(labels.get("none")).isNull();
    assertThat(Labels.EMPTY.get("none")).isNull();
  }

  @Test
  void containOthersWithTheSameValues() {
    Labels labels = Labels.of("a", "1", "b", "2");

    assertThat(labels.containsAll(Labels.EMPTY)).isTrue();
    assertThat(labels.containsAll(labels)).isTrue();
    assertThat(labels.containsAll(Labels.of("b", "2"))).isTrue();
    assertThat(labels.containsAll(Labels.of("b", "1"))).isFalse();
    assertThat(labels.containsAll(Labels.of("c", "2"))).isFalse();
  }

  @Test
  void canBeJoined() {
    Labels labels = Labels.of("b", "2");

    assertThat(labels.plus(Labels.of("c", "3", "a", "1")))
        .hasToString("{a=\"1\", b=\"2\", c=\"3\"}");
    assertThat(labels.plus(Labels.EMPTY)).isSameAs(labels);
    assertThat(Labels.EMPTY.plus(labels)).isEqualTo(labels);
    assertRefused(
        () -> labels.plus(Labels.of("b", "2")),
        "Label \"b\" is given twice. A series has each label once.");
  }

  @Test
  void refuseANameThatIsThereTwice() {
    assertRefused(
        () -> Labels.of("a", "1", "a", "1"),
        "Label \"a\" is given twice. A series has each label once.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "__name__", "\uD83D"})
  void refuseWhatCannotNameALabel(String name) {
    String message =
        "\"" + name + "\" cannot name a label. A label name is not empty, does not begin"
            + " with \"__\" (reserved for Prometheus) and has no unpaired surrogate.";

    assertRefused(() -> Labels.of(name, "1"), message);
    assertRefused(() -> Labels.of(Map.of(name, "1")), message);
  }

  @Test
  void refuseANameWithoutAValue() {
    assertRefused(
        () -> Labels.of("a", "1", "b"),
        "Labels come as name, value, name, value, …, but got 3 strings: [a, 1, b]. The last name has"
            + " no value.");
  }

  @Test
  void refuseNullAsAValue() {
    String message = "The value of label \"a\" is null. Pass \"\" for a label without a value.";
    Map<String, String> withNull = new HashMap<>();
    withNull.put("a", null);

    assertRefused(() -> Labels.of("a", null), message);
    assertRefused(() -> Labels.of(withNull), message);
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void mendValuesThatUtf8CannotSay() {
    assertThat(Labels.of("a", "x\uD83Dy").value(0)).isEqualTo("x\uFFFDy");
    assertThat(Labels.of("a", "😀").value(0)).isEqualTo("😀");
  }

  @Test
  void areEqualWhenNamesAndValuesAre() {
    assertThat(Labels.of("a", "1", "b", "2"))
        .isEqualTo(Labels.of("b", "2", "a", "1"))
        .hasSameHashCodeAs(Labels.of("b", "2", "a", "1"))
        .isNotEqualTo(Labels.of("a", "2", "b", "1"))
        .isNotEqualTo(Labels.of("a", "1", "c", "2"))
        .isNotEqualTo(Labels.of("a", "1"))
        .isNotEqualTo("{a=\"1\", b=\"2\"}");
  }

  @Test
  void areOrderedByNumberThenByValueLabelByLabelThenByName() {
    List<Labels> ordered = List.of(
        Labels.EMPTY,
        Labels.of("b", ""),
        Labels.of("a", "1"),
        Labels.of("b", "1"),
        Labels.of("a", "10"),
        Labels.of("a", "2"),
        Labels.of("a", "1", "b", "2"),
        Labels.of("a", "1", "c", "2"),
        Labels.of("a", "1", "b", "3"),
        Labels.of("a", "2", "b", "1"));
    List<Labels> shuffled = new ArrayList<>(ordered);
    Collections.shuffle(shuffled, new Random(SEED));

    Collections.sort(shuffled);

    assertThat(shuffled).isEqualTo(ordered);
    for (Labels one : ordered) {
      for (Labels other : ordered) {
        assertThat(one.compareTo(other) == 0).isEqualTo(one.equals(other));
        assertThat(with("state", "on", one).compareWithout("state", with("state", "off", other)))
            .isEqualTo(one.compareWithout("state", other))
            .isEqualTo(one.compareTo(other));
        assertThat(with("0", "x", one).compareWithout("0", other)).isEqualTo(one.compareTo(other));
        assertThat(Integer.signum(one.compareTo(other)))
            .isEqualTo(-Integer.signum(other.compareTo(one)));
      }
    }
  }

  private static Labels with(String name, String value, Labels labels) {
    return labels.plus(Labels.of(name, value));
  }
}
