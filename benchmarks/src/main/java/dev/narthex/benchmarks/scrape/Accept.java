package dev.narthex.benchmarks.scrape;

/** The header that says which format is wanted, which all libraries understand. */
final class Accept {

  static final String TEXT = "text/plain;version=0.0.4";
  static final String OPEN_METRICS = "application/openmetrics-text;version=1.0.0";
  static final String PROTOBUF =
      "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited";

  private Accept() {}
}
