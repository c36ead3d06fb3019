package dev.narthex;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something could not be gathered. Thrown when all the rest has been written, so the sink holds
 * every sample that was good.
 *
 * @since 0.1
 */
public final class GatherException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** How many failures of one scrape are told one by one; more are only counted. */
  public static final int MAX_FAILURES = 100;

  private final transient List<Failure> failures;

  GatherException(List<Failure> failures, int untold) {
    super(message(failures, untold), failures.get(0).cause());
    this.failures = List.copyOf(failures);
  }

  private static String message(List<Failure> failures, int untold) {
    StringBuilder text = new StringBuilder();
    int count = failures.size() + untold;
    text.append(count).append(count == 1 ? " failure" : " failures").append(" while gathering:");
    for (Failure failure : failures) {
      text.append("\n* ").append(failure);
    }
    if (untold > 0) {
      text.append("\n* and ").append(untold).append(" more");
    }
    return text.toString();
  }

  /**
   * What went wrong, in the order in which it was found.
   *
   * @return at least one failure, at most {@link #MAX_FAILURES}
   */
  public List<Failure> failures() {
    return failures;
  }

  /**
   * One thing that could not be gathered.
   *
   * @param collector the collector it came from, by its class
   * @param reason what was wrong and how to mend it
   * @param cause what the collector threw, or null if it wrote something wrong
   */
  public record Failure(
      String collector, String reason, @Nullable Throwable cause) {

    /** Collector and reason on one line. */
    @Override
    public String toString() {
      return collector + ": " + reason;
    }
  }
}
