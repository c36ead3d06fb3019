/** The scrape endpoint on the JDK's own HTTP server. */
module dev.narthex.http {
  requires static org.jspecify; // annotations only, absent at run time
  requires transitive dev.narthex;
  requires transitive jdk.httpserver;

  exports dev.narthex.http;
}
