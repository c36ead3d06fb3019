package dev.narthex.testing.junit;

import dev.narthex.Collector;
import dev.narthex.Registry;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what is registered while it is open, to unregister it at the end.
 *
 * <p>What is registered while a class is initialised is not remembered: a class is initialised once,
 * so its metrics would be gone for all later tests. The stack tells, at the registration.
 *
 * <p>Thread-safe.
 */
final class RegistrationWindow {

  private static final String CLASS_INITIALISER = "<clinit>";

  private final Registry registry;
  private final Deque<Collector> registered = new ConcurrentLinkedDeque<>();
  private @Nullable Runnable stop;

  private RegistrationWindow(Registry registry) {
    this.registry = registry;
  }

  static RegistrationWindow open(Registry registry) {
    RegistrationWindow window = new RegistrationWindow(registry);
    window.resume();
    return window;
  }

  /** Remembers again. */
  synchronized void resume() {
    if (stop == null) {
      stop = registry.onRegistration(this::remember);
    }
  }

  /** Remembers nothing more for a while, because another window does. */
  synchronized void pause() {
    if (stop != null) {
      stop.run();
      stop = null;
    }
  }

  /** Closes the window and unregisters what it remembers, the latest first. */
  synchronized void unregisterAll() {
    pause();
    while (!registered.isEmpty()) {
      registry.unregister(registered.pop());
    }
  }

  private void remember(Collector collector) {
    boolean once = StackWalker.getInstance()
        .walk(frames -> frames.anyMatch(frame -> frame.getMethodName().equals(CLASS_INITIALISER)));
    if (!once) {
      registered.push(collector);
    }
  }
}
