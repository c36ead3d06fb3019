package dev.narthex.benchmarks.hot;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** With the least that could do: one recorder, adders in a map by path, and scrapes that only read. */
final class FloorService implements ScrapedService {

  private final Recorder recorder = new Recorder(2);
  private final Map<String, LongAdder> counters = new ConcurrentHashMap<>();
  private Histogram interval;

  /** Written, so that no scrape is in vain. */
  volatile long total;

  @Override
  public void observe(double seconds) {
    recorder.recordValue((long) (seconds * 1e9));
  }

  @Override
  public void observe(String path, String method, double seconds) {
    observe(seconds);
  }

  @Override
  public void count(String path, String method) {
    counters.computeIfAbsent(path, key -> new LongAdder()).increment();
  }

  @Override
  public void scrape() {
    interval = recorder.getIntervalHistogram(interval);
    long sum = interval.getTotalCount();
    for (LongAdder counter : counters.values()) {
      sum += counter.sum();
    }
    total = sum;
  }
}
