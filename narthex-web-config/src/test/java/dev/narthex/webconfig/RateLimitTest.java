package dev.narthex.webconfig;

import static dev.narthex.webconfig.Requests.basic;
import static dev.narthex.webconfig.Requests.get;
import static dev.narthex.webconfig.Requests.hash;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.http.MetricsServer;
import dev.narthex.support.CapturedLog;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many requests a server answers that has a {@code rate_limit}. */
class RateLimitTest {

  private final CapturedLog log = new CapturedLog(WebConfig.class);
  private LiveFolder folder;

  @BeforeEach
  void makeFolder(@TempDir Path path) {
    folder = new LiveFolder(path);
  }

  @AfterEach
  void stopListening() {
    log.close();
  }

  private static String limit(String interval, int burst) {
    return "rate_limit: {interval: %s, burst: %d}%n".formatted(interval, burst);
  }

  private static int status(MetricsServer server) throws Exception {
    return get(server).statusCode();
  }

  @Test
  void aBurstIsServedAndThenOneRequestAfterEachInterval() throws Exception {
    folder.write(limit("10s", 2));
    try (MetricsServer limited = folder.start()) {
      assertThat(status(limited)).isEqualTo(200);
      assertThat(status(limited)).isEqualTo(200);
      assertThat(status(limited)).isEqualTo(429);

      folder.pass(Duration.ofMillis(9_999));
      assertThat(status(limited)).isEqualTo(429);
      folder.pass(Duration.ofMillis(1));
      assertThat(status(limited)).isEqualTo(200);
      assertThat(status(limited)).isEqualTo(429);

      folder.pass(Duration.ofHours(1)); // the bucket holds no more than the burst
      assertThat(status(limited)).isEqualTo(200);
      assertThat(status(limited)).isEqualTo(200);
      assertThat(status(limited)).isEqualTo(429);
    }
  }

  @Test
  void whoIsOverTheLimitIsNotAskedForAPassword() throws Exception {
    folder.write(limit("1h", 2) + "basic_auth_users: {alice: " + hash("test") + "}\n");
    try (MetricsServer limited = folder.start()) {
      assertThat(status(limited)).isEqualTo(401); // counts too
      assertThat(get(limited, "Authorization", basic("alice:test")).statusCode())
          .isEqualTo(200);

      HttpResponse<String> refused = get(limited, "Authorization", basic("alice:test"));

      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("WWW-Authenticate")).isEmpty();
      assertThat(refused.body()).isEmpty();
    }
  }

  @Test
  void eachServerHasALimitOfItsOwn() throws Exception {
    folder.write(limit("1h", 1));
    WebConfig config = folder.load();
    try (MetricsServer one = LiveFolder.start(config);
        MetricsServer other = LiveFolder.start(config)) {
      assertThat(status(one)).isEqualTo(200);
      assertThat(status(one)).isEqualTo(429);
      assertThat(status(other)).isEqualTo(200);
    }
  }

  @Test
  void aNewLimitHoldsAtOnceAndBeginsAnew() throws Exception {
    folder.write(limit("1h", 1));
    try (MetricsServer limited = folder.start()) {
      assertThat(status(limited)).isEqualTo(200);
      assertThat(status(limited)).isEqualTo(429);

      folder.write(limit("1h", 2)).later();
      assertThat(status(limited)).isEqualTo(200);
      assertThat(status(limited)).isEqualTo(200);
      assertThat(status(limited)).isEqualTo(429);

      folder.write(limit("0", 0)).later();
      for (int i = 0; i < 5; i++) {
        assertThat(status(limited)).isEqualTo(200);
      }
    }
  }

  @Test
  void anotherChangeOfTheFileDoesNotFillTheBucket() throws Exception {
    folder.write(limit("1h", 1));
    try (MetricsServer limited = folder.start()) {
      assertThat(status(limited)).isEqualTo(200);

      folder.write(limit("60m", 1) + "http_server_config: {}\n").later();

      assertThat(status(limited)).isEqualTo(429);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1ns, 1",
    "1us, 1000",
    "1\u00b5s, 1000",
    "1\u03bcs, 1000",
    "5ms, 5000000",
    "1s, 1000000000",
    "'\"1s\"', 1000000000",
    "1.5s, 1500000000",
    ".5s, 500000000",
    "1.s, 1000000000",
    "1m30s, 90000000000",
    "1h0m1ms, 3600001000000",
    "24h, 86400000000000",
  })
  void intervalsAreWrittenAsInGo(String interval, long nanos) throws Exception {
    folder.write("rate_limit: {interval: " + interval + ", burst: 3}");

    assertThat(folder.settings().current().rateLimit()).isEqualTo(new RateLimit(nanos, 3));
  }

  @ParameterizedTest
  @CsvSource({"0", "0s", "0h0m"})
  void withoutAnIntervalThereIsNoLimit(String interval) throws Exception {
    folder.write("rate_limit: {interval: " + interval + "}");

    assertThat(folder.settings().current().rateLimit()).isNull();
  }

  @Test
  void theLargestBurstOfTheLongestIntervalIsCountedWithoutOverflow() {
    AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // the clock may pass it
    RateLimiter limiter = new RateLimiter(now::get);
    RateLimit largest = new RateLimit(Duration.ofDays(1).toNanos(), Integer.MAX_VALUE);

    for (int i = 0; i < 10_000; i++) {
      assertThat(limiter.allows(largest)).isTrue();
      now.incrementAndGet();
    }
    RateLimit smallest = new RateLimit(Duration.ofDays(1).toNanos(), 1);
    assertThat(limiter.allows(smallest)).isTrue();
    assertThat(limiter.allows(smallest)).isFalse();
  }
}
