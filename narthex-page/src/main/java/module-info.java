/** A page that shows metrics to people, for the scrape endpoint to answer to browsers. */
module dev.narthex.page {
  requires static org.jspecify; // annotations only, absent at run time
  requires transitive dev.narthex;

  exports dev.narthex.page;
}
