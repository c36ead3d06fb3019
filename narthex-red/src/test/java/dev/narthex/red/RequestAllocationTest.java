package dev.narthex.red;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.Registry;
import dev.narthex.support.AllocatedBytes;
import org.junit.jupiter.api.Test;

/** That a request costs one small object, counted by the JVM for this thread. */
class RequestAllocationTest {

  private static final int REQUESTS = 200_000;

  /** What a measurement takes in the heap, at most; a string or an array more would not fit. */
  private static final long MEASUREMENT_BYTES = 80;

  private static final String[] METHODS = {"GET", "POST", "BREW", "get"};

  private static final Call[] CALLS = {new Call("/"), new Call("/cart"), new Call("/orders")};

  @Test
  void oneObjectIsMadeForARequestThatIsMeasuredInAllWays() {
    HttpMetrics<Call> metrics =
        HttpMetrics.<Call>server().route(Call::route).register(new Registry());

    long least = AllocatedBytes.leastOf(MEASUREMENT_BYTES * REQUESTS, () -> {
      for (int i = 0; i < REQUESTS; i++) {
        Measurement<Call> measurement = metrics.begin(METHODS[i & 3]);
        measurement.firstByte();
        measurement.requestBytes(i);
        measurement.responseBytes(i);
        measurement.finish(CALLS[i % 3], 200 + i % 5);
      }
    });

    assertThat(least / REQUESTS).isLessThanOrEqualTo(MEASUREMENT_BYTES);
  }
}
