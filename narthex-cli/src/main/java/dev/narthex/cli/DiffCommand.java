package dev.narthex.cli;

import dev.narthex.testing.Difference;
import dev.narthex.testing.Exposition;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code narthex diff}: tells in which samples two expositions differ. */
@Command(
    name = "diff",
    description = {
      "Tells in which samples two expositions differ.",
      "The order of families, series and labels, the spelling of numbers and created times do not"
          + " matter. What only one of two formats can say is left aside.",
    },
    mixinStandardHelpOptions = true,
    versionProvider = Narthex.Version.class,
    footer = {
      "",
      "Examples:",
      "  narthex diff before.txt after.txt",
      "  narthex diff expected.txt http://localhost:8080/metrics",
      "  narthex diff --family http_requests_total,queue_length before.txt after.txt",
      "  narthex diff --format protobuf http://old:8080/metrics http://new:8080/metrics",
      "  curl -s http://localhost:8080/metrics | narthex diff --output json before.txt -",
      "",
      "Exit codes: 0 no difference, 1 a difference, 2 wrong usage or unreadable.",
    })
final class DiffCommand implements Callable<Integer> {

  private final Console console;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it, and the parameters
  private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "A",
      description = "A URL, a file, or - for the standard input.")
  @SuppressWarnings("NullAway.Init")
  private String first;

  @Parameters(
      index = "1",
      paramLabel = "B",
      description = "What to hold against it: a URL, a file, or -.")
  @SuppressWarnings("NullAway.Init")
  private String second;

  @Option(
      names = "--family",
      paramLabel = "NAME",
      split = ",",
      description =
          "Compare only families of this name, which one of the two has. May be given more than"
              + " once.")
  private List<String> families = new ArrayList<>();

  @Mixin
  private FormatOptions formats = new FormatOptions();

  DiffCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (first.equals("-") && second.equals("-")) {
      throw new ParameterException(
          spec.commandLine(), "Both A and B are -, but there is only one standard input.");
    }
    Input a = new Input(first, formats.input());
    Input b = new Input(second, formats.input());
    Difference difference = difference(a.exposition(console), b.exposition(console));
    switch (formats.output()) {
      case PLAIN -> writePlain(a, b, difference);
      case JSON -> console.out().println(json(a, b, difference));
    }
    return difference.isEmpty() ? ExitCode.CLEAN : ExitCode.FOUND;
  }

  private Difference difference(Exposition a, Exposition b) {
    if (families.isEmpty()) {
      return a.differenceFrom(b);
    }
    for (String name : families) {
      if (a.familyCount(name) + b.familyCount(name) == 0) {
        throw new Failure("neither A nor B has samples of the family \"" + name
            + "\". Name families as they are exposed, a counter with _total.");
      }
    }
    String[] names = families.toArray(new String[0]);
    return a.only(names).differenceFrom(b.only(names));
  }

  private void writePlain(Input a, Input b, Difference difference) {
    if (difference.isEmpty()) {
      console.out().println("No difference.");
    } else {
      console.out().print(difference.unified(a.name(), b.name(), console.colours()));
    }
  }

  private static String json(Input a, Input b, Difference difference) {
    JsonWriter json = new JsonWriter().beginObject();
    json.name("equal").value(difference.isEmpty());
    json.name("onlyInA").value(difference.surplus());
    json.name("onlyInB").value(difference.missing());
    json.name("different").value(difference.different());
    json.name("lines").beginArray();
    difference
        .unified(a.name(), b.name(), false)
        .lines()
        .skip(2) // the names of the two sides
        .filter(line -> line.startsWith("-") || line.startsWith("+"))
        .forEach(json::value);
    return json.endArray().endObject().toString();
  }
}
