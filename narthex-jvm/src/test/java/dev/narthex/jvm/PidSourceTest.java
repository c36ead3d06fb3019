package dev.narthex.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link PidSource#ofFile} makes of a file. */
class PidSourceTest {

  @TempDir
  private Path folder;

  @Test
  void readsANumberWithWhiteSpaceAroundIt() throws IOException {
    assertThat(PidSource.ofFile(file("  123\n")).pid()).isEqualTo(123);
  }

  @Test
  void readsTheFileAnewEachTime() throws IOException {
    Path file = file("123");
    PidSource source = PidSource.ofFile(file);
    source.pid();

    Files.writeString(file, "124");

    assertThat(source.pid()).isEqualTo(124);
  }

  @Test
  void namesTheFileThatHoldsSomethingElse() throws IOException {
    Path file = file("x");

    assertThatThrownBy(() -> PidSource.ofFile(file).pid())
        .isInstanceOf(IOException.class)
        .hasMessage(file + " should hold the number of a process, but holds \"x\".");
  }

  @Test
  void namesTheFileThatIsMissing() {
    Path file = folder.resolve("none");

    assertThatThrownBy(() -> PidSource.ofFile(file).pid())
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining(file.toString());
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("pid"), text);
  }
}
