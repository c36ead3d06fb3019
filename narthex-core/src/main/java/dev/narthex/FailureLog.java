package dev.narthex;

import dev.narthex.GatherException.Failure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The failures of one pass, of which a bounded number is told one by one. For one thread. */
final class FailureLog {

  private final List<Failure> failures = new ArrayList<>();
  private int untold;

  void add(Source source, String reason, @Nullable Throwable cause) {
    if (failures.size() < GatherException.MAX_FAILURES) {
      failures.add(new Failure(source.name(), reason, cause));
    } else {
      untold++;
    }
  }

  void throwIfAny() {
    if (!failures.isEmpty()) {
      throw new GatherException(failures, untold);
    }
  }
}
