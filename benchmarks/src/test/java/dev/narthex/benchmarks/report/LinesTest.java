package dev.narthex.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When a line counts as kept, as missed, and as doubtful. Narthex needs 10 ± 1 here. */
class LinesTest {

  @Test
  void aRatioAboveItsLineIsKept() {
    assertThat(misses("A,,1,clientJava >= 3", peer("clientJava", 30, 0))).isEmpty();
  }

  @Test
  void aRatioSurelyBelowItsLineIsMissed() {
    assertThat(misses("A,,1,clientJava >= 4", peer("clientJava", 30, 0)))
        .containsExactly("A, 1 thread: wanted client_java ≥ 4, measured 3.00 ± 0.30."
            + " Look closer: tools/bench --only A");
  }

  @Test
  void aRatioThatMayBeNoiseIsDoubtfulButNotMissed() {
    Row row = row(peer("clientJava", 30, 0));
    Lines lines = lines("A,,1,clientJava >= 3.2");

    assertThat(lines.doubtful(List.of(row))).containsExactly(row);
    assertThat(lines.misses(List.of(row))).isEmpty();
  }

  @Test
  void theBestPeerIsTheOneThatNeedsLeastAndNoFloor() {
    Measurement[] measured = {
      peer("clientJava", 30, 0), peer("micrometer", 8, 0), peer("longAdder", 1, 0)
    };

    assertThat(misses("A,,1,bestPeer >= 1", measured))
        .singleElement()
        .asString()
        .contains("wanted best peer ≥ 1, measured 0.80 ± 0.08");
  }

  @Test
  void aFloorCanBeALineToo() {
    assertThat(misses("A,,1,longAdder >= 0.95", peer("longAdder", 5, 0))).hasSize(1);
    assertThat(misses("A,,1,longAdder >= 0.95", peer("longAdder", 10, 0))).isEmpty();
  }

  @Test
  void narthexItselfHasUpperLimits() {
    assertThat(misses("A,,1,score <= 8"))
        .singleElement()
        .asString()
        .contains("wanted ≤ 8, measured 10 ± 1");
    assertThat(misses("A,,1,score <= 9.5")).isEmpty();
    assertThat(misses("A,,1,bytesPerOperation <= 0.5")).hasSize(1);
    assertThat(misses("A,,1,bytesPerOperation <= 16")).isEmpty();
  }

  @Test
  void whatWasNotMeasuredIsMissed() {
    assertThat(misses("A,,1,clientJava >= 3")).singleElement().asString().contains("not measured");
    assertThat(misses("A,,2,score <= 20"))
        .singleElement()
        .asString()
        .contains("A, 2 threads", "not measured");
    assertThat(misses("A,labels=1,1,score <= 20"))
        .singleElement()
        .asString()
        .contains("not measured");
  }

  @Test
  void aRowThatIsNoLineIsRefused() {
    assertThatThrownBy(() -> Line.parse("A,,1,clientJava > 3"))
        .hasMessageContaining("A,,1,clientJava > 3");
    assertThatThrownBy(() -> Line.parse("A,1,clientJava >= 3"))
        .hasMessageContaining("operation, variant, threads");
  }

  private static List<String> misses(String line, Measurement... measured) {
    return lines(line).misses(List.of(row(measured)));
  }

  private static Lines lines(String line) {
    return new Lines(List.of(Line.parse(line)));
  }

  private static Row row(Measurement... measured) {
    Map<String, Measurement> byContestant = new LinkedHashMap<>();
    byContestant.put("narthex", new Measurement("A", "", 1, "narthex", 10, 1, "ns/op", 16));
    for (Measurement one : measured) {
      byContestant.put(one.contestant(), one);
    }
    return new Row("hot", "A", "", 1, byContestant);
  }

  private static Measurement peer(String name, double score, double error) {
    return new Measurement("A", "", 1, name, score, error, "ns/op", 0);
  }
}
