package dev.narthex.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link ReadmeTest} relies on: which Java in Markdown compiles, and that the rest does not. */
class BlockCompilerTest {

  @TempDir
  private Path folder;

  @Test
  void compilesStatementsWithTheirImportsAndTheUsualPackages() {
    assertThat(messages("""
        Some text.

        ```java
        import static java.time.Duration.ofMinutes;

        Summary summary =
            Summary.builder("a_seconds").maxAge(ofMinutes(1)).build();
        summary.observe(Duration.ZERO);
        ```
        """)).containsExactly("");
  }

  @Test
  void compilesAWholeClassAsItIs() {
    assertThat(messages("""
        ```java
        package some.where;

        import dev.narthex.Counter;

        /** Counts. */
        public final class Counting {
          final Counter counter = Counter.builder("a_total").build();
        }
        ```
        """)).containsExactly("");
  }

  @Test
  void putsWhatIsGivenInACommentBeforeTheBlockThatFollows() {
    List<String> messages = messages("""
        <!-- given
        Registry registry = new Registry();
        -->

        ```java
        Counter.builder("a_total").register(registry);
        ```
        Text.
        ```java
        Counter.builder("b_total").register(registry);
        ```
        """);

    assertThat(messages).hasSize(2);
    assertThat(messages.get(0)).isEmpty();
    assertThat(messages.get(1)).contains("cannot find symbol").contains("variable registry");
  }

  @Test
  void takesTheIndentationOfAListAway() {
    assertThat(messages("""
        1. First:
           ```java
           String text = \"""
               two
               lines\""";
           ```
        """)).containsExactly("");
  }

  @Test
  void takesATimerForOurs() {
    assertThat(messages("""
        ```java
        try (Timer timer = Timer.start()) {
          int a = 1;
        }
        ```
        """)).containsExactly("");
  }

  @Test
  void tellsOfErrors() {
    assertThat(messages("""
        ```java
        Counter.builder("a_total").registr();
        ```
        """))
        .singleElement()
        .asString()
        .contains("cannot find symbol")
        .contains("registr()");
  }

  @Test
  void takesWarningsForErrors() {
    assertThat(messages("""
        ```java
        List list = new ArrayList();
        ```
        """)).singleElement().asString().contains("[rawtypes]").contains("-Werror");
  }

  @Test
  void takesNoOtherLanguageForJava() {
    assertThat(messages("""
        ```xml
        <dependency/>
        ```
        ```
        plain
        ```
        """)).isEmpty();
  }

  @Test
  void refusesABlockWithoutEnd() {
    assertThatThrownBy(() -> messages("""
        Text.
        ```java
        int a = 1;
        """))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("some.md: nothing ends what begins in line 2.");
  }

  private List<String> messages(String markdown) {
    BlockCompiler compiler = new BlockCompiler(folder);
    return JavaBlock.in("some.md", markdown.lines().toList()).stream()
        .map(compiler::messages)
        .toList();
  }
}
