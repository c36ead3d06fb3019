package dev.narthex.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.Gauge;
import dev.narthex.Registry;
import dev.narthex.exposition.OutputBuffer;
import dev.narthex.scrape.ContentCoding;
import dev.narthex.scrape.ScrapeEndpoint;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each client gets the format, the names and the coding it likes best. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class NegotiationContract extends FormatContract {

  private static final String TEXT = "# TYPE g gauge\ng 1\n";
  private static final String OPENMETRICS_TEXT = "# TYPE g gauge\ng 1.0\n# EOF\n";

  private Served usual;
  private Served withoutOpenMetrics;
  private Served withZstd;
  private Served named;

  @BeforeAll
  void startServers() throws Exception {
    Registry one = new Registry();
    Gauge.builder("g").register(one).set(1);
    usual = serve(ScrapeEndpoint.builder(one).build());
    withoutOpenMetrics = serve(ScrapeEndpoint.builder(one).openMetrics(false).build());
    withZstd = serve(
        ScrapeEndpoint.builder(one).codings(ContentCoding.gzip(), REVERSED_BITS).build());
    named = serve(ScrapeEndpoint.builder(strangeNames()).build());
  }

  @AfterAll
  void stopServers() {
    for (Served server : new Served[] {usual, withoutOpenMetrics, withZstd, named}) {
      if (server != null) {
        server.close();
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/* | text/plain; version=0.0.4; charset=utf-8; escaping=underscores",
        "text/plain | text/plain; version=0.0.4; charset=utf-8; escaping=underscores",
        "text/plain;version=0.0.4 | text/plain; version=0.0.4; charset=utf-8; escaping=underscores",
        "text/plain;version=0.0.5 | text/plain; version=0.0.4; charset=utf-8; escaping=underscores",
        "application/json | text/plain; version=0.0.4; charset=utf-8; escaping=underscores",
        "application/openmetrics-text;version=1.0.0"
            + " | application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores",
        "application/openmetrics-text;version=0.0.1"
            + " | application/openmetrics-text; version=0.0.1; charset=utf-8; escaping=underscores",
        "application/openmetrics-text"
            + " | application/openmetrics-text; version=0.0.1; charset=utf-8; escaping=underscores",
        "application/openmetrics-text;version=2.0.0"
            + " | text/plain; version=0.0.4; charset=utf-8; escaping=underscores",
        "text/plain;q=0.5,application/openmetrics-text;version=1.0.0"
            + " | application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores",
        "application/openmetrics-text;version=1.0.0;q=0.5,text/plain"
            + " | text/plain; version=0.0.4; charset=utf-8; escaping=underscores",
        "*/*,application/openmetrics-text;version=1.0.0"
            + " | application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores",
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited"
            + " | application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily;"
            + " encoding=delimited; escaping=underscores",
        "application/vnd.google.protobuf"
            + " | text/plain; version=0.0.4; charset=utf-8; escaping=underscores",
        "text/plain;escaping=allow-utf-8"
            + " | text/plain; version=0.0.4; charset=utf-8; escaping=allow-utf-8",
        "text/plain;escaping=nonsense"
            + " | text/plain; version=0.0.4; charset=utf-8; escaping=underscores",
        "image/png;escaping=dots,text/plain;q=0.5"
            + " | text/plain; version=0.0.4; charset=utf-8; escaping=dots",
        "image/png;escaping=dots;q=0.5,text/plain"
            + " | text/plain; version=0.0.4; charset=utf-8; escaping=underscores",
        "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
            + "application/openmetrics-text;version=0.0.1;q=0.5,"
            + "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,"
            + "text/plain;version=0.0.4;q=0.3,*/*;q=0.2"
            + " | application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=allow-utf-8",
      })
  void theContentTypeIsTheOneTheClientLikesBest(String accept, String contentType)
      throws Exception {
    Answer answer = Answer.to("GET", usual.url(), "Accept", accept);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.contentType()).isEqualTo(Answer.normalised(contentType));
    assertThat(answer.header("Vary")).isEqualTo("Accept, Accept-Encoding");
    if (contentType.startsWith("text/plain")) {
      assertThat(answer.text()).isEqualTo(TEXT);
    } else if (contentType.startsWith("application/openmetrics-text")) {
      assertThat(answer.text()).isEqualTo(OPENMETRICS_TEXT);
    } else {
      assertThat(answer.text()).contains("\n\u0001g");
    }
  }

  @Test
  void aClientThatSaysNothingGetsPlainTextAsItIs() throws Exception {
    Answer answer = Answer.to("GET", usual.url());

    assertThat(answer.contentType())
        .isEqualTo("text/plain; charset=utf-8; escaping=underscores; version=0.0.4");
    assertThat(answer.hasHeader("Content-Encoding")).isFalse();
    assertThat(answer.header("Content-Length")).isEqualTo(Integer.toString(TEXT.length()));
    assertThat(answer.text()).isEqualTo(TEXT);
  }

  @Test
  void headersThatComeInSeveralLinesAreReadAsOne() throws Exception {
    Answer answer = Answer.to(
        "GET",
        usual.url(),
        "Accept",
        "text/html",
        "Accept",
        OPENMETRICS,
        "Accept-Encoding",
        "br",
        "Accept-Encoding",
        "gzip");

    assertThat(answer.header("Content-Type")).startsWith("application/openmetrics-text;");
    assertThat(answer.header("Content-Encoding")).isEqualTo("gzip");
    assertThat(answer.unzipped()).isEqualTo(OPENMETRICS_TEXT);
  }

  @Test
  void whereOpenMetricsIsNotOfferedTheNextBestIsTaken() throws Exception {
    Answer answer =
        Answer.to("GET", withoutOpenMetrics.url(), "Accept", OPENMETRICS + ",text/plain;q=0.5");

    assertThat(answer.contentType())
        .isEqualTo("text/plain; charset=utf-8; escaping=underscores; version=0.0.4");
    assertThat(answer.text()).isEqualTo(TEXT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "br | identity",
        "* | identity",
        "gzip | gzip",
        "GZIP | gzip",
        "gzip;q=0 | identity",
        "gzip;q=0.001 | gzip",
        "identity, gzip | identity",
        "identity;q=0.5, gzip | gzip",
        "identity;q=0, * | gzip",
        "*;q=0 | identity",
        "zstd,gzip | gzip",
        "gzip,zstd | gzip",
        "gzip;q=0.5,zstd | zstd",
        "gzip;q=0,*;q=0.5,identity;q=0.1 | zstd",
      })
  void theCodingIsTheOneTheClientLikesBest(String acceptEncoding, String coding) throws Exception {
    Answer answer = Answer.to("GET", withZstd.url(), "Accept-Encoding", acceptEncoding);

    assertThat(answer.header("Content-Length")).isEqualTo(Integer.toString(answer.bytes().length));
    switch (coding) {
      case "identity" -> {
        assertThat(answer.hasHeader("Content-Encoding")).isFalse();
        assertThat(answer.text()).isEqualTo(TEXT);
      }
      case "gzip" -> {
        assertThat(answer.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(answer.unzipped()).isEqualTo(TEXT);
      }
      default -> {
        assertThat(answer.header("Content-Encoding")).isEqualTo("zstd");
        assertThat(new String(inverted(answer.bytes()), UTF_8)).isEqualTo(TEXT);
      }
    }
  }

  private static final String[] STRANGE_NAMES = {
    "mysystem.prod.west.cpu.load_total", "http.status:sum", "label with 😱", "花火", "no:escaping"
  };

  private static Registry strangeNames() {
    Registry registry = new Registry();
    for (String name : STRANGE_NAMES) {
      Gauge.builder(name).register(registry);
    }
    return registry;
  }

  @ParameterizedTest
  @CsvSource({
    "0, underscores, mysystem_prod_west_cpu_load_total",
    "0, dots, mysystem_dot_prod_dot_west_dot_cpu_dot_load__total",
    "0, values, U__mysystem_2e_prod_2e_west_2e_cpu_2e_load__total",
    "1, underscores, http_status:sum",
    "1, dots, http_dot_status:sum",
    "1, values, U__http_2e_status:sum",
    "2, underscores, label_with__",
    "2, dots, label__with____",
    "2, values, U__label_20_with_20__1f631_",
    "3, underscores, __",
    "3, dots, ____",
    "3, values, U___82b1__706b_",
    "4, underscores, no:escaping",
    "4, dots, no:escaping",
    "4, values, no:escaping",
  })
  void namesAreWrittenInTheSchemeTheClientAsksFor(int name, String scheme, String written)
      throws Exception {
    String accept = "text/plain;version=0.0.4;escaping=" + scheme;

    assertThat(Answer.to("GET", named.url(), "Accept", accept).text())
        .contains("# TYPE " + written + " gauge\n" + written + " 0\n");
  }

  @Test
  void namesStayAsTheyAreForAClientThatReadsUtf8() throws Exception {
    String text = Answer.to("GET", named.url(), "Accept", "text/plain;escaping=allow-utf-8")
        .text();

    assertThat(text)
        .contains("# TYPE \"label with 😱\" gauge\n{\"label with 😱\"} 0\n")
        .contains("# TYPE \"花火\" gauge\n{\"花火\"} 0\n")
        .contains("# TYPE no:escaping gauge\nno:escaping 0\n");
  }

  /** Stands for zstd: each bit is inverted, which is as easily undone. */
  private static final ContentCoding REVERSED_BITS = new ContentCoding() {
    @Override
    public String name() {
      return "zstd";
    }

    @Override
    public Compressor newCompressor() {
      return new Compressor() {
        private OutputBuffer out = new OutputBuffer(1);

        @Override
        public void begin(OutputBuffer out) {
          this.out = out;
        }

        @Override
        public void drain(byte[] bytes, int length) {
          byte[] inverted = inverted(bytes);
          out.write(inverted, 0, length);
        }

        @Override
        public void finish() {}

        @Override
        public void close() {}
      };
    }
  };

  private static byte[] inverted(byte[] bytes) {
    byte[] inverted = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      inverted[i] = (byte) ~bytes[i];
    }
    return inverted;
  }
}
