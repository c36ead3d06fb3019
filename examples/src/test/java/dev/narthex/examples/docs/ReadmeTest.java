package dev.narthex.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The promise of the README and of the pages in {@code docs}: their Java compiles. {@link JavaBlock}
 * and {@link BlockCompiler} say how a block is read.
 *
 * <p>Without any block this fails too, as a test with parameters that has none.
 */
class ReadmeTest {

  @TempDir
  private Path folder;

  static Stream<JavaBlock> blocks() throws IOException {
    List<JavaBlock> blocks = new ArrayList<>();
    for (Path page : Pages.forUsers()) {
      blocks.addAll(JavaBlock.in(page));
    }
    return blocks.stream();
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void compiles(JavaBlock block) {
    String messages = new BlockCompiler(folder).messages(block);

    assertThat(messages).as(block.place()).isEmpty();
  }
}
