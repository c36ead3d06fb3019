/** Reads, compares, asserts and lints what a program exposes. */
module dev.narthex.testing {
  requires static org.jspecify; // annotations only, absent at run time
  requires static org.junit.jupiter.api; // for the package junit alone
  requires transitive dev.narthex;
  requires java.net.http; // to scrape a running program

  exports dev.narthex.testing;
  exports dev.narthex.testing.junit;
  exports dev.narthex.testing.lint;
  exports dev.narthex.testing.reader;
}
