package dev.narthex.webconfig;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The settings in force: read again when the file changes, or one that it names. Thread-safe.
 *
 * <p>Who needs settings looks at the files, at most once a second, and reads those that changed. One
 * thread at a time does so, and the others go on with what there is: a file system that hangs holds up
 * one request, not all of them.
 */
final class LiveSettings {

  /*
   * A change takes effect as a whole or not at all: one write to current. Two texts are kept apart,
   * the newest one and the last good one. As long as the newest cannot be used the good one is read
   * again when a file that it names changes, because a certificate must not run out while somebody
   * looks for the fault in another file.
   *
   * A file is stamped before it is read, so that what changes meanwhile is seen at the next look.
   * All this is tested in LiveSettingsTest.
   */

  static final long LOOK_INTERVAL_NANOS = 1_000_000_000L;

  private final Path file;
  private final LongSupplier nanoTime;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile long nextLookNanos;
  private volatile Settings current;

  // All that follows is guarded by looking.
  private String goodText;
  private Map<Path, String> namedByGood;
  private List<String> warnings;
  private Map<Path, String> stamps;
  private Set<String> faults = Set.of();

  /**
   * Reads the settings for the first time.
   *
   * @param nanoTime the clock, as {@link System#nanoTime}
   * @throws WebConfigException if they cannot be used
   */
  LiveSettings(Path file, LongSupplier nanoTime) {
    this.file = file;
    this.nanoTime = nanoTime;
    Source source = new Source(file);
    goodText = source.text();
    current = Settings.read(source, goodText, this::clientRules);
    namedByGood = source.named();
    stamps = source.stamps();
    warnings = source.warnings();
    warnings.forEach(warning -> log(Level.WARNING, warning, null));
    nextLookNanos = nanoTime.getAsLong() + LOOK_INTERVAL_NANOS;
  }

  /** The settings in force, without a look at the files. */
  Settings current() {
    return current;
  }

  /** The settings in force, after a look at the files if it is time for one. */
  Settings newest() {
    long now = nanoTime.getAsLong();
    if (now - nextLookNanos >= 0 && looking.tryLock()) {
      try {
        if (now - nextLookNanos >= 0) { // else another thread was a moment faster
          nextLookNanos = now + LOOK_INTERVAL_NANOS;
          look();
        }
      } finally {
        looking.unlock();
      }
    }
    return current;
  }

  private ClientRules clientRules() {
    return tls().clients();
  }

  /** How to serve over TLS, for a server that does. */
  Tls tls() {
    return Objects.requireNonNull(current.tls(), "a server cannot change from TLS to plain");
  }

  private void look() {
    if (changed(stamps)) {
      readAgain();
    }
  }

  private static boolean changed(Map<Path, String> stamps) {
    return stamps.entrySet().stream()
        .anyMatch(seen -> !Source.stamp(seen.getKey()).equals(seen.getValue()));
  }

  private void readAgain() {
    Set<String> before = faults;
    faults = new LinkedHashSet<>();
    Source source = new Source(file);
    String text = null;
    try {
      text = source.text();
      accept(source, text);
    } catch (RuntimeException e) { // also one of a library: no request shall fail because of it
      fault(before, e);
    }
    stamps = new LinkedHashMap<>(source.stamps());
    if (!goodText.equals(text)) {
      readNamedAgain(before);
      namedByGood.forEach(stamps::putIfAbsent);
    }
  }

  /** Reads the last good text again if it names files that changed. */
  private void readNamedAgain(Set<String> before) {
    if (!changed(namedByGood)) {
      return;
    }
    Source source = new Source(file);
    try {
      accept(source, goodText);
    } catch (RuntimeException e) {
      fault(before, e);
      namedByGood = source.named(); // told, so wait for the next change
    }
  }

  private void accept(Source source, String text) {
    if (text.isBlank() && !goodText.isBlank()) {
      // An editor may be about to fill it, and what it asked for must not be off meanwhile.
      throw new WebConfigException(
          file + ": the file is empty. If nothing of what it said shall hold, write {} into it.",
          null);
    }
    Settings fresh = Settings.read(source, text, this::clientRules);
    if ((fresh.tls() == null) != (current.tls() == null)) {
      throw new WebConfigException(
          file + ": tls_server_config was " + (fresh.tls() == null ? "taken out" : "added")
              + ", but a server that runs cannot change between HTTP and HTTPS. Restart the program.",
          null);
    }
    fresh.users().rememberFrom(current.users());
    current = fresh;
    goodText = text;
    namedByGood = source.named();
    List<String> toldBefore = warnings;
    warnings = source.warnings();
    log(Level.INFO, file + ": it, or a file that it names, changed and was read again.", null);
    for (String warning : warnings) {
      if (!toldBefore.contains(warning)) {
        log(Level.WARNING, warning, null);
      }
    }
  }

  /** Tells what is wrong, unless it was wrong before. */
  private void fault(Set<String> before, RuntimeException fault) {
    String message = fault instanceof WebConfigException ? fault.getMessage() : file + ": " + fault;
    faults.add(message);
    if (!before.contains(message)) {
      log(Level.WARNING, message + " What was in force before stays so.", fault);
    }
  }

  private static void log(Level level, String message, @Nullable Throwable cause) {
    try {
      System.getLogger(WebConfig.class.getName()).log(level, message, cause);
    } catch (RuntimeException e) {
      // No client shall be kept out because a log is broken.
    }
  }
}
