package dev.narthex.cli;

import dev.narthex.testing.lint.Lint;
import dev.narthex.testing.lint.LintProblem;
import dev.narthex.testing.lint.LintReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code narthex lint}: finds fault with names, units, help texts and labels. */
@Command(
    name = "lint",
    description = "Finds fault with names, units, help texts and labels of metrics.",
    mixinStandardHelpOptions = true,
    versionProvider = Narthex.Version.class)
final class LintCommand implements Callable<Integer> {

  private static final List<String> EXAMPLES = List.of(
      "",
      "Examples:",
      "  narthex lint http://localhost:8080/metrics",
      "  narthex lint --disable help-sentence,target-label metrics.txt",
      "  curl -s http://localhost:8080/metrics | narthex lint --promlint -",
      "  narthex lint --output json metrics.txt",
      "",
      "Exit codes: 0 no problems, 1 problems, 2 wrong usage or unreadable.",
      "");

  private static final String BOLD = "\u001b[1m";
  private static final String FAINT = "\u001b[2m";
  private static final String RESET = "\u001b[0m";

  private final Console console;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it, and what follows
  private CommandSpec spec;

  @Parameters(
      paramLabel = "URL|FILE|-",
      description =
          "What to lint: a URL, a file in any of the formats, or - for the standard" + " input.")
  @SuppressWarnings("NullAway.Init")
  private String source;

  @Option(
      names = "--disable",
      paramLabel = "CHECK",
      split = ",",
      description = "Switch a check off. May be given more than once.")
  private List<String> disabled = new ArrayList<>();

  @Option(
      names = "--only",
      paramLabel = "CHECK",
      split = ",",
      description = "Switch all other checks off. May be given more than once.")
  private List<String> only = new ArrayList<>();

  @Option(names = "--promlint", description = "Run only the checks of `promtool check metrics`.")
  private boolean promlint;

  @Option(
      names = "--max-series",
      paramLabel = "N",
      defaultValue = "" + Lint.DEFAULT_MAX_SERIES,
      description = "How many series a family may have (default: ${DEFAULT-VALUE}).")
  private int maxSeries;

  @CommandLine.Mixin
  private FormatOptions formats = new FormatOptions();

  private LintCommand(Console console) {
    this.console = console;
  }

  /** The command, with a help text that lists the checks. */
  static CommandLine create(Console console) {
    CommandLine command = new CommandLine(new LintCommand(console));
    List<String> footer = new ArrayList<>(EXAMPLES);
    footer.add("Checks, those of promtool first:");
    for (Map.Entry<String, String> check : Lint.all().checks().entrySet()) {
      footer.add(
          "  " + check.getKey() + " ".repeat(20 - check.getKey().length()) + check.getValue());
    }
    command.getCommandSpec().usageMessage().footer(footer.toArray(new String[0]));
    return command;
  }

  @Override
  public Integer call() {
    Lint lint = lint();
    LintReport report =
        lint.check(new Input(source, formats.input()).exposition(console).families());
    switch (formats.output()) {
      case PLAIN -> writePlain(report);
      case JSON -> console.out().println(json(report));
    }
    return report.isClean() ? ExitCode.CLEAN : ExitCode.FOUND;
  }

  private Lint lint() {
    try {
      Lint lint = (promlint ? Lint.promlint() : Lint.all()).maxSeries(maxSeries);
      if (!only.isEmpty()) {
        lint = lint.only(only.toArray(new String[0]));
      }
      return lint.without(disabled.toArray(new String[0]));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private void writePlain(LintReport report) {
    for (LintProblem problem : report.problems()) {
      console
          .out()
          .println(styled(BOLD, problem.metric()) + " " + problem.text() + " "
              + styled(FAINT, "[" + problem.check() + "]"));
    }
    console.out().println(report.summary());
  }

  private String styled(String style, String text) {
    return console.colours() ? style + text + RESET : text;
  }

  private static String json(LintReport report) {
    JsonWriter json = new JsonWriter().beginObject();
    json.name("families").value(report.families());
    json.name("problems").beginArray();
    for (LintProblem problem : report.problems()) {
      json.beginObject();
      json.name("metric").value(problem.metric());
      json.name("check").value(problem.check());
      json.name("text").value(problem.text());
      json.endObject();
    }
    return json.endArray().endObject().toString();
  }
}
