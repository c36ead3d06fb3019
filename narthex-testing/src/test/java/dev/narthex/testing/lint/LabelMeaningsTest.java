package dev.narthex.testing.lint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When a label is said to mean different things, and when not. */
class LabelMeaningsTest {

  private static String found(String text) {
    return Lint.all().only("label-meaning").check(text).toString();
  }

  @Test
  void differWhereOneFamilyHasNumbersAndTheOthersWords() {
    assertThat(found("""
        calls_total{code="ok"} 1
        calls_total{code="refused"} 1
        mails_total{code="sent"} 1
        mails_total{code="bounced"} 1
        requests_total{code="200"} 1
        requests_total{code="404"} 1
        """)).isEqualTo("""
        1 problem in 3 metric families.
          requests_total label "code" holds numbers here, such as "200", but words in calls_total,\
         such as "ok"; if they mean different things, give them different names [label-meaning]""");
  }

  @Test
  void differFromTheFirstWhereAsManyHaveEachKind() {
    assertThat(found("""
        a{success="true"} 1
        a{success="false"} 1
        b{success="whole"} 1
        b{success="partial"} 1
        c{to="/a"} 1
        c{to="/b"} 1
        d{to="home"} 1
        d{to="work"} 1
        """)).isEqualTo("""
        2 problems in 4 metric families.
          b label "success" holds words here, such as "partial", but true and false in a, such as\
         "false"; if they mean different things, give them different names [label-meaning]
          d label "to" holds words here, such as "home", but paths in c, such as "/a"; if they mean\
         different things, give them different names [label-meaning]""");
  }

  @Test
  void areNotToldFromOneValue() {
    assertThat(found("""
        a{code="200"} 1
        b{code="ok"} 1
        b{code="refused"} 1
        """)).isEqualTo("No problems in 2 metric families.");
  }

  @Test
  void areNotToldFromMixedValues() {
    assertThat(found("""
        a{worker="1"} 1
        a{worker="main"} 1
        b{worker="1"} 1
        b{worker="2"} 1
        """)).isEqualTo("No problems in 2 metric families.");
  }

  @Test
  void areTheSameWhereOtherValuesAreOfOneKind() {
    assertThat(found("""
        a{state="idle"} 1
        a{state="busy"} 1
        b{state="open"} 1
        b{state="closed"} 1
        c{shard="1"} 1
        c{shard="-2.5"} 1
        d{shard="7"} 1
        d{shard="8"} 1
        """)).isEqualTo("No problems in 4 metric families.");
  }

  @Test
  void doNotHangOnEmptyValues() {
    assertThat(found("""
        a{code=""} 1
        a{code="200"} 1
        b{code="ok"} 1
        b{code="refused"} 1
        """)).isEqualTo("No problems in 2 metric families.");
  }
}
