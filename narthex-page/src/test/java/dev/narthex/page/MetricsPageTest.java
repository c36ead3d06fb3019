package dev.narthex.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.scrape.ScrapePage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** What the page is as a document, before a browser reads it: whole, small and closed to others. */
class MetricsPageTest {

  private static final int MAX_COMPRESSED_BYTES = 60 * 1024;

  private static final Path SOURCES = Path.of("src/main/resources/dev/narthex/page");

  private final ScrapePage page = MetricsPage.page();
  private final String html = new String(page.html(false), UTF_8);

  private static List<String> sources(String... extensions) throws IOException {
    try (Stream<Path> files = Files.list(SOURCES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> List.of(extensions).contains(name.substring(name.indexOf('.'))))
          .sorted()
          .toList();
    }
  }

  private List<String> contents(String element) {
    Matcher found = Pattern.compile("<" + element + "[^>]*>(.*?)</" + element + ">", Pattern.DOTALL)
        .matcher(html);
    List<String> contents = new ArrayList<>();
    while (found.find()) {
      contents.add(found.group(1));
    }
    return contents;
  }

  @Test
  void holdsAllItsStyleSheetsAndScripts() throws IOException {
    for (String name : sources(".css", ".js")) {
      assertThat(html).as(name).contains(Files.readString(SOURCES.resolve(name)));
    }
    assertThat(html).doesNotContain("<link rel=\"stylesheet\"", "<script src");
  }

  @Test
  void isBelow60KilobytesCompressed() throws IOException {
    byte[] compressed = page.html(true);

    assertThat(compressed).hasSizeLessThan(MAX_COMPRESSED_BYTES);
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
      assertThat(in.readAllBytes()).isEqualTo(page.html(false));
    }
  }

  @Test
  void namesNoOtherHost() {
    assertThat(html).doesNotContainPattern("(?i)(https?:)?//[a-z0-9.-]+\\.[a-z]{2,}");
  }

  /** In a script, an end tag of its element would end it wherever it stands. */
  @Test
  void hasOneScriptAndOneStyleWhoseEndsAreWhereTheySeem() throws IOException {
    assertThat(contents("script")).hasSize(1);
    assertThat(contents("style")).hasSize(1);
    for (String name : sources(".css", ".js")) {
      assertThat(Files.readString(SOURCES.resolve(name)))
          .as(name)
          .doesNotContainIgnoringCase("</script", "</style", "<!--");
    }
  }

  @Test
  void allowsItsOwnScriptAndStyleAloneByTheirHashes() throws Exception {
    assertThat(page.headers().get("Content-Security-Policy"))
        .isEqualTo("default-src 'none'; script-src " + hash(contents("script").get(0))
            + "; style-src " + hash(contents("style").get(0))
            + "; img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none';"
            + " frame-ancestors 'none'");
    assertThat(page.headers())
        .containsEntry("Content-Type", "text/html; charset=utf-8")
        .containsEntry("X-Content-Type-Options", "nosniff");
  }

  private static String hash(String content) throws Exception {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.getBytes(UTF_8));
    return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
  }

  /** What would let text from the wire become markup or code, whatever the policy says. */
  @Test
  void hasNoWayToMakeMarkupOrCodeOfText() throws IOException {
    for (String name : sources(".js", ".html")) {
      assertThat(Files.readString(SOURCES.resolve(name)))
          .as(name)
          .doesNotContainPattern("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|eval\\("
              + "|new Function|DOMParser|setHTML|\\son[a-z]+=|javascript:");
    }
  }
}
