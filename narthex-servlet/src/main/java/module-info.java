/** The scrape endpoint as a Jakarta servlet, and a filter that counts requests. */
module dev.narthex.servlet {
  requires static org.jspecify; // annotations only, absent at run time
  requires transitive dev.narthex;
  requires transitive dev.narthex.red;
  requires dev.narthex.page;
  requires transitive jakarta.servlet;

  exports dev.narthex.servlet;
}
