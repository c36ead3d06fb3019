package dev.narthex.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** The promise to who builds: a missing server stops nobody, and is not missed by build servers. */
class ServerProgramTest {

  @TempDir
  private Path folder;

  @Test
  void isFound() throws IOException {
    Path program = Files.createFile(folder.resolve("prometheus"));
    assertThat(program.toFile().setExecutable(true)).isTrue();

    assertThat(ServerProgram.find(folder, "prometheus", true)).isEqualTo(program);
  }

  @Test
  void abortsTheTestWhereItIsMissing() {
    assertThatThrownBy(() -> ServerProgram.find(folder, "prometheus", false))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageEndingWith("prometheus is not there. Run tools/servers, which fetches it.");
  }

  @Test
  void saysWhichToolFetchesABrowser() {
    assertThatThrownBy(() -> ServerProgram.find(folder, "chromedriver", false))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageEndingWith("chromedriver is not there. Run tools/browser, which fetches it.");
  }

  @Test
  void failsTheTestWhereItIsMissingOnABuildServer() {
    assertThatThrownBy(() -> ServerProgram.find(folder, "prometheus", true))
        .isInstanceOf(AssertionError.class)
        .hasMessageEndingWith("prometheus is not there. Run tools/servers, which fetches it.");
  }
}
