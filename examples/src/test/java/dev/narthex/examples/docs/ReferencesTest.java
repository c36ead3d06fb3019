package dev.narthex.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What pages lead to is there: files, headings, and the tests that prove what they say. */
class ReferencesTest {

  @TempDir
  private Path folder;

  static List<Link> links() throws IOException {
    List<Link> links = new ArrayList<>();
    for (Path page : Pages.all()) {
      links.addAll(Link.in(page));
    }
    return links;
  }

  static List<NamedTest> namedTests() throws IOException {
    List<NamedTest> named = new ArrayList<>();
    for (Path page : Pages.all()) {
      named.addAll(NamedTest.in(page));
    }
    return named;
  }

  @ParameterizedTest
  @MethodSource("links")
  void aLinkLeadsSomewhere(Link link) throws IOException {
    assertThat(link.leadsSomewhere()).as(link.toString()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("namedTests")
  void aTestThatIsNamedExists(NamedTest named) throws IOException {
    assertThat(named.exists()).as(named.toString()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "other.md, true",
    "#the-first-one-of-two, true",
    "other.md#here, true",
    "missing.md, false",
    "#not-there, false",
    "other.md#not-there, false",
    "other.md#in-a-block, false",
  })
  void aLinkIsHeldAgainstFilesAndHeadings(String target, boolean leadsSomewhere)
      throws IOException {
    Files.writeString(folder.resolve("other.md"), """
        # Here
        ```
        # In a block
        ```
        """);
    Path page = Files.writeString(folder.resolve("page.md"), """
        ## The `first` one, of two
        See [`this`](%s), `[not](this.md)` and https://example.org.
        """.formatted(target));

    assertThat(Link.in(page))
        .singleElement()
        .satisfies(link -> assertThat(link.leadsSomewhere()).isEqualTo(leadsSomewhere));
  }

  @Test
  void aTestIsHeldAgainstItsClassAndMethod() throws IOException {
    Path page = Files.writeString(folder.resolve("page.md"), """
        `ReferencesTest`, `ReferencesTest.aTestIsHeldAgainstItsClassAndMethod`, `ReferencesTest.aLink…`,
        `ReferencesTest.aLink`, `MissingTest`, `ReferencesTest.notThere…`
        """);

    List<Boolean> exist = new ArrayList<>();
    for (NamedTest named : NamedTest.in(page)) {
      exist.add(named.exists());
    }

    assertThat(exist).containsExactly(true, true, true, false, false, false);
  }
}
