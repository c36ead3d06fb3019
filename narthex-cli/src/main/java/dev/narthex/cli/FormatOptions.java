package dev.narthex.cli;

import picocli.CommandLine.Option;

/** The options of every command that reads expositions. */
final class FormatOptions {

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "auto",
      description = "How to read: text, openmetrics, protobuf or auto (default: auto).")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private InputFormat input;

  @Option(
      names = "--output",
      paramLabel = "OUTPUT",
      defaultValue = "plain",
      description = "How to write: plain or json (default: plain).")
  @SuppressWarnings("NullAway.Init")
  private OutputFormat output;

  InputFormat input() {
    return input;
  }

  OutputFormat output() {
    return output;
  }
}
