package dev.narthex.webconfig;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** The one call here that JDK 17 does not have. */
final class NamedGroups {

  private static final @Nullable MethodHandle SETTER = setter();

  private NamedGroups() {}

  private static @Nullable MethodHandle setter() {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(
              SSLParameters.class,
              "setNamedGroups",
              MethodType.methodType(void.class, String[].class));
    } catch (ReflectiveOperationException e) {
      return null; // before JDK 20
    }
  }

  /** Sets the curves, best first; false if this JDK cannot. */
  static boolean set(SSLParameters parameters, String[] groups) {
    if (SETTER == null) {
      return false;
    }
    try {
      SETTER.invoke(parameters, groups);
      return true;
    } catch (Throwable t) {
      throw new IllegalStateException("Curves could not be set.", t);
    }
  }
}
