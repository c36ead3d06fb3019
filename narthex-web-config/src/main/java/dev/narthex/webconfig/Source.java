package dev.narthex.webconfig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One reading of the configuration: which files it looked at, as they were then, and what it has to
 * warn of. Used by one thread.
 */
final class Source {

  private static final String MISSING = "missing";

  private final Path file;
  private final Map<Path, String> stamps = new LinkedHashMap<>();
  private final List<String> warnings = new ArrayList<>();

  Source(Path file) {
    this.file = file;
    stamps.put(file, stamp(file));
  }

  Path file() {
    return file;
  }

  /** The text of the configuration itself. */
  String text() {
    try {
      return read(file);
    } catch (IOException e) {
      throw new WebConfigException(file + ": the file cannot be read: " + e + ".", e);
    }
  }

  /** Reads a file, after a note of what it is like, so that no change of it is missed. */
  String read(Path read) throws IOException {
    String stamp = stamp(read);
    stamps.put(read, stamp);
    try {
      return Files.readString(read);
    } catch (IOException e) {
      if (!stamp.equals(MISSING)) {
        // It may be readable the next time without another stamp: permissions leave no trace there.
        stamps.put(read, "unread");
      }
      throw e;
    }
  }

  void warn(String warning) {
    warnings.add(warning);
  }

  List<String> warnings() {
    return warnings;
  }

  /** The files looked at, and what they were like. */
  Map<Path, String> stamps() {
    return stamps;
  }

  /** The same without the configuration itself. */
  Map<Path, String> named() {
    Map<Path, String> named = new LinkedHashMap<>(stamps);
    named.remove(file);
    return named;
  }

  /**
   * Is another one when the file was changed. The key of the file tells one that was put in the place
   * of another, even with the same size and time.
   */
  static String stamp(Path file) {
    try {
      BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
      return seen.lastModifiedTime() + " " + seen.size() + " " + seen.fileKey();
    } catch (IOException e) {
      return MISSING; // whoever reads it tells why
    }
  }
}
