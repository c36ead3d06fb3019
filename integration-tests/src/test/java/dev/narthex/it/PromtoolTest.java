package dev.narthex.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.Counter;
import dev.narthex.Gauge;
import dev.narthex.Histogram;
import dev.narthex.Registry;
import dev.narthex.Summary;
import dev.narthex.model.Labels;
import dev.narthex.scrape.ScrapeEndpoint;
import dev.narthex.scrape.ScrapeRequest;
import dev.narthex.scrape.ScrapeResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promise to whoever lints metrics: {@code promtool check metrics} reads all that is exposed as
 * text, and finds fault only with what the program itself has named badly.
 */
class PromtoolTest {

  private static final int TIMEOUT_SECONDS = 60;

  @TempDir
  private Path folder;

  /** How promtool ended, and all it printed. */
  private record Verdict(int exitCode, String output) {}

  @Test
  void isContentWithWellNamedMetricsOfEveryType() throws Exception {
    Registry registry = new Registry();
    Counter.builder("orders_total")
        .namespace("shop")
        .help("Orders by way of payment.")
        .labelNames("payment")
        .register(registry)
        .with("card \"gold\"\n\\")
        .inc();
    Counter.builder("sent_bytes_total")
        .help("Bytes sent.")
        .unit("bytes")
        .register(registry)
        .add(1e300);
    Gauge.builder("queue_length")
        .help("Waiting jobs,\nall queues.")
        .register(registry)
        .set(-1.5);
    Gauge.builder("last_success_timestamp_seconds")
        .help("When it last worked.")
        .register(registry)
        .setToCurrentTime();
    Histogram.builder("request_duration_seconds")
        .help("Time to answer.")
        .unit("seconds")
        .labelNames("route")
        .register(registry)
        .with("/")
        .observe(0.2);
    Summary.builder("pause_seconds")
        .help("Pauses.")
        .objective(0.5, 0.01)
        .objective(0.99, 0.001)
        .register(registry);
    Counter.builder("books_total")
        .help("Books lent.")
        .register(registry.withPrefix("library_").withLabels(Labels.of("version", "1.2")));
    registry.register(new EverythingCollector());

    Verdict verdict = check(registry);

    assertThat(verdict).isEqualTo(new Verdict(0, ""));
  }

  @Test
  void findsFaultOnlyWithNamesAndHelpWhereverTheyAreStrange() throws Exception {
    Verdict verdict = check(Everything.registry());

    assertThat(verdict).isEqualTo(new Verdict(3, """
        asked_gauge metric name should not include type 'gauge'
        asked_histogram metric name should not include type 'histogram'
        asked_summary metric name should not include type 'summary'
        http_server_misnamed counter metrics should have "_total" suffix
        job:queue_length:sum metric names should not contain ':'
        library_loan_days use base unit "seconds" instead of "days"
        misnamed_count_of_jobs counter metrics should have "_total" suffix
        quote_d metric names should not contain abbreviated units
        without_help no help text
        """));
  }

  private Verdict check(Registry registry) throws Exception {
    Path promtool = ServerProgram.find("promtool");
    Path exposition = Files.write(folder.resolve("metrics.txt"), text(registry));
    Path output = folder.resolve("output.txt");
    Process process = new ProcessBuilder(promtool.toString(), "check", "metrics")
        .redirectInput(exposition.toFile())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
    try {
      assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Verdict(process.exitValue(), Files.readString(output, UTF_8));
  }

  /** What a client gets that says nothing of formats: text, with names of the legacy alphabet. */
  private static byte[] text(Registry registry) throws IOException {
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(registry).build();
    try (ScrapeResponse response = endpoint.scrape(new ScrapeRequest("", ""))) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      response.writeTo(out);
      return out.toByteArray();
    }
  }
}
