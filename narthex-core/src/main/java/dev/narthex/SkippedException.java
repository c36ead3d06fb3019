package dev.narthex;

import org.jspecify.annotations.Nullable;

/** A collector was not asked, or not waited for, in this scrape; others were not delayed by it. */
final class SkippedException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * @param collector the class of the collector
   * @param reason a sentence without its subject: why it was skipped, and what to do
   */
  SkippedException(String collector, String reason, @Nullable Throwable cause) {
    super(collector + " " + reason, cause);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
