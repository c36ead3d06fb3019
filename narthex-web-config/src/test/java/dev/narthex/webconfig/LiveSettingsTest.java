package dev.narthex.webconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.narthex.support.CapturedLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When the file is looked at, what is taken of it, and what is told. */
@Timeout(120)
class LiveSettingsTest {

  private final CapturedLog log = new CapturedLog(WebConfig.class);

  @TempDir
  Path path;

  private LiveFolder folder;
  private LiveSettings settings;

  @BeforeEach
  void read() throws Exception {
    folder = new LiveFolder(path).write(frames("deny"));
    settings = folder.settings();
  }

  @AfterEach
  void stopListening() {
    log.close();
  }

  private static String frames(String value) {
    return "http_server_config: {headers: {X-Frame-Options: " + value + "}}";
  }

  private String inForce() {
    return settings.newest().headers().get("X-Frame-Options");
  }

  @Test
  void theFileIsLookedAtAtMostOnceASecond() throws Exception {
    folder.write(frames("sameorigin"));
    assertThat(inForce()).isEqualTo("deny");

    folder.later();
    assertThat(settings.current().headers()).containsEntry("X-Frame-Options", "deny");
    assertThat(inForce()).isEqualTo("sameorigin");
    assertThat(settings.current().headers()).containsEntry("X-Frame-Options", "sameorigin");

    folder.write(frames("deny"));
    assertThat(inForce()).isEqualTo("sameorigin");
  }

  @Test
  void aFileThatStaysAsItIsIsNotReadAgain() {
    Settings first = settings.newest();
    folder.later();

    assertThat(settings.newest()).isSameAs(first);
    assertThat(log.messages()).isEmpty();
  }

  @Test
  void aFileOfTheSameSizeAndTimeInItsPlaceIsSeen() throws Exception {
    folder.write(frames("deny") + "      ");
    settings = folder.settings();
    FileTime time = Files.getLastModifiedTime(folder.config());
    Path fresh = Files.writeString(path.resolve("fresh"), frames("sameorigin"));
    Files.setLastModifiedTime(fresh, time);
    assertThat(Files.size(fresh)).isEqualTo(Files.size(folder.config()));
    Files.move(fresh, folder.config(), StandardCopyOption.REPLACE_EXISTING);
    folder.later();

    assertThat(inForce()).isEqualTo("sameorigin");
  }

  @Test
  void aFaultIsToldOnceAndAgainOnlyWhenItCameBack() throws Exception {
    for (int i = 0; i < 3; i++) {
      folder.write("a: b").later();
      assertThat(inForce()).isEqualTo("deny");
    }
    assertThat(log.messages())
        .containsExactly(
            folder.config() + ":1: a is not known. Known here: tls_server_config,"
                + " http_server_config, basic_auth_users, rate_limit. What was in force before stays so.");

    folder.write(frames("sameorigin")).later();
    assertThat(inForce()).isEqualTo("sameorigin");
    folder.write("a: b").later();
    assertThat(inForce()).isEqualTo("sameorigin");

    assertThat(log.messages()).filteredOn(m -> m.contains("a is not known")).hasSize(2);
  }

  @Test
  void aFileThatVanishesLeavesWhatItSaid() throws Exception {
    Files.delete(folder.config());
    for (int i = 0; i < 3; i++) {
      folder.later();
      assertThat(inForce()).isEqualTo("deny");
    }

    assertThat(log.messages())
        .singleElement()
        .asString()
        .startsWith(
            folder.config() + ": the file cannot be read: java.nio.file.NoSuchFileException");
  }

  /** Nothing is forbidden to root, so it is skipped there. */
  @Test
  void aFileThatMayBeReadAgainIsReadThoughItIsTheSame() throws Exception {
    folder.write(frames("sameorigin"));
    Files.setPosixFilePermissions(folder.config(), Set.of());
    assumeFalse(Files.isReadable(folder.config()));
    for (int i = 0; i < 3; i++) {
      folder.later();
      assertThat(inForce()).isEqualTo("deny");
    }
    assertThat(log.messages()).singleElement().asString().contains("the file cannot be read");

    Files.setPosixFilePermissions(folder.config(), Set.of(PosixFilePermission.OWNER_READ));
    folder.later();

    assertThat(inForce()).isEqualTo("sameorigin");
  }

  @Test
  void aFileThatIsNoTextIsToldOnceThoughItIsReadAtEachLook() throws Exception {
    Files.write(folder.config(), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    for (int i = 0; i < 3; i++) {
      folder.later();
      assertThat(inForce()).isEqualTo("deny");
    }

    assertThat(log.messages())
        .singleElement()
        .asString()
        .startsWith(folder.config() + ": the file cannot be read: java.nio.charset.Malformed");
  }

  @Test
  void aNewFileThatNamesOneStillToComeHoldsOnceThatIsThere() throws Exception {
    Certificates server = Certificates.ec(path, "server");
    String yaml = "tls_server_config: {cert_file: server.crt, key_file: %s}";
    folder.write(server).write(yaml.formatted("server.key"));
    settings = folder.settings();
    Tls first = settings.tls();
    folder.write(yaml.formatted("other.key")).later();
    settings.newest();
    assertThat(settings.tls()).isSameAs(first);

    folder.write("other.key", server.keyPem()).later();
    settings.newest();

    assertThat(settings.tls()).isNotSameAs(first);
    assertThat(log.messages()).filteredOn(m -> m.contains("cannot be read")).hasSize(1);
    assertThat(log.messages()).last().asString().contains("changed and was read again");
  }

  @Test
  void whoIsInterruptedReadsTheChangeAndStaysInterrupted() throws Exception {
    folder.write(frames("sameorigin")).later();
    Thread.currentThread().interrupt();

    assertThat(inForce()).isEqualTo("sameorigin");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aLogThatIsBrokenKeepsNobodyOut() throws Exception {
    log.failWith(new IllegalStateException("the disk is full"));

    folder.write(frames("sameorigin")).later();
    assertThat(inForce()).isEqualTo("sameorigin");
    folder.write("a: b").later();
    assertThat(inForce()).isEqualTo("sameorigin");
  }

  @Test
  void whileOneReadsTheOthersGoOn() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch mayGoOn = new CountDownLatch(1);
    Handler slow = new Handler() {
      @Override
      public void publish(LogRecord record) {
        reading.countDown();
        try {
          mayGoOn.await();
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
    Logger logger = Logger.getLogger(WebConfig.class.getName());
    logger.addHandler(slow);
    try {
      folder.write("a: b").later();
      Thread reader = new Thread(this::inForce);
      reader.start();
      reading.await();
      folder.later();

      assertThat(inForce()).isEqualTo("deny"); // or it would wait for ever

      mayGoOn.countDown();
      reader.join();
    } finally {
      mayGoOn.countDown();
      logger.removeHandler(slow);
    }
  }
}
