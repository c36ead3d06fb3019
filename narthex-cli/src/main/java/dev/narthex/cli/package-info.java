/**
 * The command line {@code narthex}. {@link dev.narthex.cli.Narthex} is where it begins; each
 * subcommand is a class that reads its {@link dev.narthex.cli.Input}s and writes to a {@link
 * dev.narthex.cli.Console}.
 *
 * <h2>Exit codes</h2>
 *
 * <p>0: all is well. 1: there are problems or a difference. 2: the command line was wrong or
 * something could not be read, so that nothing is known.
 */
@NullMarked
package dev.narthex.cli;

import org.jspecify.annotations.NullMarked;
