/**
 * Prometheus metrics: metric types, registry, exposition formats and the scrape endpoint.
 *
 * <p>Needs {@code java.base} and nothing else at run time.
 */
module dev.narthex {
  requires static org.jspecify; // annotations only, absent at run time

  exports dev.narthex;
  exports dev.narthex.exposition;
  exports dev.narthex.model;
  exports dev.narthex.scrape;
}
