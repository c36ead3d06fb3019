package dev.narthex.zstd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdInputStream;
import dev.narthex.Family;
import dev.narthex.Gauge;
import dev.narthex.Registry;
import dev.narthex.scrape.ContentCoding;
import dev.narthex.scrape.ScrapeEndpoint;
import dev.narthex.scrape.ScrapeRequest;
import dev.narthex.scrape.ScrapeResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client gets that asks for zstd. */
class ZstdTest {

  /** Kept here, because a logger that nobody holds forgets its level. */
  private static final Logger LOGGER = Logger.getLogger(ScrapeEndpoint.class.getName());

  private final Registry registry = new Registry();
  private final Family<Gauge> gauges =
      Gauge.builder("g").help("A gauge.").labelNames("series").register(registry);

  private void fill(int series) {
    for (int i = 0; i < series; i++) {
      gauges.with("series number " + i).set(i / 7.0);
    }
  }

  private static byte[] body(ScrapeEndpoint endpoint, String acceptEncoding) throws IOException {
    try (ScrapeResponse response = endpoint.scrape(ScrapeRequest.of("", acceptEncoding))) {
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.headers().getOrDefault("Content-Encoding", "")).isEqualTo(acceptEncoding);
      ByteArrayOutputStream sent = new ByteArrayOutputStream();
      response.writeTo(sent);
      return sent.toByteArray();
    }
  }

  private static String unpacked(byte[] bytes) throws IOException {
    try (ZstdInputStream in = new ZstdInputStream(new ByteArrayInputStream(bytes))) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 20_000})
  void theAnswerIsTheSameAsThePlainOneHoweverOftenTheCompressorIsUsed(int series)
      throws IOException {
    fill(series);
    ScrapeEndpoint endpoint =
        ScrapeEndpoint.builder(registry).codings(Zstd.coding()).build();
    String plain = new String(body(endpoint, ""), UTF_8);

    for (int i = 0; i < 3; i++) {
      assertThat(unpacked(body(endpoint, "zstd"))).isEqualTo(plain);
    }
  }

  @Test
  void itIsSmallerThanGzip() throws IOException {
    fill(20_000);
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(registry)
        .codings(Zstd.coding(), ContentCoding.gzip())
        .build();

    assertThat(body(endpoint, "zstd")).hasSizeLessThan(body(endpoint, "gzip").length);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, Zstd.MAX_LEVEL})
  void everyLevelCanBeRead(int level) throws IOException {
    fill(1_000);
    ScrapeEndpoint endpoint =
        ScrapeEndpoint.builder(registry).codings(Zstd.coding(level)).build();

    assertThat(unpacked(body(endpoint, "zstd"))).isEqualTo(new String(body(endpoint, ""), UTF_8));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 20, 22})
  void aLevelThatIsNoneIsRefused(int level) {
    assertThatThrownBy(() -> Zstd.coding(level))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("level is " + level + " but must be from 1, the fastest, to 19.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"'zstd, gzip' | zstd", "'gzip, zstd' | zstd", "gzip | gzip", "zstd;q=0, gzip | gzip"
      })
  void whoeverOffersItFirstGivesItToAllWhoUnderstandIt(String acceptEncoding, String coding) {
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(registry)
        .codings(Zstd.coding(), ContentCoding.gzip())
        .build();

    try (ScrapeResponse response = endpoint.scrape(ScrapeRequest.of("", acceptEncoding))) {
      assertThat(response.headers()).containsEntry("Content-Encoding", coding);
    }
  }

  @Test
  void anAnswerThatWasGivenUpLeavesNothingToTheNext() throws IOException {
    fill(20_000);
    boolean[] broken = {true};
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(sink -> {
          registry.gather(sink);
          if (broken[0]) {
            throw new IllegalStateException("on purpose");
          }
        })
        .codings(Zstd.coding())
        .build();

    LOGGER.setLevel(Level.OFF);
    try (ScrapeResponse failed = endpoint.scrape(ScrapeRequest.of("", "zstd"))) {
      assertThat(failed.status()).isEqualTo(500);
    } finally {
      LOGGER.setLevel(null);
    }
    broken[0] = false;

    assertThat(unpacked(body(endpoint, "zstd"))).isEqualTo(new String(body(endpoint, ""), UTF_8));
  }
}
