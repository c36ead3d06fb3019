package dev.narthex.cli;

/** How a command writes what it found. */
enum OutputFormat {
  /** Lines to be read by people. */
  PLAIN,
  /** One JSON object, to be read by programs. */
  JSON
}
