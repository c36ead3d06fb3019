package dev.narthex.testing.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Gives each test of a class, or a single one, metrics that no other test has a part in.
 *
 * <pre>{@code
 * @FreshMetrics
 * class ShopTest {
 *
 *   @Test
 *   void countsOrders(Registry registry) { // a new one for each test
 *     new Shop(registry).order("tea");
 *
 *     assertThat(registry).hasValue(1, "orders_total", "product", "tea");
 *   }
 *
 *   @Test
 *   void countsOrdersInTheDefaultRegistry(Delta delta) { // what changed there since the test began
 *     new OldShop().order("tea");
 *
 *     assertEquals(1, delta.value("orders_total", "product", "tea"));
 *   }
 * }
 * }</pre>
 *
 * <p><b>The default registry.</b> What a test registers there leaves it when the test ends, so that
 * the next one may register the same again. Fields and constructors of the test class count as its
 * part, if the annotation is on the class. What the set-up of a class registers ({@code @BeforeAll})
 * leaves it after the last test of the class. What was there before stays, and so does what is
 * registered while a class is initialised, such as a {@code static final Counter}: that happens once,
 * and the counter must go on being exposed. Such metrics keep their values from test to test, which is
 * why a {@link dev.narthex.testing.Delta} may be a parameter.
 *
 * <p><b>Parameters</b> of tests and of {@code @BeforeEach} and {@code @AfterEach} methods: a {@link
 * dev.narthex.Registry}, the same one throughout a test, closed at its end; a {@link
 * dev.narthex.testing.Delta} of the default registry, which begins when it is first asked for.
 *
 * <p><b>Tests in parallel.</b> There is one default registry in a program, so tests with this
 * annotation never run at the same time as each other. A test without it that registers in the default
 * registry meanwhile loses what it registered: give it the annotation too. Tests that only use a {@code
 * Registry} of their own need neither, and {@code new Registry()} serves them as well.
 *
 * @since 0.1
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(FreshMetricsExtension.class)
@ResourceLock("dev.narthex.Registry.defaultRegistry")
public @interface FreshMetrics {}
