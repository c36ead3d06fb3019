/** HTTP with what the JDK has: the scrape endpoint, and metrics of servers and clients. */
module dev.narthex.http {
  requires static org.jspecify; // annotations only, absent at run time
  requires transitive dev.narthex;
  requires transitive dev.narthex.red;
  requires transitive java.net.http;
  requires dev.narthex.page;
  requires transitive jdk.httpserver;

  exports dev.narthex.http;
}
