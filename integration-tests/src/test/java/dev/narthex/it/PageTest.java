package dev.narthex.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.model.FamilySnapshot;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/**
 * The promise to whoever opens the endpoint's address in a browser: everything that is exposed is seen,
 * moves, is found, and cannot do harm, on a telephone as on a large screen.
 */
class PageTest {

  private static ShownPage page;
  private static Browser browser;

  @BeforeAll
  static void openThePage() {
    page = new ShownPage();
    browser = page.browser;
  }

  @AfterAll
  static void closeThePage() {
    if (page != null) {
      page.close();
    }
  }

  @BeforeEach
  void closeAllFamilies() {
    browser.resize(ShownPage.WIDTH, ShownPage.HEIGHT);
    page.closeAll();
  }

  @Test
  void showsEveryFamily() {
    assertThat(page.names())
        .containsExactlyElementsOf(
            page.registry.snapshot().stream().map(FamilySnapshot::name).toList());
  }

  @Test
  void tellsTypeHelpUnitAndNumberOfSeries() {
    assertThat(page.part("sent_bytes_total", ".help")).isEqualTo("Bytes sent.");
    assertThat(page.part("sent_bytes_total", ".kind")).isEqualTo("counter");
    assertThat(page.part("sent_bytes_total", ".unit")).isEqualTo("bytes");
    assertThat(page.part("sent_bytes_total", ".size")).isEqualTo("1 series");
    assertThat(page.part("many_total", ".size")).isEqualTo("3,000 series");
    assertThat(page.part("latency_seconds", ".kind")).isEqualTo("histogram");
    assertThat(page.part("pause_seconds", ".kind")).isEqualTo("summary");
    assertThat(page.part("not_a_number", "strong")).isEqualTo("NaN");
  }

  @Test
  void tellsTheFactsOfAnInfo() {
    assertThat(page.part("build_info", ".facts"))
        .contains("version 1.4.2", "revision 9f3c \"dirty\"");
    assertThat(page.part("build_info", ".kind")).isEqualTo("info");
  }

  @ParameterizedTest
  @ValueSource(ints = {360, 800, 1400})
  void fitsTheWidthOfTheWindow(int width) {
    browser.resize(width, 900);
    for (String family : List.of("moving_native_seconds", "requests_total", "pause_seconds")) {
      page.open(family);
    }
    browser.run("document.querySelectorAll('.family').forEach(family => family.open = true)");

    double overflow = browser.number("document.documentElement.scrollWidth - innerWidth");
    List<String> cut = browser.texts("[...document.querySelectorAll('main *')]"
        + ".filter(one => one.getBoundingClientRect().right > innerWidth + 1)"
        + ".map(one => one.outerHTML.slice(0, 200))");
    page.closeAll();
    page.open("moving_native_seconds");
    browser.await(
        "something to see",
        "/^[0-9]/.test(document.querySelector('.family[open] strong').textContent)");
    browser.screenshot("page-" + width);

    assertThat(cut).isEmpty();
    assertThat(overflow).isNotPositive();
    assertThat(page.names()).hasSameSizeAs(page.registry.snapshot());
  }

  @Test
  void valuesAndChartsMove() {
    page.open("scrapes");
    String picture = "document.querySelector('.family[open] .chart').toDataURL()";
    String before = browser.text(picture);
    String figure = page.part("scrapes", "strong");

    browser.await("another picture", picture + " !== arguments[0]", before);
    browser.await(
        "another value",
        "document.querySelector('.family[open] strong').textContent !== arguments[0]",
        figure);
  }

  @Test
  void countersAreShownAsRates() {
    page.open("moving_total");

    browser.await(
        "a rate",
        "/^[1-9][0-9.,]*\\/s$/.test(document.querySelector('.family[open] strong').textContent)");
    assertThat(page.part("moving_total", "small")).endsWith(" in all");
  }

  @ParameterizedTest
  @ValueSource(strings = {"moving_classic_seconds", "moving_native_seconds"})
  void histogramsAreDrawnAsHeatMapAndQuantiles(String family) {
    page.open(family);

    browser.await("cells of three shades or more", """
        (() => {
          const canvas = document.querySelector('.family[open] .chart');
          const {data} = canvas.getContext('2d').getImageData(70, 10, canvas.width - 80, 150);
          const colours = new Map();
          for (let i = 0; i < data.length; i += 4) {
            const colour = data.slice(i, i + 4).join();
            colours.set(colour, (colours.get(colour) ?? 0) + (data[i + 3] === 255 ? 1 : 0));
          }
          return [...colours.values()].filter(pixels => pixels > 30).length >= 3;
        })()""");
    browser.await(
        "the quantiles", "/p50p90p99/.test(document.querySelector('.family[open]').textContent)");
    assertThat(page.part(family, "small")).matches("p99 [0-9.]+\u202f(ms|s)");
    assertThat(page.part(family, "figure"))
        .contains(family.contains("native") ? "native" : "12 buckets");
  }

  /** All values between two bounds count as evenly spread, on a logarithmic scale if native. */
  @ParameterizedTest
  @CsvSource({
    "moving_classic_seconds, 100, 220, 247",
    "constant_native_seconds, 297, 342, 352",
  })
  void quantilesAreThoseThatPrometheusEstimates(String family, String p50, String p90, String p99) {
    page.open(family);

    browser.await(
        "rates", "/[0-9]\\/s/.test(document.querySelector('.family[open] tbody').textContent)");
    assertThat(page.part(family, "tbody tr"))
        .contains(p50 + "\u202fms" + p90 + "\u202fms" + p99 + "\u202fms");
  }

  @Test
  void asksForThoseFamiliesOnlyThatItsAddressNames() {
    page.reload("?name%5B%5D=scrapes&name%5B%5D=moving_total");

    assertThat(page.names()).containsExactly("moving_total", "scrapes");
    page.reload("");
  }

  @Test
  void isUsedByKeyboardAlone() {
    browser.press("/");
    browser.press("moving nat");
    browser.await("one family", "document.querySelectorAll('.family').length === 1");
    assertThat(page.names()).containsExactly("moving_native_seconds");
    assertThat(browser.find("#found").getText()).startsWith("1 of ");

    browser.press(Keys.ARROW_DOWN);
    assertThat(focused()).startsWith("moving_native_seconds");
    assertThat(outline()).startsWith("solid");
    browser.press(Keys.ENTER);
    browser.await("its series", "document.querySelector('.family[open] tbody tr')");
    browser.press(Keys.ARROW_UP);
    assertThat(browser.text("document.activeElement.id")).isEqualTo("search");

    browser.press(Keys.ESCAPE);
    browser.await("all families", "document.querySelectorAll('.family').length > 1");
    assertThat(browser.text("document.activeElement.value")).isEmpty();
  }

  private static String focused() {
    return browser.text("document.activeElement.textContent");
  }

  private static String outline() {
    return browser.text("getComputedStyle(document.activeElement).outlineStyle");
  }

  /** Everything that can be used is reached in the order in which it is seen, and has a name. */
  @Test
  void hasNamesForAllItsParts() {
    page.reload(""); // so that the keys begin at the top
    browser.press(Keys.TAB);
    assertThat(focused()).isEqualTo("Skip to the metrics");
    browser.press(Keys.TAB);
    assertThat(focused()).isEqualTo("Pause");
    browser.press(Keys.TAB, Keys.TAB, Keys.TAB);
    assertThat(browser.text("document.activeElement.id")).isEqualTo("search");

    assertThat(browser.texts("['header', 'main', 'footer', 'h1', 'search', 'html[lang]']"
            + ".filter(part => document.querySelectorAll(part).length !== 1)"))
        .isEmpty();
    page.open("many_total");
    page.open("moving_native_seconds");
    assertThat(browser.texts("[...document.querySelectorAll('button, input, canvas')]"
            + ".filter(one => !(one.textContent.trim() || one.labels?.length || one.ariaLabel"
            + " || one.ariaHidden === 'true')).map(one => one.outerHTML)"))
        .isEmpty();
  }

  @Test
  void listsManySeriesInPagesAndFiltersThem() {
    page.open("many_total");
    assertThat(rows()).isEqualTo(25);
    assertThat(page.part("many_total", ".place")).isEqualTo("1–25 of 3,000");

    browser.run("document.querySelectorAll('.family[open] .pages button')[1].click()");
    assertThat(page.part("many_total", ".place")).isEqualTo("26–50 of 3,000");

    browser.find(".family[open] .filter input").sendKeys("item-299");
    browser.await(
        "the eleven that match",
        "document.querySelector('.family[open] .place').textContent === '1–11 of 11'");

    browser.find(".family[open] .filter input").sendKeys(Keys.ESCAPE);
    browser.find(".family[open] .tools button").click();
    assertThat(page.part("many_total", ".place")).isEqualTo("1–25 of 3,000");
    assertThat(page.part("many_total", "tbody th")).contains("item=item-2999");
  }

  private static double rows() {
    return browser.number("document.querySelectorAll('.family[open] tbody tr').length");
  }

  @Test
  void oneSeriesOfAHistogramCanBeDrawnAlone() {
    String family = "moving_parts_seconds";
    page.open(family);
    awaitBucketsInUse(2);

    browser.find(".family[open] .choose").click();
    awaitBucketsInUse(1);

    browser.find(".family[open] .choose").click();
    awaitBucketsInUse(2);
  }

  private static void awaitBucketsInUse(int buckets) {
    browser.await(
        buckets + " buckets in use",
        "document.querySelector('.family[open] .legend').textContent.endsWith(arguments[0])",
        " " + buckets + " in use");
  }

  @Test
  void hostileTextsStayTexts() {
    page.open("hostile");

    assertThat(page.part("hostile", ".help")).endsWith(ShownPage.HOSTILE);
    assertThat(page.part("hostile", ".label-value")).isEqualTo(ShownPage.HOSTILE);
    assertThat(browser.text("window.harmed")).isEqualTo("null");
    assertThat(browser.number("document.querySelectorAll('img, main script, i').length"))
        .isZero();
  }

  @Test
  void followsTheSystemsColoursUntilTheReaderChooses() {
    browser.prefer("prefers-color-scheme", "dark");
    assertThat(brightness()).isLessThan(60);
    assertThat(contrast()).isGreaterThan(4.5);
    page.open("moving_native_seconds");
    browser.screenshot("page-dark");

    browser.prefer("prefers-color-scheme", "light");
    assertThat(brightness()).isGreaterThan(200);
    assertThat(contrast()).isGreaterThan(4.5);

    browser.find("#theme").click();
    browser.find("#theme").click();
    assertThat(browser.find("#theme").getText()).isEqualTo("Theme: dark");
    assertThat(brightness()).isLessThan(60);
    browser.find("#theme").click();
    assertThat(browser.find("#theme").getText()).isEqualTo("Theme: system");
    assertThat(brightness()).isGreaterThan(200);
  }

  private static double brightness() {
    return browser.number("getComputedStyle(document.body).backgroundColor.match(/[0-9]+/)[0]");
  }

  /** The least contrast that a colour of text has with a ground it may stand on (WCAG 2, 1.4.3). */
  private static double contrast() {
    return browser.number("""
        (() => {
          const luminance = name => {
            const probe = document.body.appendChild(document.createElement('span'));
            probe.style.color = `var(--${name})`;
            const channels = getComputedStyle(probe).color.match(/[0-9.]+/g).slice(0, 3).map(one => {
              const share = one / 255;
              return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
            });
            probe.remove();
            return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2];
          };
          return Math.min(...['text', 'quiet', 'accent', 'failed'].flatMap(text =>
            ['ground', 'sheet'].map(ground => {
              const [dark, light] = [luminance(text), luminance(ground)].sort((a, b) => a - b);
              return (light + 0.05) / (dark + 0.05);
            })));
        })()""");
  }

  @Test
  void tellsOfAFailureAndGoesOnAfterwards() {
    page.breakScrapes(true);
    try {
      browser.await(
          "the failure",
          "/^Status 500: .*broken on purpose/.test(document.querySelector('#state').textContent)");
    } finally {
      page.breakScrapes(false);
    }
    browser.await("recovery", "document.querySelector('#state').textContent === 'Live'");
    browser.complaints(); // that the status was 500 is what the next test need not hear of
  }

  @Test
  void tellsThatTheProgramIsGone() {
    browser.run("window.working = window.fetch; window.fetch = () => Promise.reject(new Error())");
    try {
      browser.await(
          "the failure",
          "/^The program does not answer. Next try in [0-9]+ s.$/"
              + ".test(document.querySelector('#state').textContent)");
    } finally {
      browser.run("window.fetch = window.working");
    }
    browser.await("recovery", "document.querySelector('#state').textContent === 'Live'");
  }

  @Test
  void pausesWhenAsked() {
    browser.find("#pause").click();
    assertThat(browser.find("#state").getText()).isEqualTo("Paused");

    browser.find("#pause").click();
    browser.await("it to go on", "document.querySelector('#state').textContent === 'Live'");
  }

  @Test
  void staysPausedWhenTheAnswerUnderWayFails() {
    browser.run("window.working = window.fetch;"
        + " window.fetch = () => new Promise((answer, fail) => window.fail = fail)");
    try {
      browser.await("a request", "window.fail");
      browser.find("#pause").click();
      browser.run("window.fail(new Error())");
      assertThat(browser.find("#state").getText()).isEqualTo("Paused");
    } finally {
      browser.run("window.fetch = window.working");
    }

    browser.find("#pause").click();
    browser.await("it to go on", "document.querySelector('#state').textContent === 'Live'");
  }

  @Test
  void showsTheTextThatScrapersGet() {
    browser.find("#text").click();
    browser.await(
        "the text",
        "document.querySelector('#plain pre').textContent.includes('\\nwhole_total 42\\n')");

    browser.press(Keys.ESCAPE);
    assertThat(browser.text("document.querySelector('dialog').open")).isEqualTo("false");
    assertThat(browser.text("document.activeElement.id")).isEqualTo("text");
  }

  @Test
  void asksNoOtherHostAndBreaksNoRuleOfItsPolicy() {
    page.open("moving_native_seconds");

    List<String> asked = browser.texts("performance.getEntriesByType('resource')"
        + ".map(one => one.name).filter(name => !name.startsWith(location.origin))");

    assertThat(asked).isEmpty();
    assertThat(browser.complaints())
        .filteredOn(complaint -> !complaint.contains("status of 500"))
        .filteredOn(complaint -> !complaint.contains("getImageData")) // a test asks for pictures
        .isEmpty();
  }

  @Test
  void nothingIsAnimated() {
    assertThat(browser.number("document.getAnimations().length")).isZero();
  }
}
