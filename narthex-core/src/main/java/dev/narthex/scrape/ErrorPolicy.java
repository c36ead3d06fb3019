package dev.narthex.scrape;

/**
 * What a scrape answers when some collector failed.
 *
 * @since 0.1
 */
public enum ErrorPolicy {
  /**
   * Everything that could be gathered, with status 200; status 500 only if there was nothing at all.
   * So one broken collector does not blind the others. The failure is logged.
   */
  SERVE_REST,

  /** Status 500 and the failures, so that Prometheus sees the target as down. */
  FAIL
}
