package dev.narthex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code narthex diff}: what it takes for a difference, and how it tells. */
class DiffCommandTest {

  @TempDir
  private Path folder;

  private String before;
  private String after;

  @BeforeEach
  void write() throws Exception {
    before = Files.writeString(folder.resolve("before.txt"), """
            # TYPE jobs_total counter
            jobs_total{queue="a"} 3
            jobs_total{queue="b"} 5
            # TYPE depth gauge
            depth 7
            """).toString();
    after = Files.writeString(folder.resolve("after.txt"), """
            # TYPE depth gauge
            depth 7e0
            # TYPE jobs_total counter
            jobs_total{queue="c"} 1
            jobs_total{queue="a"} 4
            """).toString();
  }

  @Test
  void tellsWhatIsOnlyInAOrOnlyInBAndWhatIsDifferent() {
    assertThat(Run.of("diff", before, after))
        .isEqualTo(new Run(1, """
        --- %s
        +++ %s
         # TYPE depth gauge
         depth 7
         # TYPE jobs_total counter
        -jobs_total{queue="a"} 3
        +jobs_total{queue="a"} 4
        -jobs_total{queue="b"} 5
        +jobs_total{queue="c"} 1
        """.formatted(before, after), ""));
  }

  @Test
  void tellsTheSameAsJson() {
    assertThat(Run.of("diff", "--output=json", before, after)).isEqualTo(new Run(1, """
        {
          "equal": false,
          "onlyInA": 1,
          "onlyInB": 1,
          "different": 1,
          "lines": [
            "-jobs_total{queue=\\"a\\"} 3",
            "+jobs_total{queue=\\"a\\"} 4",
            "-jobs_total{queue=\\"b\\"} 5",
            "+jobs_total{queue=\\"c\\"} 1"
          ]
        }
        """, ""));
  }

  @Test
  void findsNoDifferenceInOrderAndSpelling() {
    assertThat(Run.of("diff", "--family=depth", before, after))
        .isEqualTo(new Run(0, "No difference.\n", ""));
    assertThat(Run.of("diff", "--family=depth", "--output=json", before, after))
        .isEqualTo(new Run(0, """
            {
              "equal": true,
              "onlyInA": 0,
              "onlyInB": 0,
              "different": 0,
              "lines": []
            }
            """, ""));
  }

  @Test
  void refusesAFamilyThatNeitherHas() {
    assertThat(Run.of("diff", "--family=depth,jobs", before, after))
        .isEqualTo(new Run(
            2,
            "",
            "narthex: neither A nor B has samples of the family \"jobs\". Name families as they are"
                + " exposed, a counter with _total.\n"));
    assertThat(Run.of("diff", "--family=depth,depth", before, after).exitCode()).isZero();
  }

  @Test
  void readsOneSideFromTheStandardInput() {
    String text = "# TYPE depth gauge\ndepth 8\n";

    assertThat(Run.reading(text, "diff", "--family=depth", before, "-").out())
        .isEqualTo("""
        --- %s
        +++ standard input
         # TYPE depth gauge
        -depth 7
        +depth 8
        """.formatted(before));
    assertThat(Run.reading(text, "diff", "-", "-")).isEqualTo(new Run(2, "", """
        narthex: Both A and B are -, but there is only one standard input.
        Try: narthex diff --help
        """));
  }

  @Test
  void writesInColoursWhereTheyAreShown() {
    assertThat(Run.coloured("depth 8\n", "diff", before, "-").out()).contains("\u001b[31m-depth 7");
  }

  @Test
  void comparesAcrossFormatsWhatBothCanSay() {
    String openMetrics = """
        # TYPE depth gauge
        depth 7.0
        # TYPE jobs counter
        jobs_total{queue="a"} 3.0 # {trace_id="1"} 1.0
        jobs_total{queue="b"} 5.0
        # EOF
        """;

    assertThat(Run.reading(openMetrics, "diff", before, "-").exitCode()).isZero();
  }

  @Test
  void wantsTwoSidesThatCanBeRead() {
    assertThat(Run.of("diff", before).exitCode()).isEqualTo(2);
    assertThat(Run.reading("depth\n", "diff", before, "-").exitCode()).isEqualTo(2);
    assertThat(Run.reading("depth\n", "diff", before, "-").err())
        .startsWith("narthex: standard input: line 1, column ");
  }
}
