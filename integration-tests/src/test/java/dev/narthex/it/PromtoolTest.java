package dev.narthex.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.Counter;
import dev.narthex.Gauge;
import dev.narthex.GaugeHistogram;
import dev.narthex.Histogram;
import dev.narthex.Info;
import dev.narthex.Registry;
import dev.narthex.StateSet;
import dev.narthex.Summary;
import dev.narthex.it.Promtool.Verdict;
import dev.narthex.model.Buckets;
import dev.narthex.model.HistogramSnapshot;
import dev.narthex.model.Labels;
import dev.narthex.scrape.ScrapeEndpoint;
import dev.narthex.scrape.ScrapeRequest;
import dev.narthex.scrape.ScrapeResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promise to whoever lints metrics: {@code promtool check metrics} reads all that is exposed as
 * text, and finds fault only with what the program itself has named badly.
 */
class PromtoolTest {

  @TempDir
  private Path folder;

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
    GaugeHistogram.builder("queued_job_age_seconds")
        .help("Age of the jobs that wait.")
        .unit("seconds")
        .register(registry)
        .set(HistogramSnapshot.counting(Buckets.of(1, 10), 0.5, 20));
    Info.builder("build_info").help("What runs.").register(registry).set("version", "1.2");
    StateSet.builder("payment_mode", "open", "closed")
        .help("Whether money is taken.")
        .register(registry)
        .setOnly("open");
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
    return new Promtool(folder).checkMetrics(text(registry));
  }

  /** What a client gets that says nothing of formats: text, with names of the legacy alphabet. */
  static byte[] text(Registry registry) throws IOException {
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(registry).build();
    try (ScrapeResponse response = endpoint.scrape(ScrapeRequest.of("", ""))) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      response.writeTo(out);
      return out.toByteArray();
    }
  }
}
