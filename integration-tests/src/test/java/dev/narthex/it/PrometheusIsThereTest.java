package dev.narthex.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PrometheusIsThereTest {

  @Test
  void hasPrometheus() {
    assertThat(Path.of(System.getProperty("narthex.servers"), "prometheus")).isExecutable();
  }
}
