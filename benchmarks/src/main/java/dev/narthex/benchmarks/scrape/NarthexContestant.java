package dev.narthex.benchmarks.scrape;

import dev.narthex.Counter;
import dev.narthex.Family;
import dev.narthex.Gauge;
import dev.narthex.Histogram;
import dev.narthex.Metric;
import dev.narthex.Registry;
import dev.narthex.scrape.ContentCoding;
import dev.narthex.scrape.ScrapeEndpoint;
import dev.narthex.scrape.ScrapeRequest;
import dev.narthex.scrape.ScrapeResponse;
import dev.narthex.zstd.Zstd;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.ObjDoubleConsumer;

/** Narthex behind the endpoint that every server of it uses. */
final class NarthexContestant implements Contestant {

  private static final String[] LABELS = LABEL_NAMES.toArray(String[]::new);

  private final Registry registry = new Registry();
  private ScrapeEndpoint endpoint = newEndpoint();

  @Override
  public Instrument counter(String name) {
    return new Families<>(
        Counter.builder(name + "_total")
            .help(HELP)
            .labelNames(LABELS)
            .maxSeries(Integer.MAX_VALUE)
            .register(registry),
        Counter::add);
  }

  @Override
  public Instrument gauge(String name) {
    return new Families<>(
        Gauge.builder(name)
            .help(HELP)
            .labelNames(LABELS)
            .maxSeries(Integer.MAX_VALUE)
            .register(registry),
        Gauge::set);
  }

  @Override
  public Instrument histogram(String name) {
    return new Families<>(
        Histogram.builder(name)
            .help(HELP)
            .buckets(ScrapedData.bounds())
            .labelNames(LABELS)
            .maxSeries(Integer.MAX_VALUE)
            .register(registry),
        Histogram::observe);
  }

  @Override
  public void scrape(String accept, OutputStream out) throws IOException {
    send(ScrapeRequest.of(accept, ""), out);
  }

  @Override
  public void scrapeCompressed(String accept, OutputStream out) throws IOException {
    send(ScrapeRequest.of(accept, "gzip"), out);
  }

  @Override
  public void scrapeByZstd(String accept, OutputStream out) throws IOException {
    send(ScrapeRequest.of(accept, "zstd"), out);
  }

  @Override
  public void forgetBuffers() {
    endpoint = newEndpoint();
  }

  private ScrapeEndpoint newEndpoint() {
    return ScrapeEndpoint.builder(registry)
        .codings(ContentCoding.gzip(), Zstd.coding())
        .build();
  }

  private void send(ScrapeRequest request, OutputStream out) throws IOException {
    try (ScrapeResponse response = endpoint.scrape(request)) {
      response.writeTo(out);
    }
  }

  private record Families<M extends Metric>(Family<M> family, ObjDoubleConsumer<M> recording)
      implements Instrument {

    @Override
    public void record(String[] labelValues, double value) {
      recording.accept(family.with(labelValues), value);
    }

    @Override
    public void remove(String[] labelValues) {
      family.remove(labelValues);
    }
  }
}
