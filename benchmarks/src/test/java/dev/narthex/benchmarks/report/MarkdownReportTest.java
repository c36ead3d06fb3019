package dev.narthex.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What the report looks like, from a small round to the last space. */
class MarkdownReportTest {

  @Test
  void showsOriginRatiosLinesFloorsAndGarbage() throws Exception {
    String text = new MarkdownReport(Round.rows(), Round.lines()).text(Round.ORIGIN);

    assertThat(text).isEqualTo(Round.text("report.md"));
  }

  @Test
  void marksALineThatIsMissed() throws Exception {
    Lines lines = new Lines(List.of(Line.parse("CounterLookup,labels=2,2,clientJava >= 31")));

    assertThat(new MarkdownReport(Round.rows(), lines).ratios())
        .contains("client_java ≥ 31 (missed)");
  }
}
