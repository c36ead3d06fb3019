package dev.narthex.jvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Says which process to look at; asked at each scrape, by any thread.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface PidSource {

  /**
   * The process to look at now.
   *
   * @return its number, positive
   * @throws IOException if it is not known; then the scrape goes on without the process
   */
  long pid() throws IOException;

  /**
   * A process that writes its number into a file, as daemons do.
   *
   * @param file holds the number, with white space around it at most; read at each scrape
   * @return a source that reads the file
   */
  static PidSource ofFile(Path file) {
    Objects.requireNonNull(file, "file");
    return () -> {
      String text = Files.readString(file).strip();
      try {
        return Long.parseLong(text);
      } catch (NumberFormatException e) {
        throw new IOException(
            file
                + " should hold the number of a process, but holds \""
                + (text.length() <= 100 ? text : text.substring(0, 100) + "…")
                + "\".",
            e);
      }
    };
  }
}
