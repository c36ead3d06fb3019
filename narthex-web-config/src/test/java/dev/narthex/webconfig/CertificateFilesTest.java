package dev.narthex.webconfig;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A certificate that was renewed is served without a restart. */
class CertificateFilesTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  /** Kept here, because a logger that nobody holds forgets its level. */
  private static final Logger LOGGER = Logger.getLogger(WebConfig.class.getName());

  @TempDir
  Path folder;

  private final AtomicLong now = new AtomicLong();
  private Certificates first;
  private Certificates second;
  private CertificateFiles files;

  @BeforeEach
  void serveTheFirst() throws Exception {
    LOGGER.setLevel(Level.OFF);
    first = Certificates.ec(folder, "first").writtenTo(folder, "server");
    second = Certificates.ec(folder, "second");
    files =
        new CertificateFiles(folder.resolve("server.crt"), folder.resolve("server.key"), now::get);
  }

  @AfterEach
  void logAgain() {
    LOGGER.setLevel(null);
  }

  /** Makes sure that the change is seen, however coarse the clock of the file system is. */
  private void touch(String file, int seconds) throws Exception {
    Files.setLastModifiedTime(folder.resolve(file), FileTime.fromMillis(1_000L * seconds));
  }

  private Certificates served() {
    String alias = files.chooseEngineServerAlias("EC", null, null);
    return files.getPrivateKey(alias).equals(first.key()) ? first : second;
  }

  @Test
  void aNewPairIsSeenASecondLater() throws Exception {
    second.writtenTo(folder, "server");
    touch("server.crt", 1);

    assertThat(served()).isEqualTo(first);
    now.addAndGet(SECOND);
    assertThat(served()).isEqualTo(second);
  }

  @Test
  void aHandshakeUnderWayKeepsWhatItBeganWith() throws Exception {
    String alias = files.chooseEngineServerAlias("EC", null, null);
    second.writtenTo(folder, "server");
    touch("server.crt", 1);
    now.addAndGet(SECOND);

    assertThat(served()).isEqualTo(second);
    assertThat(files.getCertificateChain(alias)).containsExactly(first.certificate());
    assertThat(files.getPrivateKey(alias)).isEqualTo(first.key());
  }

  @Test
  void aPairThatIsHalfWrittenLeavesTheOldOneInUse() throws Exception {
    Files.writeString(folder.resolve("server.crt"), second.certificatePem());
    touch("server.crt", 1);
    now.addAndGet(SECOND);
    assertThat(served()).isEqualTo(first);

    Files.writeString(folder.resolve("server.key"), second.keyPem());
    touch("server.key", 2);
    now.addAndGet(SECOND);
    assertThat(served()).isEqualTo(second);
  }

  @Test
  void filesThatVanishLeaveTheOldOneInUse() throws Exception {
    Files.delete(folder.resolve("server.key"));
    now.addAndGet(SECOND);

    assertThat(served()).isEqualTo(first);
  }

  @Test
  void onlyKeysOfTheKindThatIsAskedForAreShown() {
    assertThat(files.chooseEngineServerAlias("RSA", null, null)).isNull();
    assertThat(files.getServerAliases("RSA", null)).isNull();
    assertThat(files.getServerAliases("EC", null)).hasSize(1);
    assertThat(files.getClientAliases("EC", null)).isNull();
    assertThat(files.getPrivateKey("server-9")).isNull();
  }
}
