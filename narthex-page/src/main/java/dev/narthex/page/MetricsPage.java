package dev.narthex.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.narthex.scrape.ScrapePage;
import java.util.Map;

/**
 * A page that shows metrics to people: every family with its type, help and unit, live values, and
 * charts that move.
 *
 * <pre>{@code
 * ScrapeEndpoint endpoint = ScrapeEndpoint.builder(registry).page(MetricsPage.page()).build();
 * }</pre>
 *
 * <p>A browser that opens the endpoint's address gets the page, anything else gets its metrics as ever.
 * The page scrapes its own address every two seconds while somebody looks at it, and asks no other
 * host. It needs no settings and keeps nothing on the server but itself, put together when the first
 * browser asks for it.
 *
 * <p>Thread-safe.
 *
 * @since 0.1
 */
public final class MetricsPage implements ScrapePage {

  private static final MetricsPage PAGE = new MetricsPage();

  private MetricsPage() {}

  /**
   * The page.
   *
   * @return the same for everyone
   */
  public static ScrapePage page() {
    return PAGE;
  }

  @Override
  public Map<String, String> headers() {
    return Assembled.HEADERS;
  }

  @Override
  public byte[] html(boolean gzip) {
    return gzip ? Assembled.GZIPPED : Assembled.PLAIN;
  }

  /** Initialised by the first browser, so a program that none ever asks pays nothing. */
  private static final class Assembled {
    private static final String HTML = Assembly.html();

    static final byte[] PLAIN = HTML.getBytes(UTF_8);
    static final byte[] GZIPPED = Assembly.gzip(PLAIN);
    static final Map<String, String> HEADERS = Map.of(
        "Content-Type", "text/html; charset=utf-8",
        "Content-Security-Policy", Assembly.contentSecurityPolicy(HTML),
        "X-Content-Type-Options", "nosniff",
        "Referrer-Policy", "no-referrer",
        // The same address has other answers, and the next release has another page.
        "Cache-Control", "no-cache");
  }
}
