/** Rate, errors and duration of HTTP requests, whatever serves or sends them. */
module dev.narthex.red {
  requires static org.jspecify; // annotations only, absent at run time
  requires transitive dev.narthex;

  exports dev.narthex.red;
}
