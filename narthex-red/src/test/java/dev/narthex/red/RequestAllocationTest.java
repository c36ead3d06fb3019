package dev.narthex.red;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.narthex.Registry;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** That a request costs one small object, counted by the JVM for this thread. */
class RequestAllocationTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final int REQUESTS = 200_000;
  private static final int ROUNDS = 30;

  /** What a measurement takes in the heap, at most; a string or an array more would not fit. */
  private static final int MEASUREMENT_BYTES = 80;

  private static final String[] METHODS = {"GET", "POST", "BREW", "get"};

  private static final Call[] CALLS = {new Call("/"), new Call("/cart"), new Call("/orders")};

  @Test
  void oneObjectIsMadeForARequestThatIsMeasuredInAllWays() {
    HttpMetrics<Call> metrics =
        HttpMetrics.<Call>server().route(Call::route).register(new Registry());

    long least = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < REQUESTS; i++) {
        Measurement<Call> measurement = metrics.begin(METHODS[i & 3]);
        measurement.firstByte();
        measurement.requestBytes(i);
        measurement.responseBytes(i);
        measurement.finish(CALLS[i % 3], 200 + i % 5);
      }
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }

    assertThat(least / REQUESTS).isLessThanOrEqualTo(MEASUREMENT_BYTES);
  }
}
