package dev.narthex;

import dev.narthex.model.Buckets;
import dev.narthex.model.Descriptor;
import dev.narthex.model.Exemplar;
import dev.narthex.model.HistogramData;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import dev.narthex.model.NativeHistogramData;
import dev.narthex.model.Quantiles;
import dev.narthex.model.SummaryData;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What collectors wrote, kept to be checked, brought into order and written again. It lies in arrays
 * that are used again for the next scrape, so recording makes no object per sample. For one thread.
 */
final class Recording implements MetricSink {

  /*
   * Representation
   *   A run is what was written between one call of family() and the next: runDescriptor,
   *   runSource, runPrecedence, and its samples from runStart to the runStart of the next run.
   *   A sample is one entry in each of labels, numbers (the value; for histograms and summaries
   *   the sum), created, timestamps, exemplars (a counter's), shapes (Buckets or Quantiles, null
   *   for numbers), and, for shapes only, dataStart: where its parts begin in the pools.
   *   longPool holds bucket counts followed by whether there are native ones and, if so, what
   *   RecordedNative says; or a summary's count. exemplarPool is parallel to it.
   *   doublePool holds quantile values.
   *
   * Invariant
   *   Arrays that are parallel are always equally long, also when memory or the stack ended while
   *   they grew: all larger ones are made first. Otherwise every later scrape would fail.
   */

  /** A recording that grew past this many samples is not kept for the next scrape. */
  static final int MAX_KEPT_SAMPLES = 1 << 16;

  private static final long CLASSIC_ONLY = 0;

  /** What a callback or collector is told that gives null; whoever does not check for it may do so. */
  private static final String NO_DATA =
      "The data of a sample is null. Give data, or throw an exception that says why there is none.";

  private static final int INITIAL_RUNS = 16;
  private static final int INITIAL_SAMPLES = 64;

  /** The types whose samples come through each method; the first is the one to propose. */
  private static final List<MetricType> COUNTERS = List.of(MetricType.COUNTER);

  private static final List<MetricType> VALUES =
      List.of(MetricType.GAUGE, MetricType.INFO, MetricType.STATESET, MetricType.UNTYPED);
  private static final List<MetricType> HISTOGRAMS =
      List.of(MetricType.HISTOGRAM, MetricType.GAUGE_HISTOGRAM);
  private static final List<MetricType> SUMMARIES = List.of(MetricType.SUMMARY);

  private Descriptor[] runDescriptor = new Descriptor[INITIAL_RUNS];
  private Source[] runSource = new Source[INITIAL_RUNS];
  private int[] runPrecedence = new int[INITIAL_RUNS];
  private int[] runStart = new int[INITIAL_RUNS];
  private int runs;

  private Labels[] labels = new Labels[INITIAL_SAMPLES];
  private double[] numbers = new double[INITIAL_SAMPLES];
  private long[] created = new long[INITIAL_SAMPLES];
  private long[] timestamps = new long[INITIAL_SAMPLES];
  private @Nullable Exemplar[] exemplars = new @Nullable Exemplar[INITIAL_SAMPLES];
  private @Nullable Object[] shapes = new @Nullable Object[INITIAL_SAMPLES];
  private int[] dataStart = new int[INITIAL_SAMPLES];
  private int samples;

  private long[] longPool = new long[INITIAL_SAMPLES];
  private @Nullable Exemplar[] exemplarPool = new @Nullable Exemplar[INITIAL_SAMPLES];
  private int longs;
  private double[] doublePool = new double[INITIAL_SAMPLES];
  private int doubles;

  private @Nullable Source source;
  private int precedence;
  private @Nullable Descriptor current;

  /**
   * Says whose samples follow.
   *
   * @param precedence where runs of several sources meet in a name, those with the lowest are right
   */
  void begin(Source source, int precedence) {
    this.source = source;
    this.precedence = precedence;
    current = null;
  }

  int runs() {
    return runs;
  }

  Descriptor descriptor(int run) {
    return runDescriptor[run];
  }

  Source source(int run) {
    return runSource[run];
  }

  int precedence(int run) {
    return runPrecedence[run];
  }

  int firstSample(int run) {
    return runStart[run];
  }

  int endSample(int run) {
    return run + 1 < runs ? runStart[run + 1] : samples;
  }

  int samples() {
    return samples;
  }

  /** Who wrote a sample. */
  Source sourceOf(int sample) {
    int low = 0;
    int high = runs - 1;
    while (low < high) { // the last run that begins at or before the sample
      int middle = (low + high + 1) >>> 1;
      if (runStart[middle] <= sample) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return runSource[low];
  }

  Labels labels(int sample) {
    return labels[sample];
  }

  /** The value; for histograms and summaries the sum. */
  double number(int sample) {
    return numbers[sample];
  }

  long timestampMillis(int sample) {
    return timestamps[sample];
  }

  @Override
  public void family(Descriptor family) {
    if (Objects.requireNonNull(family, "family(…) got null. Pass the Descriptor of a family.")
        .equals(current)) {
      return;
    }
    if (source == null) {
      throw new IllegalStateException("begin() names the source before anything is written");
    }
    if (runs == runStart.length) {
      growRuns(2 * runs);
    }
    runDescriptor[runs] = family;
    runSource[runs] = source;
    runPrecedence[runs] = precedence;
    runStart[runs] = samples;
    runs++;
    current = family;
  }

  private void growRuns(int length) {
    Descriptor[] newDescriptor = Arrays.copyOf(runDescriptor, length);
    Source[] newSource = Arrays.copyOf(runSource, length);
    int[] newPrecedence = Arrays.copyOf(runPrecedence, length);
    int[] newStart = Arrays.copyOf(runStart, length);
    runDescriptor = newDescriptor;
    runSource = newSource;
    runPrecedence = newPrecedence;
    runStart = newStart;
  }

  @Override
  public void counter(
      Labels labels,
      double value,
      long createdMillis,
      @Nullable Exemplar exemplar,
      long timestampMillis) {
    expect("counter(…)", COUNTERS);
    addSample(labels, value, createdMillis, timestampMillis, null);
    exemplars[samples - 1] = exemplar;
  }

  @Override
  public void value(Labels labels, double value, long timestampMillis) {
    expect("value(…)", VALUES);
    addSample(labels, value, 0, timestampMillis, null);
  }

  @Override
  public void histogram(Labels labels, HistogramData data, long timestampMillis) {
    expect("histogram(…)", HISTOGRAMS);
    Buckets buckets = Objects.requireNonNull(data, NO_DATA).buckets();
    int start = longs;
    int size = buckets.size();
    NativeHistogramData natives = data.nativeData();
    ensurePool(size + 1);
    for (int i = 0; i < size; i++) { // first the parts: the data may throw half-way
      longPool[start + i] = data.bucketCount(i);
      exemplarPool[start + i] = data.exemplar(i);
    }
    longPool[start + size] = natives == null ? CLASSIC_ONLY : 1;
    int nativeSize = natives == null ? 0 : RecordedNative.size(natives);
    if (natives != null) {
      ensurePool(size + 1 + nativeSize);
      RecordedNative.write(natives, longPool, exemplarPool, start + size + 1);
    }
    addSample(labels, data.sum(), data.createdMillis(), timestampMillis, buckets);
    dataStart[samples - 1] = start;
    longs = start + size + 1 + nativeSize;
  }

  @Override
  public void summary(Labels labels, SummaryData data, long timestampMillis) {
    expect("summary(…)", SUMMARIES);
    Quantiles quantiles = Objects.requireNonNull(data, NO_DATA).quantiles();
    ensurePool(2);
    if (doubles + quantiles.size() > doublePool.length) {
      doublePool = Arrays.copyOf(doublePool, 2 * doubles + quantiles.size());
    }
    for (int i = 0; i < quantiles.size(); i++) {
      doublePool[doubles + i] = data.quantileValue(i);
    }
    longPool[longs] = data.count();
    longPool[longs + 1] = doubles;
    addSample(labels, data.sum(), data.createdMillis(), timestampMillis, quantiles);
    dataStart[samples - 1] = longs;
    longs += 2;
    doubles += quantiles.size();
  }

  private void expect(String call, List<MetricType> types) {
    Descriptor family = current;
    if (family == null) {
      throw new IllegalStateException(
          call + " was called before family(…). Say first which family the sample belongs to.");
    }
    if (!types.contains(family.type())) {
      throw new IllegalStateException(
          "%s is a family of type %s but %s was called. Call the method of its type, or describe it as %s."
              .formatted(family.name(), family.type(), call, types.get(0)));
    }
  }

  private void addSample(
      Labels labels,
      double number,
      long createdMillis,
      long timestampMillis,
      @Nullable Object shape) {
    Objects.requireNonNull(
        labels, "The labels of a sample are null. Pass Labels.EMPTY for a series without labels.");
    if (samples == this.labels.length) {
      grow(2 * samples);
    }
    this.labels[samples] = labels;
    numbers[samples] = number;
    created[samples] = createdMillis;
    timestamps[samples] = timestampMillis;
    shapes[samples] = shape;
    samples++;
  }

  private void grow(int length) {
    Labels[] newLabels = Arrays.copyOf(labels, length);
    double[] newNumbers = Arrays.copyOf(numbers, length);
    long[] newCreated = Arrays.copyOf(created, length);
    long[] newTimestamps = Arrays.copyOf(timestamps, length);
    @Nullable Exemplar[] newExemplars = Arrays.copyOf(exemplars, length);
    @Nullable Object[] newShapes = Arrays.copyOf(shapes, length);
    int[] newDataStart = Arrays.copyOf(dataStart, length);
    labels = newLabels;
    numbers = newNumbers;
    created = newCreated;
    timestamps = newTimestamps;
    exemplars = newExemplars;
    shapes = newShapes;
    dataStart = newDataStart;
  }

  private void ensurePool(int more) {
    if (longs + more > longPool.length) {
      int larger = 2 * longs + more;
      long[] newLongs = Arrays.copyOf(longPool, larger);
      exemplarPool = Arrays.copyOf(exemplarPool, larger);
      longPool = newLongs;
    }
  }

  /** What one thread needs to write samples again, made once and used for each of them. */
  Views views() {
    return new Views();
  }

  /** Stands for one recorded histogram or summary after the other. For one thread. */
  final class Views {
    private final RecordedHistogram histogram = new RecordedHistogram();
    private final RecordedSummary summary = new RecordedSummary();

    private Views() {}
  }

  /** Writes one sample again. */
  void replay(int sample, MetricType type, MetricSink sink, Views views) {
    Labels of = labels[sample];
    long timestamp = timestamps[sample];
    switch (type) {
      case COUNTER ->
        sink.counter(of, numbers[sample], created[sample], exemplars[sample], timestamp);
      case GAUGE, INFO, STATESET, UNTYPED -> sink.value(of, numbers[sample], timestamp);
      case HISTOGRAM, GAUGE_HISTOGRAM -> {
        views.histogram.sample = sample;
        sink.histogram(of, views.histogram, timestamp);
      }
      case SUMMARY -> {
        views.summary.sample = sample;
        sink.summary(of, views.summary, timestamp);
      }
    }
  }

  /** Forgets everything but the arrays. Returns whether they are small enough to be kept. */
  boolean clear() {
    Arrays.fill(runDescriptor, 0, runs, null);
    Arrays.fill(runSource, 0, runs, null);
    Arrays.fill(labels, 0, samples, null);
    Arrays.fill(exemplars, 0, samples, null);
    Arrays.fill(shapes, 0, samples, null);
    Arrays.fill(exemplarPool, 0, longs, null);
    runs = 0;
    samples = 0;
    longs = 0;
    doubles = 0;
    source = null;
    current = null;
    return labels.length <= MAX_KEPT_SAMPLES
        && runStart.length <= MAX_KEPT_SAMPLES
        && longPool.length <= 16 * MAX_KEPT_SAMPLES
        && doublePool.length <= 16 * MAX_KEPT_SAMPLES;
  }

  private final class RecordedHistogram implements HistogramData {
    private final RecordedNative natives = new RecordedNative();
    private int sample;

    @Override
    public Buckets buckets() {
      Object shape = shapes[sample];
      assert shape != null : "a recorded histogram has buckets";
      return (Buckets) shape;
    }

    @Override
    public long bucketCount(int index) {
      return longPool[dataStart[sample] + index];
    }

    @Override
    public double sum() {
      return numbers[sample];
    }

    @Override
    public long createdMillis() {
      return created[sample];
    }

    @Override
    public @Nullable Exemplar exemplar(int index) {
      return exemplarPool[dataStart[sample] + index];
    }

    @Override
    public @Nullable NativeHistogramData nativeData() {
      int flag = dataStart[sample] + buckets().size();
      return longPool[flag] == CLASSIC_ONLY ? null : natives.at(longPool, exemplarPool, flag + 1);
    }
  }

  private final class RecordedSummary implements SummaryData {
    private int sample;

    @Override
    public Quantiles quantiles() {
      Object shape = shapes[sample];
      assert shape != null : "a recorded summary has quantiles";
      return (Quantiles) shape;
    }

    @Override
    public double quantileValue(int index) {
      return doublePool[(int) longPool[dataStart[sample] + 1] + index];
    }

    @Override
    public long count() {
      return longPool[dataStart[sample]];
    }

    @Override
    public double sum() {
      return numbers[sample];
    }

    @Override
    public long createdMillis() {
      return created[sample];
    }
  }
}
