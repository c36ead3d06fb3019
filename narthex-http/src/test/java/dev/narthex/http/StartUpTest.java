package dev.narthex.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.Counter;
import dev.narthex.Histogram;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * That a program is up soon: until its first scrape is answered, few classes are loaded. Each of ours
 * takes some 0.2 ms, each lambda more. Time itself is measured by the benchmark {@code StartUp}.
 */
class StartUpTest {

  /** A handful more than there are. Past it, look for what is loaded too early. */
  private static final int MAX_OWN_CLASSES = 125;

  @TempDir
  private static Path folder;

  private static List<String> loaded = List.of();

  @BeforeAll
  static void scrapeInAJvmOfItsOwn() throws IOException, InterruptedException {
    Path log = folder.resolve("classes.log");
    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xlog:class+load:file=" + log + ":none",
            "-cp",
            System.getProperty("java.class.path"),
            Scraped.class.getName())
        .redirectErrorStream(true)
        .start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    assertThat(printed)
        .startsWith("HTTP/1.1 200")
        .contains("jobs_total 1", "_bucket{le=\"0.1\"} 1");
    try (Stream<String> lines = Files.lines(log)) {
      loaded = lines
          .filter(line -> line.contains(" source: "))
          .map(line -> line.substring(0, line.indexOf(' ')))
          .toList();
    }
  }

  @Test
  void fewClassesOfOurOwnAreLoaded() {
    assertThat(loaded)
        .filteredOn(name -> name.startsWith("dev.narthex."))
        .filteredOn(name -> !name.startsWith(StartUpTest.class.getName()))
        .contains(MetricsServer.class.getName(), Counter.class.getName())
        .hasSizeLessThanOrEqualTo(MAX_OWN_CLASSES);
  }

  @Test
  void whatManyScrapesNeverNeedIsNotLoaded() {
    assertThat(loaded)
        .isNotEmpty()
        .noneMatch(name -> name.startsWith("java.util.logging."))
        .noneMatch(name -> name.startsWith("javax.net.ssl."))
        .doesNotContain("java.util.Formatter", "java.util.zip.Deflater", "dev.narthex.Recording");
  }

  /** What runs in the other JVM: a small program, and the first scrape of it. */
  static final class Scraped {

    private Scraped() {}

    @SuppressWarnings("SystemOut") // that is how it answers
    public static void main(String[] args) throws IOException {
      Counter.builder("jobs_total").help("Jobs done.").register().inc();
      Histogram.builder("job_duration_seconds").help("Time taken.").register().observe(0.1);
      MetricsServer server = MetricsServer.builder().host("localhost").start();
      try (Socket socket = new Socket(server.address().getAddress(), server.port())) {
        socket
            .getOutputStream()
            .write("GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                .getBytes(US_ASCII));
        System.out.write(socket.getInputStream().readAllBytes());
      }
      System.out.flush();
    }
  }
}
