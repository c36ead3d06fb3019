package dev.narthex.examples.shop;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the demo was asked for on its command line.
 *
 * @param port where the shop listens; 0 for any free port
 * @param time after which the demo ends by itself; without it, it runs until it is stopped
 * @param prometheus the program to start as Prometheus, if one is wanted
 * @param help whether only the usage is wanted
 */
record DemoOptions(int port, Optional<Duration> time, Optional<String> prometheus, boolean help) {

  static final String USAGE = """
      Usage: tools/demo [--port N] [--for TIME] [--prometheus[=PATH]]

      Runs a small shop that is measured by Narthex, with customers who come by themselves.

        --port N             port of the shop and its metrics, 0 for any free one (default 8080)
        --for TIME           end after this time, such as 30s, 2m or 1h (default: run until Ctrl-C)
        --prometheus[=PATH]  also start a Prometheus that scrapes the shop and shows graphs
        --help               show this
      """;

  private static final int DEFAULT_PORT = 8080;
  private static final int MAX_PORT = 65_535;
  private static final Pattern TIME = Pattern.compile("([1-9][0-9]{0,5})([smh])");

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException if it cannot be understood; the message says why
   */
  static DemoOptions parse(List<String> arguments) {
    int port = DEFAULT_PORT;
    Optional<Duration> time = Optional.empty();
    Optional<String> prometheus = Optional.empty();
    boolean help = false;
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      String argument = rest.next();
      int equals = argument.indexOf('=');
      String option = equals < 0 ? argument : argument.substring(0, equals);
      Optional<String> value =
          equals < 0 ? Optional.empty() : Optional.of(argument.substring(equals + 1));
      switch (option) {
        case "--port" -> port = port(valueOf(option, value, rest));
        case "--for" -> time = Optional.of(time(valueOf(option, value, rest)));
        case "--prometheus" -> prometheus = Optional.of(value.orElse("prometheus"));
        case "--help", "-h" -> {
          if (value.isPresent()) {
            throw new IllegalArgumentException(option + " takes no value.");
          }
          help = true;
        }
        default -> throw new IllegalArgumentException("Unknown option: " + argument);
      }
    }
    return new DemoOptions(port, time, prometheus, help);
  }

  /** The value in {@code --option=value}, or the argument after {@code --option}. */
  private static String valueOf(String option, Optional<String> value, Iterator<String> rest) {
    if (value.isPresent()) {
      return value.get();
    }
    if (!rest.hasNext()) {
      throw new IllegalArgumentException(option + " needs a value.");
    }
    return rest.next();
  }

  private static int port(String text) {
    int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : MAX_PORT + 1;
    if (port > MAX_PORT) {
      throw new IllegalArgumentException(
          "--port is \"" + text + "\" but must be a number from 0 to " + MAX_PORT + ".");
    }
    return port;
  }

  private static Duration time(String text) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "--for is \"" + text + "\" but must be a time such as 30s, 2m or 1h.");
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }
}
