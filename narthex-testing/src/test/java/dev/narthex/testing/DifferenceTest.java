package dev.narthex.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.model.MetricType;
import dev.narthex.testing.reader.ExposedFamily;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a {@link Difference} shows, seen whole. */
class DifferenceTest {

  private static final String SHOP = """
      # HELP orders_total Orders.
      # TYPE orders_total counter
      orders_total{product="milk"} 1
      orders_total{product="tea"} 3
      # TYPE packing_seconds histogram
      packing_seconds_bucket{le="0.1"} 3
      packing_seconds_bucket{le="1"} 5
      packing_seconds_bucket{le="10"} 5
      packing_seconds_bucket{le="+Inf"} 5
      packing_seconds_sum 4.25
      packing_seconds_count 5
      # TYPE stock gauge
      stock{product="milk"} 2
      stock{product="tea"} 0
      """;

  @Test
  void isEmptyBetweenEqualExpositions() {
    Difference difference = between(SHOP, SHOP);

    assertThat(difference.isEmpty()).isTrue();
    assertThat(difference).hasToString("");
  }

  @Test
  void showsAnotherValueOnTwoLinesOneAboveTheOther() {
    Difference difference =
        between(SHOP, SHOP.replace("{product=\"tea\"} 3", "{product=\"tea\"} 4"));

    assertThat(difference).hasToString("""
        1 line different
        --- exposed
        +++ expected
         # HELP orders_total Orders.
         # TYPE orders_total counter
         orders_total{product="milk"} 1
        -orders_total{product="tea"} 3
        +orders_total{product="tea"} 4
         # TYPE packing_seconds histogram
         packing_seconds_bucket{le="0.1"} 3
         packing_seconds_bucket{le="1"} 5
        … 7 equal lines …
        """);
    assertThat(difference.different()).isEqualTo(1);
    assertThat(difference.missing()).isZero();
    assertThat(difference.surplus()).isZero();
  }

  @Test
  void showsWhatIsMissingSurplusAndDifferentInTheOrderOfAScrape() {
    String expected = """
        # HELP stock Stock by product.
        # TYPE stock gauge
        stock{product="tea"} 0
        # HELP orders_total Orders placed.
        # TYPE orders_total counter
        orders_total{product="tea"} 3
        orders_total{product="milk"} 1
        orders_total{product="rice"} 7
        # TYPE packing_seconds histogram
        packing_seconds_bucket{le="0.1"} 3
        packing_seconds_bucket{le="1.5"} 5
        packing_seconds_bucket{le="10"} 5
        packing_seconds_bucket{le="+Inf"} 5
        packing_seconds_sum 4.25
        packing_seconds_count 5
        """;

    Difference difference = between(SHOP, expected);

    assertThat(difference).hasToString("""
        3 lines missing, 2 lines surplus, 1 line different
        --- exposed
        +++ expected
        -# HELP orders_total Orders.
        +# HELP orders_total Orders placed.
         # TYPE orders_total counter
         orders_total{product="milk"} 1
        +orders_total{product="rice"} 7
         orders_total{product="tea"} 3
         # TYPE packing_seconds histogram
         packing_seconds_bucket{le="0.1"} 3
        -packing_seconds_bucket{le="1"} 5
        +packing_seconds_bucket{le="1.5"} 5
         packing_seconds_bucket{le="10"} 5
         packing_seconds_bucket{le="+Inf"} 5
         packing_seconds_sum 4.25
         packing_seconds_count 5
        +# HELP stock Stock by product.
         # TYPE stock gauge
        -stock{product="milk"} 2
         stock{product="tea"} 0
        """);
    assertThat(difference.missing()).isEqualTo(3);
    assertThat(difference.surplus()).isEqualTo(2);
    assertThat(difference.different()).isEqualTo(1);
  }

  @Test
  void showsDifferentMetricsAsSurplusAndMissing() {
    String exposed = "# TYPE a_total counter\na_total 1\n";
    String expected = "# TYPE b_total counter\nb_total 1\n";

    assertThat(between(exposed, expected)).hasToString("""
        2 lines missing, 2 lines surplus
        --- exposed
        +++ expected
        -# TYPE a_total counter
        -a_total 1
        +# TYPE b_total counter
        +b_total 1
        """);
  }

  @Test
  void showsAnotherTypeAsSuch() {
    String exposed = "# TYPE a_total counter\na_total 1\n";
    String expected = "a_total 1\n";

    assertThat(between(exposed, expected)).hasToString("""
        1 line different
        --- exposed
        +++ expected
        -# TYPE a_total counter
        +# TYPE a_total untyped
         a_total 1
        """);
  }

  @Test
  void leavesOutLongStretchesOfEqualLines() {
    String exposed = many(30);
    String expected =
        exposed.replace("n=\"10\"} 10", "n=\"10\"} 0").replace("n=\"20\"} 20", "n=\"20\"} 0");

    assertThat(between(exposed, expected)).hasToString("""
        2 lines different
        --- exposed
        +++ expected
        … 8 equal lines …
         many{n="07"} 7
         many{n="08"} 8
         many{n="09"} 9
        -many{n="10"} 10
        +many{n="10"} 0
         many{n="11"} 11
         many{n="12"} 12
         many{n="13"} 13
        … 3 equal lines …
         many{n="17"} 17
         many{n="18"} 18
         many{n="19"} 19
        -many{n="20"} 20
        +many{n="20"} 0
         many{n="21"} 21
         many{n="22"} 22
         many{n="23"} 23
        … 6 equal lines …
        """);
  }

  @Test
  void endsAfterManyLinesAndSaysHowManyThereAre() {
    String text = between(many(2000), "").text(false);

    assertThat(text.lines()).hasSize(3 + Difference.MAX_LINES + 1);
    assertThat(text).startsWith("2001 lines surplus\n").endsWith("\n… and 1501 more lines\n");
  }

  @Test
  void showsASeriesThatIsThereTwiceAsSurplus() {
    Exposition once = Exposition.parse("# TYPE a gauge\na{b=\"c\"} 1\n");
    Exposition twice = new Exposition(
        List.of(new ExposedFamily(
            "a",
            MetricType.GAUGE,
            null,
            null,
            List.of(
                once.families().get(0).series().get(0),
                once.families().get(0).series().get(0)))),
        Origin.PROTOBUF);

    assertThat(twice.differenceFrom(once)).hasToString("""
        1 line surplus
        --- exposed
        +++ expected
         # TYPE a gauge
         a{b="c"} 1
        -a{b="c"} 1
        """);
  }

  @Test
  void coloursItsLinesOnlyWhereAsked() {
    Difference difference = between("# TYPE a gauge\na 1\n", "# TYPE a gauge\na 2\n");

    assertThat(difference.text(true).replace('\u001b', '^')).isEqualTo("""
        1 line different
        ^[31m--- exposed^[0m
        ^[32m+++ expected^[0m
         # TYPE a gauge
        ^[31m-a 1^[0m
        ^[32m+a 2^[0m
        """);
    assertThat(difference.text(false)).doesNotContain("\u001b");
  }

  private static String many(int count) {
    return IntStream.range(0, count)
        .mapToObj("many{n=\"%1$02d\"} %1$d\n"::formatted)
        .collect(Collectors.joining("", "# TYPE many gauge\n", ""));
  }

  private static Difference between(String exposed, String expected) {
    return Exposition.parse(exposed).differenceFrom(Exposition.parse(expected));
  }
}
