package dev.narthex.testing;

import java.io.Console;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** Colours the lines of a difference, or not. */
enum Paint {
  NONE,
  ANSI;

  private static final String RED = "\u001b[31m";
  private static final String GREEN = "\u001b[32m";
  private static final String FAINT = "\u001b[2m";
  private static final String RESET = "\u001b[0m";

  /**
   * Whether this program writes to a terminal that can show colours, and its user has not said
   * otherwise (https://no-color.org).
   */
  static boolean isWanted() {
    String terminal = System.getenv("TERM");
    return System.getenv("NO_COLOR") == null
        && terminal != null
        && !terminal.equals("dumb")
        && isTerminal(System.console());
  }

  /** From JDK 22 on there is a console without a terminal too, and a method that tells. */
  private static boolean isTerminal(@Nullable Console console) {
    if (console == null) {
      return false;
    }
    try {
      return (boolean) MethodHandles.publicLookup()
          .findVirtual(Console.class, "isTerminal", MethodType.methodType(boolean.class))
          .invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (Throwable e) {
      return false; // it is only about colours
    }
  }

  /** Adds a line in the colour of its sign. */
  void line(StringBuilder text, char sign, String line) {
    String colour = this == NONE ? "" : colour(sign);
    text.append(colour).append(line).append(colour.isEmpty() ? "" : RESET).append('\n');
  }

  private static String colour(char sign) {
    return switch (sign) {
      case '-' -> RED;
      case '+' -> GREEN;
      case '…' -> FAINT;
      default -> "";
    };
  }
}
