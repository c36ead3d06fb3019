package dev.narthex.jvm;

import static java.lang.invoke.MethodHandles.publicLookup;
import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * A getter of a platform bean that a later JDK brings than the one this code is compiled for. Bound to
 * its bean, so that a call is as quick as a direct one would be.
 */
final class LaterGetter {

  private final MethodHandle getter;

  private LaterGetter(MethodHandle getter) {
    this.getter = getter;
  }

  /**
   * Looks for a getter.
   *
   * @param type the bean's interface
   * @param bean the bean
   * @param name the getter's name
   * @param numberType {@code int.class} or {@code long.class}
   * @return the getter, or null if this JDK does not have it
   */
  static @Nullable LaterGetter find(Class<?> type, Object bean, String name, Class<?> numberType) {
    try {
      MethodHandle getter = publicLookup().findVirtual(type, name, methodType(numberType));
      return new LaterGetter(getter.bindTo(bean).asType(methodType(long.class)));
    } catch (NoSuchMethodException | IllegalAccessException | ClassCastException e) {
      return null;
    }
  }

  /** The number now, or {@link Table#ABSENT} where the bean says that it is not defined. */
  double get() {
    try {
      return Table.unlessNegative((long) getter.invokeExact());
    } catch (UnsupportedOperationException e) {
      return Table.ABSENT;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e); // no getter of a bean declares an exception
    }
  }
}
