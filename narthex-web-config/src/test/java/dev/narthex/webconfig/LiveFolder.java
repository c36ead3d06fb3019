package dev.narthex.webconfig;

import dev.narthex.Gauge;
import dev.narthex.Registry;
import dev.narthex.http.MetricsServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A folder with a web configuration that changes, and a clock that is moved by hand. */
final class LiveFolder {

  private final Path folder;
  private final AtomicLong nanos = new AtomicLong();
  private long changes;

  LiveFolder(Path folder) {
    this.folder = folder;
  }

  Path config() {
    return folder.resolve("web.yml");
  }

  /** Writes a file so that the change shows, however coarse the clock of the file system is. */
  LiveFolder write(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000L * ++changes));
    return this;
  }

  LiveFolder write(String yaml) throws IOException {
    return write("web.yml", yaml);
  }

  /** Writes the two files of a server's certificate. */
  LiveFolder write(Certificates server) throws IOException {
    return write("server.crt", server.certificatePem()).write("server.key", server.keyPem());
  }

  /** Lets it be time for a look at the files. */
  void later() {
    pass(Duration.ofSeconds(1));
  }

  void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  LiveSettings settings() {
    return new LiveSettings(config(), nanos::get);
  }

  WebConfig load() {
    return WebConfig.load(config(), nanos::get);
  }

  MetricsServer start() {
    return start(load());
  }

  static MetricsServer start(WebConfig config) {
    return config.applyTo(builder()).start();
  }

  static MetricsServer.Builder builder() {
    Registry registry = new Registry();
    Gauge.builder("g").register(registry);
    return MetricsServer.builder().host("127.0.0.1").gatherer(registry);
  }
}
