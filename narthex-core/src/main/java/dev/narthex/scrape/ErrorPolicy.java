package dev.narthex.scrape;

/**
 * What a scrape answers when some collector failed. The failure is logged in any case.
 *
 * @since 0.1
 */
public enum ErrorPolicy {
  /**
   * Everything that could be gathered, with status 200; status 500 only if there was nothing at all.
   * So one broken collector does not blind the others.
   */
  SERVE_REST,

  /** Status 500 and the failures, so that Prometheus sees the target as down. */
  FAIL,

  /**
   * The failure is thrown to whoever called {@link ScrapeEndpoint#scrape}, for a server that has a way
   * of its own to deal with failures. A scrape that cannot be encoded throws too.
   */
  THROW
}
