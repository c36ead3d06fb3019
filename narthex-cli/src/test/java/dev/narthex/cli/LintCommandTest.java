package dev.narthex.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code narthex lint}: what it finds, how it tells, and when it cannot. */
class LintCommandTest {

  private static final String BAD = """
      # HELP sentMB What was sent.
      # TYPE sentMB counter
      sentMB{job="a"} 1
      """;

  private static final String CLEAN = """
      # HELP sent_bytes_total What was sent.
      # TYPE sent_bytes_total counter
      sent_bytes_total 1
      """;

  @TempDir
  private Path folder;

  @Test
  void tellsEachProblemWithItsCheck() throws Exception {
    Path file = Files.writeString(folder.resolve("metrics.txt"), BAD);

    assertThat(Run.of("lint", file.toString())).isEqualTo(new Run(1, """
        sentMB counter metrics should have "_total" suffix [counter-total]
        sentMB label "job" is added by the scrape, and this one becomes "exported_job"; give it another name [target-label]
        sentMB metric names should be written in 'snake_case' not 'camelCase' [camel-case-name]
        3 problems in 1 metric family.
        """, ""));
  }

  @Test
  void readsTheStandardInput() {
    assertThat(Run.reading(CLEAN, "lint", "-"))
        .isEqualTo(new Run(0, "No problems in 1 metric family.\n", ""));
  }

  @Test
  void switchesChecksOff() {
    assertThat(Run.reading(BAD, "lint", "--promlint", "-").out())
        .contains("[counter-total]", "[camel-case-name]")
        .doesNotContain("[target-label]");
    assertThat(Run.reading(BAD, "lint", "--only=target-label", "-").out())
        .contains("[target-label]")
        .endsWith("1 problem in 1 metric family.\n");
    assertThat(Run.reading(
            BAD,
            "lint",
            "--disable",
            "target-label,counter-total",
            "--disable=camel-case-name",
            "-"))
        .isEqualTo(new Run(0, "No problems in 1 metric family.\n", ""));
  }

  @Test
  void refusesChecksThatThereAreNot() {
    Run run = Run.reading(BAD, "lint", "--disable=helo", "-");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("narthex: There is no check \"helo\". There are: help, ");
  }

  @Test
  void setsHowManySeriesThereMayBe() {
    String two = "# HELP a It is.\na{b=\"1\"} 1\na{b=\"2\"} 1\n";

    assertThat(Run.reading(two, "lint", "--max-series=2", "-").exitCode()).isZero();
    assertThat(Run.reading(two, "lint", "--max-series=1", "-").exitCode()).isEqualTo(1);
    assertThat(Run.reading(two, "lint", "--max-series=0", "-").exitCode()).isEqualTo(2);
  }

  @Test
  void writesJson() throws Exception {
    Run run = Run.reading(
        "# HELP a Ein \"Wert\"\\n in \\\\ 花火\t\na 1\n", "lint", "--output", "json", "-");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEqualTo("""
        {
          "families": 1,
          "problems": [
            {
              "metric": "a",
              "check": "help-sentence",
              "text": "help text should be a sentence and end with a full stop, but is \\"Ein \\"Wert\\"\\n in \\\\ \\u82b1\\u706b\\""
            }
          ]
        }
        """);
    JsonNode read = new ObjectMapper().readTree(run.out());
    assertThat(read.at("/problems/0/text").asText())
        .isEqualTo("help text should be a sentence and end with a full stop, but is"
            + " \"Ein \"Wert\"\n in \\ 花火\"");
  }

  @Test
  void writesJsonOfNoProblemsToo() {
    assertThat(Run.reading(CLEAN, "lint", "--output", "JSON", "-")).isEqualTo(new Run(0, """
        {
          "families": 1,
          "problems": []
        }
        """, ""));
  }

  @Test
  void writesInColoursWhereTheyAreShown() {
    assertThat(Run.coloured("a 1\n", "lint", "-").out()).isEqualTo("""
        \u001b[1ma\u001b[0m no help text \u001b[2m[help]\u001b[0m
        1 problem in 1 metric family.
        """);
    assertThat(Run.reading("a 1\n", "lint", "-").out()).doesNotContain("\u001b");
  }

  @Test
  void tellsWhereAnInputCannotBeRead() throws Exception {
    Path file = Files.writeString(folder.resolve("metrics.txt"), "a 1\nb{ 2\n");

    Run run = Run.of("lint", file.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("narthex: " + file + ": line 2, column ");
    assertThat(Run.reading("a", "lint", "-").err())
        .startsWith("narthex: standard input: line 1, column ");
  }

  @Test
  void tellsOfFilesThatAreNotThere() {
    Path file = folder.resolve("missing.txt");

    assertThat(Run.of("lint", file.toString()))
        .isEqualTo(new Run(
            2,
            "",
            "narthex: " + file + ": there is no such file. Give a file, a URL"
                + " that begins with http:// or https://, or - for the standard input.\n"));
    assertThat(Run.of("lint", folder.toString()).exitCode()).isEqualTo(2);
    assertThat(Run.of("lint").exitCode()).isEqualTo(2);
  }

  @Test
  void readsNoMoreOfAnInputThanItMay() throws Exception {
    assertThat(Input.bounded(new ByteArrayInputStream(new byte[4]), 4)).hasSize(4);
    assertThatThrownBy(() -> Input.bounded(new ByteArrayInputStream(new byte[4]), 3))
        .isInstanceOf(IOException.class)
        .hasMessage("it is longer than 3 bytes, which is more than is read.");
  }

  @Test
  void tellsFormatsApart() {
    String openMetrics = """
        # TYPE sent_bytes counter
        # UNIT sent_bytes bytes
        # HELP sent_bytes What was sent.
        sent_bytes_total 1
        # EOF
        """;
    byte[] protobuf = {
      26, // the length of the family
      10,
      1,
      'a', // its name
      18,
      6,
      'I',
      't',
      ' ',
      'i',
      's',
      '.', // its help
      24,
      1, // a gauge
      34,
      11,
      18,
      9,
      9,
      0,
      0,
      0,
      0,
      0,
      0,
      (byte) 0xf0,
      0x3f // one of 1.0
    };

    Run clean = new Run(0, "No problems in 1 metric family.\n", "");
    assertThat(Run.reading(openMetrics, "lint", "-")).isEqualTo(clean);
    assertThat(Run.reading(openMetrics, "lint", "--format=openmetrics", "-")).isEqualTo(clean);
    assertThat(Run.reading(protobuf, "lint", "-")).isEqualTo(clean);
    assertThat(Run.reading(protobuf, "lint", "--format=protobuf", "-")).isEqualTo(clean);
    assertThat(Run.reading(openMetrics, "lint", "--format=protobuf", "-").exitCode())
        .isEqualTo(2);
    assertThat(Run.reading(protobuf, "lint", "--format=text", "-").exitCode()).isEqualTo(2);
    assertThat(Run.reading(CLEAN, "lint", "--format=yaml", "-").exitCode()).isEqualTo(2);
  }
}
