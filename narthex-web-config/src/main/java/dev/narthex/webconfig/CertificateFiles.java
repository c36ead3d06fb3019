package dev.narthex.webconfig;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The server's certificate and key, read again when their files change: new connections get the new
 * one, without a restart. Thread-safe.
 *
 * <p>The files are looked at when a connection comes, at most once a second. What cannot be used, such
 * as a certificate whose key is still to be written, is logged, and the old one stays in use.
 */
final class CertificateFiles extends ServerKeys {

  private static final long LOOK_INTERVAL_NANOS = 1_000_000_000L;

  private final Path certificateFile;
  private final Path keyFile;
  private final LongSupplier nanoTime;
  private final AtomicLong nextLookNanos;

  private String stamp;
  private int generation;
  private volatile Identity newest;

  /** Stays for handshakes that began with it. */
  private volatile Identity previous;

  CertificateFiles(Path certificateFile, Path keyFile, LongSupplier nanoTime)
      throws IOException, GeneralSecurityException {
    this.certificateFile = certificateFile;
    this.keyFile = keyFile;
    this.nanoTime = nanoTime;
    stamp = stamp(); // before reading: a change in between is seen at the next look
    newest = read();
    previous = newest;
    nextLookNanos = new AtomicLong(nanoTime.getAsLong() + LOOK_INTERVAL_NANOS);
  }

  private Identity read() throws IOException, GeneralSecurityException {
    return Identity.of(
        "server-" + generation, Files.readString(certificateFile), Files.readString(keyFile));
  }

  /** Changes when one of the files does. */
  private String stamp() throws IOException {
    return Files.getLastModifiedTime(certificateFile) + " " + Files.size(certificateFile) + " "
        + Files.getLastModifiedTime(keyFile) + " " + Files.size(keyFile);
  }

  @Override
  Identity current() {
    long now = nanoTime.getAsLong();
    long next = nextLookNanos.get();
    if (now - next >= 0 && nextLookNanos.compareAndSet(next, now + LOOK_INTERVAL_NANOS)) {
      look();
    }
    return newest;
  }

  private synchronized void look() {
    try {
      String seen = stamp();
      if (seen.equals(stamp)) {
        return;
      }
      stamp = seen; // also if it cannot be used: it is told once
      generation++;
      Identity fresh = read();
      previous = newest;
      newest = fresh;
      log(Level.INFO, "The certificate in " + certificateFile + " was read again.", null);
    } catch (IOException | GeneralSecurityException e) {
      log(
          Level.WARNING,
          "The certificate in " + certificateFile + " with the key in " + keyFile
              + " changed but cannot be used, so the old one stays in use: " + e.getMessage(),
          e);
    }
  }

  private static void log(Level level, String message, @Nullable Throwable cause) {
    System.getLogger(WebConfig.class.getName()).log(level, message, cause);
  }

  @Override
  @Nullable
  Identity called(String alias) {
    Identity now = newest;
    if (now.alias().equals(alias)) {
      return now;
    }
    Identity before = previous;
    return before.alias().equals(alias) ? before : null;
  }
}
