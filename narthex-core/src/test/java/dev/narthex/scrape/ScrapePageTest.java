package dev.narthex.scrape;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.Counter;
import dev.narthex.Registry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets the page for people, and who gets metrics. */
class ScrapePageTest {

  private static final String METRICS = """
      # HELP jobs_total Jobs finished.
      # TYPE jobs_total counter
      jobs_total 7
      """;

  private static final String CHROME = "text/html,application/xhtml+xml,application/xml;q=0.9,"
      + "image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7";

  private final Registry registry = new Registry();

  private final ScrapePage page = new ScrapePage() {
    @Override
    public Map<String, String> headers() {
      return Map.of("Content-Type", "text/html; charset=utf-8", "X-Of-The-Page", "sent too");
    }

    @Override
    public byte[] html(boolean gzip) {
      return (gzip ? "the page, compressed" : "the page").getBytes(UTF_8);
    }
  };

  ScrapePageTest() {
    Counter.builder("jobs_total").help("Jobs finished.").register(registry).add(7);
  }

  private static ScrapeResponse scrape(
      ScrapeEndpoint endpoint, String accept, String acceptEncoding) {
    return endpoint.scrape(ScrapeRequest.of(accept, acceptEncoding));
  }

  private static String body(ScrapeResponse response) throws IOException {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    response.writeTo(sent);
    assertThat(response.length()).isEqualTo(sent.size());
    return sent.toString(UTF_8);
  }

  private String answerTo(String accept) throws IOException {
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(registry).page(page).build();
    try (ScrapeResponse response = scrape(endpoint, accept, "")) {
      return body(response);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        CHROME,
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", // Firefox, Safari
        "text/html",
        "text/plain;q=0.9, text/html",
      })
  void browsersGetThePage(String accept) throws IOException {
    assertThat(answerTo(accept)).isEqualTo("the page");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*/*", // curl
        "text/*",
        "text/plain",
        "text/html;q=0",
        "text/html;q=0.5, text/plain;version=0.0.4",
        "text/html, text/plain", // a browser in a terminal, which runs no scripts
        "application/xhtml+xml",
        "text/html, application/openmetrics-text;version=1.0.0",
        "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", // HttpURLConnection of JDK 17
        "text/html, image/gif, image/jpeg, */*; q=0.2", // the same, of a newer JDK
        "application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
      })
  void allOthersGetMetrics(String accept) throws IOException {
    assertThat(answerTo(accept)).contains("\njobs_total 7");
  }

  @Test
  void whatPrometheusSendsGetsWhatItAlwaysGot() {
    String accept = "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
        + "application/openmetrics-text;version=0.0.1;q=0.5,"
        + "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,"
        + "*/*;q=0.2";
    ScrapeEndpoint with = ScrapeEndpoint.builder(registry).page(page).build();
    ScrapeEndpoint without = ScrapeEndpoint.builder(registry).build();

    try (ScrapeResponse one = scrape(with, accept, "gzip");
        ScrapeResponse other = scrape(without, accept, "gzip")) {
      assertThat(one.headers()).isEqualTo(other.headers());
      assertThat(one.length()).isEqualTo(other.length());
    }
  }

  @Test
  void anEndpointWithoutAPageAnswersBrowsersWithText() throws IOException {
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(registry).build();

    try (ScrapeResponse response = scrape(endpoint, CHROME, "")) {
      assertThat(body(response)).isEqualTo(METRICS);
    }
  }

  @Test
  void thePageComesWithItsHeadersAndCompressedIfTheBrowserTakesThat() throws IOException {
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(registry).page(page).build();

    try (ScrapeResponse response = scrape(endpoint, CHROME, "gzip, deflate, br, zstd")) {
      assertThat(response.status()).isEqualTo(200);
      assertThat(body(response)).isEqualTo("the page, compressed");
      assertThat(response.headers())
          .isEqualTo(Map.of(
              "Content-Type", "text/html; charset=utf-8",
              "X-Of-The-Page", "sent too",
              "Vary", "Accept, Accept-Encoding",
              "Content-Encoding", "gzip"));
    }
  }

  /** A browser left open must not take a scraper's place, nor the other way round. */
  @Test
  void thePageIsServedAlsoWhenNoMoreScrapesAre() throws IOException {
    ScrapeEndpoint endpoint =
        ScrapeEndpoint.builder(registry).page(page).maxConcurrent(1).build();

    try (ScrapeResponse going = scrape(endpoint, "*/*", "");
        ScrapeResponse refused = scrape(endpoint, "*/*", "");
        ScrapeResponse shown = scrape(endpoint, CHROME, "")) {
      assertThat(going.status()).isEqualTo(200);
      assertThat(refused.status()).isEqualTo(503);
      assertThat(body(shown)).isEqualTo("the page");
    }
  }
}
