package dev.narthex.it;

import dev.narthex.Counter;
import dev.narthex.Family;
import dev.narthex.Gatherer;
import dev.narthex.Gauge;
import dev.narthex.Histogram;
import dev.narthex.Registry;
import dev.narthex.http.MetricsServer;
import dev.narthex.model.NativeBuckets;
import dev.narthex.page.MetricsPage;
import dev.narthex.scrape.ErrorPolicy;
import dev.narthex.scrape.ScrapeEndpoint;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The page for people in a browser, with everything that can be exposed, and some that moves. What moves,
 * moves with each scrape, so that nothing depends on time.
 */
final class ShownPage implements AutoCloseable {

  /** Runs a script if any part of it is ever taken for HTML. */
  static final String HOSTILE =
      "\"><img src=x onerror=window.harmed=1>" + "<script>window.harmed=1</script></span>&lt;b&gt;";

  static final int SERIES_OF_MANY = 3_000;

  static final int WIDTH = 1400;
  static final int HEIGHT = 900;

  /** It warns that it has no classes for this version's own protocol, which nobody uses here. */
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  private static final Logger ENDPOINT = Logger.getLogger(ScrapeEndpoint.class.getName());

  final Registry registry = Everything.registry();
  final Browser browser;

  private final MetricsServer server;
  private volatile boolean broken;

  ShownPage() {
    SELENIUM.setLevel(Level.SEVERE);
    addWhatMoves();
    addWhatIsHostile();
    addWhatIsLong();
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(breakable())
        .page(MetricsPage.page())
        .errorPolicy(ErrorPolicy.FAIL)
        .build();
    browser = Browser.start();
    server = MetricsServer.builder().host("127.0.0.1").endpoint(endpoint).start();
    browser.resize(WIDTH, HEIGHT);
    browser.open(server.url());
    browser.await("the first families", "document.querySelector('.family')");
  }

  private void addWhatMoves() {
    AtomicLong scrapes = new AtomicLong();
    Counter.builder("moving_total")
        .help("Grows with each scrape.")
        .callback(() -> scrapes.get() * 100)
        .register(registry);
    Histogram classic = Histogram.builder("moving_classic_seconds")
        .help("Observed at each scrape.")
        .unit("seconds")
        .register(registry);
    Histogram exponential = Histogram.builder("moving_native_seconds")
        .help("Observed at each scrape.")
        .unit("seconds")
        .nativeBuckets(NativeBuckets.growingBy(1.5))
        .register(registry);
    Histogram constant = Histogram.builder("constant_native_seconds")
        .help("Observes the same at each scrape.")
        .unit("seconds")
        .nativeBuckets(NativeBuckets.growingBy(1.5))
        .register(registry);
    Family<Histogram> parts = Histogram.builder("moving_parts_seconds")
        .help("Each series fills one bucket at each scrape.")
        .unit("seconds")
        .nativeBuckets(NativeBuckets.growingBy(1.5))
        .labelNames("part")
        .register(registry);
    Gauge.builder("scrapes")
        .help("The number of scrapes.")
        .callback(() -> {
          long scrape = scrapes.incrementAndGet();
          constant.observe(0.3);
          parts.with("fast").observe(0.01);
          parts.with("slow").observe(10);
          for (int i = 1; i <= 20; i++) {
            classic.observe(0.01 * i);
            exponential.observe(0.01 * i * (1 + scrape % 3));
          }
          return scrape;
        })
        .register(registry);
  }

  private void addWhatIsHostile() {
    Gauge.builder("hostile")
        .help("A help text that is <i>not</i> HTML: " + HOSTILE)
        .labelNames("value")
        .register(registry)
        .with(HOSTILE)
        .set(1);
  }

  private void addWhatIsLong() {
    Family<Counter> many = Counter.builder("many_total")
        .help("More series than fit on a page.")
        .labelNames("item")
        .register(registry);
    for (int i = 0; i < SERIES_OF_MANY; i++) {
      many.with("item-" + i).add(i);
    }
  }

  private Gatherer breakable() {
    return sink -> {
      if (broken) {
        throw new IllegalStateException("broken on purpose");
      }
      registry.gather(sink);
    };
  }

  /** Makes scrapes fail, or succeed again. */
  void breakScrapes(boolean broken) {
    ENDPOINT.setLevel(
        broken ? Level.OFF : Level.INFO); // it would tell the log of what is on purpose
    this.broken = broken;
  }

  /** Opens the page anew, with a query. */
  void reload(String query) {
    browser.open(URI.create(server.url() + query));
    browser.await("the first families", "document.querySelector('.family')");
  }

  /** The names of the families that are listed. */
  List<String> names() {
    return browser.texts(
        "[...document.querySelectorAll('.family h2')].map(name => name.textContent)");
  }

  /** The text of the part of a family that a selector finds first. */
  String part(String family, String selector) {
    return browser.text(
        "[...document.querySelectorAll('.family')]"
            + ".find(one => one.querySelector('h2').textContent === arguments[0])"
            + ".querySelector(arguments[1]).textContent",
        family,
        selector);
  }

  /** Opens a family as if by a click, and waits for its series. */
  void open(String family) {
    browser.run(
        "const family = [...document.querySelectorAll('.family')]"
            + ".find(one => one.querySelector('h2').textContent === arguments[0]);"
            + "family.open = true; family.scrollIntoView({block: 'center'})",
        family);
    browser.await(
        "the series of " + family,
        "[...document.querySelectorAll('.family[open]')]"
            + ".find(one => one.querySelector('h2').textContent === arguments[0])"
            + ".querySelector('tbody tr')",
        family);
  }

  void closeAll() {
    browser.run(
        "document.querySelectorAll('.family').forEach(family => family.open = false); scrollTo(0, 0)");
  }

  @Override
  public void close() {
    browser.close();
    server.close();
  }
}
