package dev.narthex.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code narthex}, which does nothing but call its subcommands. */
@Command(
    name = "narthex",
    description = "Looks at metrics that programs expose to Prometheus.",
    mixinStandardHelpOptions = true,
    versionProvider = Narthex.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Try:",
      "  narthex lint http://localhost:8080/metrics",
      "  narthex diff before.txt http://localhost:8080/metrics",
      "  narthex lint --help",
      "",
      "Exit codes: 0 all is well, 1 problems or a difference, 2 wrong usage or unreadable.",
    })
public final class Narthex implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  private Narthex() {}

  /**
   * Runs a command and ends the program with its exit code.
   *
   * @param args the command line; {@code --help} tells
   */
  public static void main(String[] args) {
    int exitCode = run(new Console(System.in, System.out, System.err, wantsColours()), args);
    System.exit(exitCode);
  }

  /** picocli knows terminals and NO_COLOR, but not a terminal that has no colours. */
  private static boolean wantsColours() {
    return Ansi.AUTO.enabled() && !"dumb".equals(System.getenv("TERM"));
  }

  /** Runs a command and returns its exit code. */
  static int run(Console console, String... args) {
    Ansi ansi = console.colours() ? Ansi.ON : Ansi.OFF;
    CommandLine command = new CommandLine(new Narthex())
        .addSubcommand(LintCommand.create(console))
        .addSubcommand(new DiffCommand(console))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExpandAtFiles(false) // or a file whose name begins so could not be given
        .setUsageHelpWidth(100)
        .setColorScheme(CommandLine.Help.defaultColorScheme(ansi))
        .setOut(new PrintWriter(console.out(), true, UTF_8))
        .setErr(new PrintWriter(console.err(), true, UTF_8))
        .setParameterExceptionHandler((wrong, arguments) -> {
          CommandLine asked = wrong.getCommandLine();
          console.err().println("narthex: " + wrong.getMessage());
          console.err().println("Try: " + asked.getCommandSpec().qualifiedName() + " --help");
          return ExitCode.UNKNOWN;
        })
        .setExecutionExceptionHandler((failure, failed, result) -> {
          console.err().println("narthex: " + Failure.messageOf(failure));
          return ExitCode.UNKNOWN;
        });
    try {
      int exitCode = command.execute(args);
      if (console.out().checkError()) { // which also flushes
        console.err().println("narthex: the output cannot be written.");
        return ExitCode.UNKNOWN;
      }
      return exitCode;
    } catch (OutOfMemoryError e) { // with an exit code that does not mean "problems were found"
      console
          .err()
          .println("narthex: there is not enough memory to read this. Give the JVM more:"
              + " JAVA_TOOL_OPTIONS=-Xmx4g");
      return ExitCode.UNKNOWN;
    }
  }

  /** Without a subcommand there is nothing to do. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command? Give lint or diff.");
  }

  /** Tells the version that the jar was built as. */
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      String version = Narthex.class.getPackage().getImplementationVersion();
      return new String[] {"narthex " + (version == null ? "(not run from its jar)" : version)};
    }
  }
}
