package dev.narthex.testing.lint;

import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/**
 * What label values look like of which there may be no end.
 *
 * <p>Each pattern looks at a character a bounded number of times, whatever the value is.
 *
 * @param plural how messages call such values
 * @param fits whether the value of a label looks so, given the label and the value
 */
record ValueShape(String plural, BiPredicate<String, String> fits) {

  /** A text that is longer was hardly chosen to name something. */
  private static final int MAX_CHARS = 200;

  private static final Pattern PATH_BEGIN = Pattern.compile("(?:[a-z][a-z+]{1,9}://[^/]*)?/.*");

  /** A number, but none that may be the status of an HTTP answer; or an id with letters. */
  private static final Pattern ID_SEGMENT =
      Pattern.compile("(?![45]\\d\\d$)\\d{2,}|(?i)(?=[a-f]*\\d)[0-9a-f]{12,}");

  private static final Pattern IPV4 = Pattern.compile("(?:\\d{1,3}\\.){3}\\d{1,3}(?::\\d{1,5})?");

  private static final Pattern IPV6_PORT = Pattern.compile("\\[[0-9a-fA-F:.]{3,45}](?::\\d{1,5})?");

  private static final String UUID =
      "(?i)(?<![0-9a-f])[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?![0-9a-f])";

  private static final String EMAIL_ADDRESS = "[^\\s@/]{1,64}+@[^\\s@/]{1,190}\\.[A-Za-z]{2,20}";

  private static final String DATE_AND_TIME = "(?<!\\d)\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d";

  /** Seconds since 2001 until 2033, also with milliseconds, microseconds or nanoseconds. */
  private static final String EPOCH_TIME = "1\\d{9}(?:\\d{3}){0,3}(?:\\.\\d{1,9})?";

  private static final String HASH = "(?i)(?=\\w{0,64}?[a-f])(?=\\w{0,64}?\\d)[0-9a-f]{16,128}";

  /** The first that fits counts. */
  private static final List<ValueShape> ALL = List.of(
      new ValueShape("long texts", (label, value) -> value.length() > MAX_CHARS),
      new ValueShape("UUIDs", finds(UUID)),
      new ValueShape("e-mail addresses", matches(EMAIL_ADDRESS)),
      new ValueShape("points in time", finds(DATE_AND_TIME)),
      new ValueShape("points in time", matches(EPOCH_TIME)),
      new ValueShape("paths with ids or parameters", (label, value) -> isPathWithIds(value)),
      new ValueShape("network addresses", ValueShape::isAddress),
      new ValueShape("hashes or ids", matches(HASH)),
      new ValueShape("ids", matches("\\d{6,}")));

  /** What the value of a label looks like, if there may be no end of such. */
  static Optional<ValueShape> unbounded(String label, String value) {
    return ALL.stream().filter(shape -> shape.fits.test(label, value)).findFirst();
  }

  private static boolean isPathWithIds(String value) {
    if (!PATH_BEGIN.matcher(value).matches()) {
      return false;
    }
    int query = value.indexOf('?');
    if (query >= 0 && value.indexOf('=', query) > 0) {
      return true;
    }
    for (String segment : value.split("/", -1)) {
      if (ID_SEGMENT.matcher(segment).matches()) {
        return true;
      }
    }
    return false;
  }

  /** An address of another host; those of this host are few. A version may look like one. */
  private static boolean isAddress(String label, String value) {
    if (label.contains("version")) {
      return false;
    }
    if (IPV6_PORT.matcher(value).matches()) {
      return !value.startsWith("[::1]") && !value.startsWith("[::]");
    }
    return IPV4.matcher(value).matches()
        && !value.startsWith("127.")
        && !value.startsWith("0.0.0.0");
  }

  private static BiPredicate<String, String> finds(String pattern) {
    Pattern compiled = Pattern.compile(pattern);
    return (label, value) -> compiled.matcher(value).find();
  }

  private static BiPredicate<String, String> matches(String pattern) {
    Pattern compiled = Pattern.compile(pattern);
    return (label, value) -> compiled.matcher(value).matches();
  }
}
