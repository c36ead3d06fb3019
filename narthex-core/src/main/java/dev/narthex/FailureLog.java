package dev.narthex;

import dev.narthex.GatherException.Failure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The failures of one pass, of which a bounded number is told one by one. For one thread. */
final class FailureLog {

  /** What an exception says of itself is told up to this many characters. */
  private static final int MAX_THROWN = 1000;

  private final List<Failure> failures = new ArrayList<>();
  private int untold;

  void add(Source source, String reason, @Nullable Throwable cause) {
    if (failures.size() < GatherException.MAX_FAILURES) {
      failures.add(new Failure(source.name(), reason, cause));
    } else {
      untold++;
    }
  }

  void addThrown(Source source, Throwable thrown) {
    String reason = thrown instanceof SkippedException skipped
        ? skipped.reason()
        : "collect() threw " + textOf(thrown);
    add(source, reason, thrown);
  }

  /** Whether it came out of a collector but is no fault of it: memory ran out. */
  static boolean isOfTheMachine(Throwable thrown) {
    return thrown instanceof VirtualMachineError && !(thrown instanceof StackOverflowError);
  }

  /** Logs a warning of what is going on. Counting and scraping are worth more: if that fails, so be it. */
  static void warn(Class<?> source, String text, @Nullable Throwable cause) {
    try {
      // Asked for only now: a program that logs nothing loads no logging.
      System.getLogger(source.getName()).log(System.Logger.Level.WARNING, text, cause);
    } catch (Throwable e) {
      if (isOfTheMachine(e)) {
        throw e;
      }
    }
  }

  /** The text of an exception, which is not ours: it may be long, and getting it may fail. */
  static String textOf(Throwable thrown) {
    String text;
    try {
      text = String.valueOf(thrown.toString());
    } catch (RuntimeException | StackOverflowError e) {
      text = thrown.getClass().getName();
    }
    return text.length() <= MAX_THROWN ? text : text.substring(0, MAX_THROWN) + "…";
  }

  void throwIfAny() {
    if (!failures.isEmpty()) {
      throw new GatherException(failures, untold);
    }
  }
}
