package dev.narthex.exposition;

import dev.narthex.Gatherer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Writes metrics into a file for the textfile collector of Prometheus' node exporter: for jobs that
 * end before anybody could scrape them.
 *
 * <pre>{@code
 * TextFile.write(Path.of("/var/lib/node_exporter/backup.prom"), registry);
 * }</pre>
 *
 * @since 0.1
 */
public final class TextFile {

  private static final String ENDING = ".prom";
  private static final String PERMISSIONS = "rw-r--r--";

  private TextFile() {}

  /**
   * Replaces a file by what there is now, in the classic text format. Who reads the file meets the old
   * content or the new one, each whole: it is written beside it, flushed to the disk, and then moved
   * to its place in one step. Everybody may read the file, where the file system knows permissions.
   *
   * <p>On any failure, also of one collector, the file stays as it was and nothing is left beside it.
   *
   * @param file the file, whose folder is there already; its name ends in {@code .prom}
   * @param gatherer what to write
   * @throws IllegalArgumentException if the name does not end in {@code .prom}: the node exporter
   *     would not read it
   * @throws IllegalStateException if a sample has a time stamp: the node exporter would refuse the
   *     file
   * @throws dev.narthex.GatherException if something could not be gathered
   * @throws OutputTooLargeException if it is more than {@link OutputBuffer#DEFAULT_MAX_BYTES}
   * @throws IOException if the file could not be written or moved
   */
  public static void write(Path file, Gatherer gatherer) throws IOException {
    Path target = file.toAbsolutePath();
    Path name = target.getFileName();
    if (name == null || !name.toString().endsWith(ENDING)) {
      throw new IllegalArgumentException(file
          + " does not end in .prom, and the node exporter reads no other files. Name it "
          + file
          + ".prom. To write a file for somebody else, use ExpositionFormat.TEXT.");
    }
    Path written = Files.createTempFile(target.getParent(), name + ".", ".tmp");
    try {
      writeTo(written, gatherer);
      permit(written);
      Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (Throwable e) {
      deleteAfter(e, written);
      throw e;
    }
  }

  private static void writeTo(Path file, Gatherer gatherer) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      OutputBuffer out = new OutputBuffer();
      out.drainTo((bytes, length) -> drain(channel, bytes, length));
      Encoder encoder = ExpositionFormat.TEXT.encoder(out, EscapingScheme.ALLOW_UTF_8);
      gatherer.gather(new TimelessSink(encoder));
      encoder.finish();
      channel.force(true);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void drain(FileChannel channel, byte[] bytes, int length) {
    ByteBuffer rest = ByteBuffer.wrap(bytes, 0, length);
    try {
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A temporary file is for its owner alone; the node exporter usually is somebody else. */
  private static void permit(Path file) throws IOException {
    PosixFileAttributeView posix = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (posix != null) {
      posix.setPermissions(PosixFilePermissions.fromString(PERMISSIONS));
    }
  }

  private static void deleteAfter(Throwable failure, Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException | RuntimeException e) {
      failure.addSuppressed(e);
    }
  }
}
