package dev.narthex.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Puts the page together: {@code page.html} with the style sheets and scripts it names in their places,
 * so that one answer brings it all. Its sources are resources beside this class; {@code page.html} alone
 * says which there are, and in which order.
 */
final class Assembly {

  private static final Pattern STYLE_SHEET =
      Pattern.compile("<link rel=\"stylesheet\" href=\"([a-z-]+\\.css)\">");
  private static final Pattern SCRIPT = Pattern.compile("<script src=\"([a-z-]+\\.js)\"></script>");

  /** Two elements in a row are as good as one, which has one hash. */
  private static final Pattern BETWEEN = Pattern.compile("</(style|script)>\n<\\1>\n");

  private Assembly() {}

  /** The whole page. */
  static String html() {
    String styled = replaced(source("page.html"), STYLE_SHEET, "style");
    String scripted = replaced(styled, SCRIPT, "script");
    return BETWEEN.matcher(scripted).replaceAll("");
  }

  /**
   * What the browser may do for the page: run its script and use its style, known by their hashes, and
   * ask the host it came from. Anything else, such as a script that somebody smuggles into a label, does
   * not run.
   */
  static String contentSecurityPolicy(String html) {
    return "default-src 'none'; script-src " + hash(html, "script") + "; style-src "
        + hash(html, "style") + "; img-src data:; connect-src 'self'; base-uri 'none';"
        + " form-action 'none'; frame-ancestors 'none'";
  }

  /** The page is compressed once and sent many times, so it is worth the hardest try. */
  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream(bytes.length / 3);
    try (GZIPOutputStream out = new BestGzip(compressed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("An array refused bytes.", e);
    }
    return compressed.toByteArray();
  }

  private static String replaced(String html, Pattern reference, String element) {
    return reference
        .matcher(html)
        .replaceAll(found -> Matcher.quoteReplacement(
            "<" + element + ">\n" + source(found.group(1)) + "</" + element + ">"));
  }

  private static String source(String name) {
    try (InputStream in = Assembly.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException(name + " is missing beside " + Assembly.class.getName()
            + ". If jars are repacked, keep their resources.");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("The page for people cannot be read.", e);
    }
  }

  /** The hash of what stands within the only element of that kind, as the policy names it. */
  private static String hash(String html, String element) {
    String begin = "<" + element + ">";
    int from = html.indexOf(begin) + begin.length();
    String content = html.substring(from, html.indexOf("</" + element + ">", from));
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.getBytes(UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }

  private static final class BestGzip extends GZIPOutputStream {
    BestGzip(ByteArrayOutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
