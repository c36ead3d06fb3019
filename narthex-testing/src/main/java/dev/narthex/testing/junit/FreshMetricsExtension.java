package dev.narthex.testing.junit;

import dev.narthex.Registry;
import dev.narthex.testing.Delta;
import java.lang.reflect.Constructor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * What {@link FreshMetrics} promises. Use the annotation, which also keeps such tests from running at
 * the same time.
 *
 * <p>Thread-safe, as JUnit wants it: all state is in its store.
 *
 * @since 0.1
 */
public final class FreshMetricsExtension
    implements InvocationInterceptor,
        BeforeAllCallback,
        AfterAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        ParameterResolver {

  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(FreshMetricsExtension.class);

  /** The key of the window of an instance whose test, or class, has not begun yet. */
  private static final String UNDER_CONSTRUCTION = "under construction";

  /** Makes the extension. */
  public FreshMetricsExtension() {}

  /**
   * What fields and constructors register belongs to the test that the instance is made for, or to the
   * class where it is made once. JUnit makes it before either begins, those around it first.
   */
  @Override
  public <T> T interceptTestClassConstructor(
      Invocation<T> invocation,
      ReflectiveInvocationContext<Constructor<T>> constructor,
      ExtensionContext context)
      throws Throwable {
    ExtensionContext.Store run = store(context.getRoot());
    if (run.get(UNDER_CONSTRUCTION) == null) {
      pauseAround(context);
      run.put(UNDER_CONSTRUCTION, RegistrationWindow.open(Registry.defaultRegistry()));
    }
    try {
      return invocation.proceed();
    } catch (Throwable e) {
      unregisterUnderConstruction(context); // as no test will begin
      throw e;
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    begin(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    begin(context);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Registry own = store(context).remove(Registry.class, Registry.class);
    try {
      if (own != null) {
        own.close();
      }
    } finally {
      end(context);
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    end(context);
  }

  /** What is registered from now on belongs to the test, and no longer to the class around it. */
  private static void begin(ExtensionContext context) {
    pauseAround(context);
    RegistrationWindow begun = takeUnderConstruction(context);
    store(context)
        .put(
            RegistrationWindow.class,
            begun != null ? begun : RegistrationWindow.open(Registry.defaultRegistry()));
  }

  private static void pauseAround(ExtensionContext context) {
    RegistrationWindow around =
        store(context).get(RegistrationWindow.class, RegistrationWindow.class);
    if (around != null) {
      around.pause();
    }
  }

  /** There is one at most in the whole run, as tests with the annotation run one after the other. */
  private static @Nullable RegistrationWindow takeUnderConstruction(ExtensionContext context) {
    return store(context.getRoot()).remove(UNDER_CONSTRUCTION, RegistrationWindow.class);
  }

  private static void unregisterUnderConstruction(ExtensionContext context) {
    RegistrationWindow unused = takeUnderConstruction(context);
    if (unused != null) {
      unused.unregisterAll();
    }
  }

  private static void end(ExtensionContext context) {
    unregisterUnderConstruction(context);
    RegistrationWindow ended =
        store(context).remove(RegistrationWindow.class, RegistrationWindow.class);
    if (ended != null) {
      ended.unregisterAll();
    }
    RegistrationWindow around =
        store(context).get(RegistrationWindow.class, RegistrationWindow.class);
    if (around != null) {
      around.resume();
    }
  }

  /** The store of a class or a test; what it does not have, those around it may have. */
  private static ExtensionContext.Store store(ExtensionContext context) {
    return context.getStore(NAMESPACE);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return (type == Registry.class || type == Delta.class)
        && context.getTestMethod().isPresent();
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Registry.class
        ? registry(store(context))
        : delta(store(context));
  }

  private static Registry registry(ExtensionContext.Store store) {
    Registry own = store.get(Registry.class, Registry.class);
    if (own == null) {
      own = new Registry();
      store.put(Registry.class, own);
    }
    return own;
  }

  private static Delta delta(ExtensionContext.Store store) {
    Delta own = store.get(Delta.class, Delta.class);
    if (own == null) {
      own = Delta.since(Registry.defaultRegistry());
      store.put(Delta.class, own);
    }
    return own;
  }
}
