package dev.narthex.cli;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * Where the program reads and writes.
 *
 * @param in what {@code -} stands for
 * @param out takes what was asked for
 * @param err takes what went wrong
 * @param colours whether to write in colours
 */
record Console(InputStream in, PrintStream out, PrintStream err, boolean colours) {}
