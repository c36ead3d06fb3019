/** Metrics of the JVM and of its process. */
module dev.narthex.jvm {
  requires static org.jspecify; // annotations only, absent at run time
  requires transitive dev.narthex;
  requires java.management;
  requires jdk.management;
  requires static jdk.jfr; // for JfrMetrics alone, which says so where it is absent

  exports dev.narthex.jvm;
  exports dev.narthex.jvm.build;
  exports dev.narthex.jvm.jmx;
}
