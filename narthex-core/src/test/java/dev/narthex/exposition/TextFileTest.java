package dev.narthex.exposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.narthex.Counter;
import dev.narthex.Family;
import dev.narthex.GatherException;
import dev.narthex.Gatherer;
import dev.narthex.Gauge;
import dev.narthex.MetricSink;
import dev.narthex.Registry;
import dev.narthex.model.Buckets;
import dev.narthex.model.Descriptor;
import dev.narthex.model.HistogramSnapshot;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import dev.narthex.model.Quantiles;
import dev.narthex.model.SummarySnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link TextFile} promises the node exporter, which may read at any moment. */
class TextFileTest {

  @TempDir
  private Path folder;

  private Path file;
  private final Registry registry = new Registry();

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("backup.prom");
  }

  private List<String> filesInFolder() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(one -> one.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void holdsTheClassicTextFormat() throws IOException {
    Counter.builder("jobs_total").help("Jobs.").register(registry).inc();
    Gauge.builder("dotted.name").constLabel("a.b", "ü").register(registry);

    TextFile.write(file, registry);

    assertThat(file).hasContent("""
        # TYPE "dotted.name" gauge
        {"dotted.name","a.b"="ü"} 0
        # HELP jobs_total Jobs.
        # TYPE jobs_total counter
        jobs_total 1
        """);
    assertThat(filesInFolder()).containsExactly("backup.prom");
  }

  @Test
  void replacesWhatWasThereAlsoByNothing() throws IOException {
    Files.writeString(file, "something longer than what comes now, for sure\n".repeat(100));
    Gauge depth = Gauge.builder("depth").register(registry);

    TextFile.write(file, registry);
    assertThat(file).hasContent("""
        # TYPE depth gauge
        depth 0
        """);

    registry.unregister(depth);
    TextFile.write(file, registry);
    assertThat(file).isEmptyFile();
  }

  @Test
  void holdsMoreThanABufferDoes() throws IOException {
    Family<Counter> calls = Counter.builder("calls_total").labelNames("i").register(registry);
    StringBuilder expected = new StringBuilder("# TYPE calls_total counter\n");
    for (int i = 100_000; i < 110_000; i++) {
      calls.with("" + i).add(i);
      expected.append("calls_total{i=\"%d\"} %d\n".formatted(i, i));
    }

    TextFile.write(file, registry);

    assertThat(expected.length()).isGreaterThan(2 * OutputBuffer.INITIAL_BYTES);
    assertThat(Files.readString(file)).isEqualTo(expected.toString());
  }

  @Test
  void mayBeReadByEverybody() throws IOException {
    assumeThat(folder.getFileSystem().supportedFileAttributeViews()).contains("posix");

    TextFile.write(file, registry);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r--r--");
  }

  @Test
  void isWrittenBesideItsPlaceUnderANameThatTheNodeExporterDoesNotRead() throws IOException {
    Files.writeString(file, "old\n");
    registry.register(sink -> {
      try {
        assertThat(filesInFolder()).hasSize(2).contains("backup.prom");
        assertThat(filesInFolder()).anyMatch(name -> name.matches("backup\\.prom\\..+\\.tmp"));
        assertThat(file).hasContent("old\n");
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    });

    TextFile.write(file, registry);

    assertThat(file).isEmptyFile();
  }

  @Test
  void staysAsItWasWhenACollectorFails() throws IOException {
    Gauge.builder("depth").register(registry);
    registry.register(sink -> {
      throw new IllegalStateException("no connection");
    });

    assertRefused(registry, GatherException.class, "1 failure while gathering:");
  }

  @Test
  void staysAsItWasWhenTheGathererFailsInAnyOtherWay() throws IOException {
    assertRefused(
        sink -> {
          throw new AssertionError("wrong");
        },
        AssertionError.class,
        "wrong");
  }

  /** The node exporter skips a whole file over one time stamp. */
  @Test
  void staysAsItWasWhenASampleHasATimeStamp() throws IOException {
    assertTimeStampRefused(
        MetricType.COUNTER, (sink, labels) -> sink.counter(labels, 1, 5, null, 1000));
    assertTimeStampRefused(MetricType.GAUGE, (sink, labels) -> sink.value(labels, 1, 1000));
    assertTimeStampRefused(
        MetricType.HISTOGRAM,
        (sink, labels) ->
            sink.histogram(labels, HistogramSnapshot.of(Buckets.of(), new long[] {1}, 1), 1000));
    assertTimeStampRefused(
        MetricType.SUMMARY,
        (sink, labels) ->
            sink.summary(labels, SummarySnapshot.of(Quantiles.NONE, new double[0], 1, 1), 1000));
  }

  private void assertTimeStampRefused(MetricType type, BiConsumer<MetricSink, Labels> writing)
      throws IOException {
    Registry own = new Registry();
    own.register(sink -> {
      sink.family(Descriptor.of(type, "m", ""));
      writing.accept(sink, Labels.of("x", "1"));
    });

    assertRefused(
        own,
        IllegalStateException.class,
        "m{x=\"1\"} has a time stamp, and the node exporter refuses a file with any. Write the"
            + " sample without one, and the time as a gauge of its own if it matters.");
  }

  private void assertRefused(Gatherer gatherer, Class<? extends Throwable> type, String message)
      throws IOException {
    Files.writeString(file, "old\n");

    assertThatThrownBy(() -> TextFile.write(file, gatherer))
        .isInstanceOf(type)
        .hasMessageStartingWith(message);

    assertThat(file).hasContent("old\n");
    assertThat(filesInFolder()).containsExactly("backup.prom");
  }

  @Test
  void isNotMadeWhenItCannotBePutInItsPlace() throws IOException {
    Files.createDirectories(file.resolve("not empty"));

    assertThatThrownBy(() -> TextFile.write(file, registry)).isInstanceOf(IOException.class);

    assertThat(filesInFolder()).containsExactly("backup.prom");
    assertThat(file.resolve("not empty")).isDirectory();
  }

  @Test
  void isNotMadeInAFolderThatIsNotThere() {
    assertThatThrownBy(() -> TextFile.write(folder.resolve("missing/backup.prom"), registry))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void isRefusedUnderANameThatTheNodeExporterDoesNotRead() throws IOException {
    Path wrong = folder.resolve("backup.txt");

    assertThatThrownBy(() -> TextFile.write(wrong, registry))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(wrong
            + " does not end in .prom, and the node exporter reads no other files. Name it "
            + wrong
            + ".prom. To write a file for somebody else, use ExpositionFormat.TEXT.");
    assertThat(filesInFolder()).isEmpty();
  }
}
