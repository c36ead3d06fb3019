package dev.narthex.http;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.http.HttpClient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a client is closed, in calls that JDK 17 does not have and JDK 21 does. */
final class ClientLifecycle {

  private static final @Nullable MethodHandle SHUTDOWN = find("shutdown", void.class);
  private static final @Nullable MethodHandle SHUTDOWN_NOW = find("shutdownNow", void.class);
  private static final @Nullable MethodHandle CLOSE = find("close", void.class);
  private static final @Nullable MethodHandle IS_TERMINATED = find("isTerminated", boolean.class);
  private static final @Nullable MethodHandle AWAIT_TERMINATION =
      find("awaitTermination", boolean.class, Duration.class);

  private ClientLifecycle() {}

  private static @Nullable MethodHandle find(String name, Class<?> result, Class<?>... arguments) {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(HttpClient.class, name, MethodType.methodType(result, arguments));
    } catch (ReflectiveOperationException e) {
      return null; // an older JDK
    }
  }

  static void shutdown(HttpClient client) {
    run(SHUTDOWN, client);
  }

  static void shutdownNow(HttpClient client) {
    run(SHUTDOWN_NOW, client);
  }

  static void close(HttpClient client) {
    run(CLOSE, client);
  }

  static boolean isTerminated(HttpClient client) {
    try {
      return (boolean) present(IS_TERMINATED).invokeExact(client);
    } catch (Throwable t) {
      throw unchecked(t);
    }
  }

  static boolean awaitTermination(HttpClient client, Duration duration)
      throws InterruptedException {
    try {
      return (boolean) present(AWAIT_TERMINATION).invokeExact(client, duration);
    } catch (InterruptedException e) {
      throw e;
    } catch (Throwable t) {
      throw unchecked(t);
    }
  }

  private static void run(@Nullable MethodHandle call, HttpClient client) {
    try {
      present(call).invokeExact(client);
    } catch (Throwable t) {
      throw unchecked(t);
    }
  }

  private static MethodHandle present(@Nullable MethodHandle call) {
    if (call == null) {
      throw new UnsupportedOperationException(
          "HTTP clients can be closed from JDK 21 on; this is " + Runtime.version() + ".");
    }
    return call;
  }

  /** None of these calls declares any other checked exception. */
  private static RuntimeException unchecked(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return thrown instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException(thrown);
  }
}
