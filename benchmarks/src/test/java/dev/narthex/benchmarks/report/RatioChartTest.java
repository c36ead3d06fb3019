package dev.narthex.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The chart is well-formed, says to everyone what it shows, and has a bar for each ratio. */
class RatioChartTest {

  @Test
  void isXmlWithATitleAndADescription() throws Exception {
    Document chart = chart();

    assertThat(chart.getDocumentElement().getAttribute("role")).isEqualTo("img");
    assertThat(chart.getElementsByTagName("title").item(0).getTextContent()).contains("Narthex");
    assertThat(chart.getElementsByTagName("desc").item(0).getTextContent())
        .contains("Engine <1>, 2 cores");
  }

  @Test
  void hasABarForEachPeerToTheRightOrLeftOfOne() throws Exception {
    NodeList bars = chart().getElementsByTagName("rect");

    // Two peers in the legend, then client_java 30 and OpenTelemetry 0.8, then client_java's
    // memory.
    assertThat(bars.getLength()).isEqualTo(2 + 3);
    assertThat(x(bars, 3) + width(bars, 3)).isEqualTo(x(bars, 2));
    assertThat(width(bars, 2)).isGreaterThan(width(bars, 3));
  }

  @Test
  void isTheSameForTheSameNumbers() throws Exception {
    String one = new RatioChart(Round.rows()).svg(Round.ORIGIN);
    String other = new RatioChart(Round.rows()).svg(Round.ORIGIN);

    assertThat(one).isEqualTo(other);
  }

  private static Document chart() throws Exception {
    String svg = new RatioChart(Round.rows()).svg(Round.ORIGIN);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  private static double x(NodeList bars, int bar) {
    return number(bars, bar, "x");
  }

  private static double width(NodeList bars, int bar) {
    return number(bars, bar, "width");
  }

  private static double number(NodeList bars, int bar, String attribute) {
    return Double.parseDouble(((Element) bars.item(bar)).getAttribute(attribute));
  }
}
