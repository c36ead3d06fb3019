package dev.narthex.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.Collector;
import dev.narthex.Counter;
import dev.narthex.Gauge;
import dev.narthex.Registry;
import dev.narthex.model.Descriptor;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which families a client gets that asks for some by {@code name[]}. */
class NameFilterTest {

  private static final String OPENMETRICS = "application/openmetrics-text;version=1.0.0";

  private final Registry registry = new Registry();
  private final ScrapeEndpoint endpoint = ScrapeEndpoint.builder(registry).build();

  /** Three families of one sample each: {@code a_total}, {@code b} and {@code c.d}. */
  private void fill() {
    Counter.builder("a_total").register(registry);
    Gauge.builder("b").register(registry);
    Gauge.builder("c.d").register(registry);
  }

  private record Query(String accept, String query) implements ScrapeRequest {
    @Override
    public String header(String name) {
      return name.equals("Accept") ? accept : "";
    }
  }

  private ScrapeResponse scrape(String query) {
    return endpoint.scrape(new Query("", query));
  }

  private String samples(String query) {
    try (ScrapeResponse response = scrape(query)) {
      assertThat(response.status()).isEqualTo(200);
      return ScrapedText.of(response)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .collect(Collectors.joining(" "));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | a_total 0 b 0 c_d 0",
        "name=b | a_total 0 b 0 c_d 0",
        "names[]=b&x | a_total 0 b 0 c_d 0",
        "name[]=b | b 0",
        "name%5B%5D=b | b 0",
        "name%5b%5d=%62 | b 0",
        "name[]=b&name[]=a_total | a_total 0 b 0",
        "&&x=1&name[]=b&&y& | b 0",
        "name[]=b&name[]=b | b 0",
        "name[]=b&name[]=nobody | b 0",
        "name[]=c.d | c_d 0",
        "name[]=c%2Ed | c_d 0",
      })
  void givesTheFamiliesOfTheseNames(String query, String samples) {
    fill();

    assertThat(samples(query)).isEqualTo(samples);
  }

  /** Names are those that are gathered: not escaped, with the suffix of a counter, and exact. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "name[]=nobody",
        "name[]=",
        "name[]",
        "name[]=a",
        "name[]=B",
        "name[]=b+",
        "name[]=c_d",
        "name[]=%zz",
        "name[]=%",
        "name[]=b,a_total",
        "name[]=b;name[]=a_total",
      })
  void givesNothingForNamesThatNobodyHas(String query) {
    fill();

    try (ScrapeResponse text = scrape(query);
        ScrapeResponse openMetrics = endpoint.scrape(new Query(OPENMETRICS, query))) {
      assertThat(text.status()).isEqualTo(200);
      assertThat(ScrapedText.of(text)).isEmpty();
      assertThat(ScrapedText.of(openMetrics)).isEqualTo("# EOF\n");
    }
  }

  @Test
  void doesNotEvenAskCollectorsThatWriteOtherFamilies() {
    Descriptor other = Descriptor.of(MetricType.GAUGE, "other", "");
    registry.register(Collector.describing(other).collecting(sink -> {
      throw new AssertionError("was asked");
    }));
    registry.register(
        sink -> { // does not say what it writes, so it must be asked
          sink.family(Descriptor.of(MetricType.GAUGE, "x", ""));
          sink.value(Labels.EMPTY, 1);
          sink.family(Descriptor.of(MetricType.GAUGE, "y", ""));
          sink.value(Labels.EMPTY, 2);
        });

    assertThat(samples("name[]=y")).isEqualTo("y 2");
  }

  @Test
  void takesAsManyNamesAsItMayAndRefusesMore() {
    fill();
    String most = IntStream.range(1, ScrapeEndpoint.MAX_NAMES)
        .mapToObj(i -> "name[]=n" + i)
        .collect(Collectors.joining("&"));

    assertThat(samples(most + "&name[]=b")).isEqualTo("b 0");
    for (String more : new String[] {"&name[]=b&name[]=c", "&name[]=x".repeat(2) + "&name[]=y"}) {
      try (ScrapeResponse response = scrape(most + more)) {
        assertThat(response.status()).isEqualTo(400);
        assertThat(ScrapedText.of(response))
            .isEqualTo("More than 1000 names are asked for. Ask for all families.\n");
      }
    }
  }

  @Test
  void refusesWithoutKeepingASlot() {
    ScrapeEndpoint one = ScrapeEndpoint.builder(registry).maxConcurrent(1).build();
    String tooMany = IntStream.rangeClosed(0, ScrapeEndpoint.MAX_NAMES)
        .mapToObj(i -> "name[]=n" + i)
        .collect(Collectors.joining("&"));

    for (int i = 0; i < 3; i++) {
      assertThat(one.scrape(new Query("", tooMany)).status()).isEqualTo(400);
    }

    try (ScrapeResponse response = one.scrape(new Query("", ""))) {
      assertThat(response.status()).isEqualTo(200);
    }
  }

  /** A megabyte of separators takes as long as a megabyte of anything else. */
  @ParameterizedTest
  @ValueSource(strings = {"&", "=", "name[]&", "%", "+"})
  void readsAbsurdQueriesInOneGo(String piece) {
    fill();

    try (ScrapeResponse response = scrape(piece.repeat(1_000_000 / piece.length()))) {
      assertThat(response.status()).isEqualTo(200);
    }
  }
}
