package dev.narthex.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Invariants I1 and I2 of {@link Derivable}: a value remembers results, but never many. */
class DerivationTest {

  private static final long SEED = 10;

  private static final class Text extends Derivation<Labels, String> {
    private final String prefix;
    private int derived;

    Text(String prefix) {
      this.prefix = prefix;
    }

    @Override
    protected String derive(Labels labels) {
      derived++;
      return prefix + labels;
    }
  }

  @Test
  void worksOnceForAValue() {
    Text text = new Text("");
    Labels labels = Labels.of("a", "1");

    String first = text.of(labels);

    assertThat(first).isEqualTo("{a=\"1\"}");
    assertThat(text.of(labels)).isSameAs(first);
    assertThat(text.derived).isEqualTo(1);
  }

  @Test
  void worksForEachValueAnewAlsoForEqualOnes() {
    Text text = new Text("");

    assertThat(text.of(Labels.of("a", "1"))).isEqualTo(text.of(Labels.of("a", "1")));
    assertThat(text.derived).isEqualTo(2);
  }

  @Test
  void keepsDerivationsApart() {
    Text x = new Text("x");
    Text y = new Text("y");
    Labels labels = Labels.of("a", "1");

    assertThat(x.of(labels)).isEqualTo("x{a=\"1\"}");
    assertThat(y.of(labels)).isEqualTo("y{a=\"1\"}");
    assertThat(x.of(labels)).isEqualTo("x{a=\"1\"}");
    assertThat(x.derived + y.derived).isEqualTo(2);
  }

  @Test
  void remembersAHandfulForOneValue() {
    List<Text> texts = new ArrayList<>();
    for (int i = 0; i < Derivable.MAX_REMEMBERED; i++) {
      texts.add(new Text("" + i));
    }
    Labels labels = Labels.of("a", "1");

    for (int round = 0; round < 3; round++) {
      texts.forEach(text -> text.of(labels));
    }

    assertThat(texts).allMatch(text -> text.derived == 1);
  }

  @Test
  void givesTheRightResultHoweverManyDerivationsThereAre() {
    Labels labels = Labels.of("a", "1");
    Random random = new Random(SEED);
    List<Text> texts = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      texts.add(new Text("" + i));
    }
    for (int i = 0; i < 5_000; i++) {
      int any = random.nextInt(texts.size());
      assertThat(texts.get(any).of(labels)).isEqualTo(any + "{a=\"1\"}");
    }
  }

  @Test
  void forgetsOldResultsWhenMoreComeThanAValueRemembers() {
    Labels labels = Labels.of("a", "1");
    List<Text> texts = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      Text text = new Text("" + i);
      text.of(labels);
      texts.add(text);
    }

    long remembered =
        texts.stream().filter(text -> labels.remembered(text) != null).count();

    assertThat(remembered).isBetween(1L, (long) Derivable.MAX_REMEMBERED);
  }

  @Test
  void remembersNothingWhenDerivingFails() {
    Labels labels = Labels.of("a", "1");
    IllegalStateException failure = new IllegalStateException("not now");
    Derivation<Labels, String> failing = new Derivation<>() {
      private boolean failed;

      @Override
      protected String derive(Labels value) {
        if (!failed) {
          failed = true;
          throw failure;
        }
        return "now";
      }
    };

    assertThatThrownBy(() -> failing.of(labels)).isSameAs(failure);

    assertThat(failing.of(labels)).isEqualTo("now");
  }

  @Test
  void worksForAllValuesOfTheModelThatAreWrittenAgainAndAgain() {
    Derivation<Derivable, String> text = new Derivation<>() {
      @Override
      protected String derive(Derivable value) {
        return value.toString();
      }
    };
    for (Derivable value : List.of(
        Labels.of("a", "1"),
        Descriptor.of(MetricType.GAUGE, "up", ""),
        Buckets.of(1),
        Quantiles.of(0.5))) {
      assertThat(text.of(value)).isSameAs(text.of(value)).isEqualTo(value.toString());
    }
  }
}
