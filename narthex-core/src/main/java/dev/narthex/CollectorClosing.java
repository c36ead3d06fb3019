package dev.narthex;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Closes the collectors of a registry that ends, each once, whatever the others do. */
final class CollectorClosing {

  private final Set<Object> closed = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<String> failures = new ArrayList<>();
  private final List<Throwable> causes = new ArrayList<>();
  private int untold;

  private CollectorClosing() {}

  /**
   * Closes what can be closed.
   *
   * @throws IllegalStateException if a collector failed; it is thrown at the end and tells all
   */
  static void close(List<Source> sources) {
    CollectorClosing closing = new CollectorClosing();
    for (Source source : sources) {
      closing.close(source);
    }
    closing.throwIfAny();
  }

  private void close(Source source) {
    Object inner = WrappingCollector.innermost(source.collector());
    if (inner instanceof AutoCloseable closeable && closed.add(closeable)) {
      try {
        closeable.close();
      } catch (Throwable e) {
        if (e instanceof InterruptedException) {
          Thread.currentThread().interrupt(); // for whoever waits next
        }
        add(source, e);
      }
    }
  }

  private void add(Source source, Throwable thrown) {
    if (failures.size() == GatherException.MAX_FAILURES) {
      untold++;
      return;
    }
    failures.add("\n* " + source.name() + ": close() threw " + FailureLog.textOf(thrown));
    causes.add(thrown);
  }

  private void throwIfAny() {
    if (failures.isEmpty()) {
      return;
    }
    IllegalStateException all = new IllegalStateException(
        "The registry is closed, but not all of its collectors:"
            + String.join("", failures)
            + (untold == 0 ? "" : "\n* and " + untold + " more"),
        causes.get(0));
    causes.subList(1, causes.size()).forEach(all::addSuppressed);
    throw all;
  }
}
