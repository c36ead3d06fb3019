package dev.narthex.exposition;

import dev.narthex.Collector;
import dev.narthex.MetricSink;
import dev.narthex.model.Buckets;
import dev.narthex.model.Descriptor;
import dev.narthex.model.Exemplar;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import dev.narthex.model.Millis;
import dev.narthex.model.Quantiles;
import java.util.List;
import java.util.Map;

/** One family of each type, with all that a family can have; the same for the test of each format. */
final class ShopMetrics implements Collector {

  static final long CREATED_MILLIS = 1_600_000_000_500L;

  private static final Descriptor JOBS = Descriptor.builder(MetricType.COUNTER, "jobs_total")
      .help("Jobs finished.")
      .constLabel("zone", "a")
      .labelNames("queue")
      .build();
  private static final Descriptor LENGTH =
      Descriptor.of(MetricType.GAUGE, "queue_length", "Jobs waiting.");
  private static final Descriptor LOAD = Descriptor.of(MetricType.UNTYPED, "load1", "");
  private static final Descriptor CALLS = Descriptor.builder(MetricType.HISTOGRAM, "rpc_seconds")
      .help("Duration of calls.")
      .unit("seconds")
      .labelNames("method")
      .build();
  private static final Descriptor SIZES = Descriptor.builder(MetricType.SUMMARY, "size_bytes")
      .help("Size of orders.")
      .unit("bytes")
      .build();

  @Override
  public List<Descriptor> describe() {
    return List.of(JOBS, LENGTH, LOAD, CALLS, SIZES);
  }

  @Override
  public void collect(MetricSink sink) {
    sink.family(JOBS);
    sink.counter(
        JOBS.labels("mail"),
        42,
        CREATED_MILLIS,
        new Exemplar(Labels.of("trace_id", "4bf9"), 1, 1_600_000_001_250L),
        Millis.NONE);
    sink.counter(JOBS.labels("print"), 1234567.5, Millis.NONE, null, 1_234_567_890L);

    sink.family(LENGTH);
    sink.value(LENGTH.labels(), -2.5);

    sink.family(LOAD);
    sink.value(LOAD.labels(), 0.25);

    sink.family(CALLS);
    sink.histogram(
        CALLS.labels("get"),
        new GivenHistogram(
            Buckets.of(1, 2.5),
            List.of(1L, 0L, 1L),
            4,
            CREATED_MILLIS,
            Map.of(
                0, new Exemplar(Labels.of("trace_id", "a1"), 0.7, Millis.NONE),
                2, new Exemplar(Labels.of("trace_id", "b2"), 3, 1_600_000_002_000L))));

    sink.family(SIZES);
    sink.summary(
        SIZES.labels(),
        new GivenSummary(
            Quantiles.of(0.5, 1), List.of(17.0, Double.NaN), 12, 1024.5, CREATED_MILLIS));
  }
}
