package dev.narthex.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

/**
 * How a run of the command line ended, and what it wrote.
 *
 * @param exitCode the exit code
 * @param out what it wrote to the standard output
 * @param err what it wrote to the standard error
 */
record Run(int exitCode, String out, String err) {

  static Run of(String... args) {
    return of(new byte[0], false, args);
  }

  static Run reading(String in, String... args) {
    return of(in.getBytes(UTF_8), false, args);
  }

  static Run reading(byte[] in, String... args) {
    return of(in, false, args);
  }

  static Run coloured(String in, String... args) {
    return of(in.getBytes(UTF_8), true, args);
  }

  private static Run of(byte[] in, boolean colours, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode = Narthex.run(
        new Console(
            new ByteArrayInputStream(in),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            colours),
        args);
    return new Run(exitCode, unix(out), unix(err));
  }

  private static String unix(ByteArrayOutputStream bytes) {
    return bytes.toString(UTF_8).replace("\r\n", "\n");
  }
}
