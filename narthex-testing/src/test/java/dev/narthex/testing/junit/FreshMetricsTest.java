package dev.narthex.testing.junit;

import static dev.narthex.testing.MetricAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.narthex.AlreadyRegisteredException;
import dev.narthex.Counter;
import dev.narthex.Family;
import dev.narthex.Registry;
import dev.narthex.model.Labels;
import dev.narthex.testing.Delta;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * What {@link FreshMetrics} promises, by what it does to the classes of tests below. They are not run
 * by the build, which does not look for tests in static member classes of other names.
 */
class FreshMetricsTest {

  /** A class with metrics of the usual kind, which are made once. */
  static final class Shop {
    static final Counter ORDERS = Counter.builder("fresh_orders_total").register();

    private Shop() {}
  }

  /** A class that registers whenever it is made. */
  static final class Stall {
    final Counter sales = Counter.builder("fresh_sales_total").register();
    final Counter viewed = Counter.builder("viewed_total")
        .register(
            Registry.defaultRegistry().withPrefix("fresh_").withLabels(Labels.of("zone", "a")));
  }

  @FreshMetrics
  static class RegistersInEachTest {

    @Test
    void one() {
      assertThatIsFresh();
    }

    @Test
    void two() {
      assertThatIsFresh();
    }

    @Test
    void three() {
      assertThatIsFresh();
      Counter.builder("fresh_more_total").register();
    }

    private static void assertThatIsFresh() {
      assertThat(Registry.defaultRegistry()).hasNoFamilies("fresh_sales_total", "fresh_more_total");
      new Stall();
      assertThatThrownBy(Stall::new).isInstanceOf(AlreadyRegisteredException.class);
      assertThat(Registry.defaultRegistry()).hasFamilies("fresh_sales_total", "fresh_viewed_total");
    }
  }

  @Test
  void takesAwayWhatATestRegistersWhenItEnds() {
    assertAllSucceed(RegistersInEachTest.class, 3);
    assertThat(Registry.defaultRegistry()).hasNoFamilies("fresh_sales_total", "fresh_viewed_total");
  }

  @FreshMetrics
  static class RegistersInItsFields {

    final Stall stall = new Stall();

    @Test
    void one() {
      stall.sales.inc();
      assertThat(Registry.defaultRegistry()).hasValue(1, "fresh_sales_total");
    }

    @Test
    void two() {
      stall.sales.inc();
      assertThat(Registry.defaultRegistry()).hasValue(1, "fresh_sales_total");
    }

    @Nested
    class Inside {

      final Counter more = Counter.builder("fresh_more_total").register();

      @Test
      void three() {
        assertThatIsFresh();
      }

      @Test
      void four() {
        assertThatIsFresh();
      }

      private void assertThatIsFresh() {
        more.inc();
        assertThat(Registry.defaultRegistry())
            .hasValue(0, "fresh_sales_total")
            .hasValue(1, "fresh_more_total");
      }
    }
  }

  @Test
  void takesAwayWhatTheFieldsOfATestClassRegister() {
    assertAllSucceed(RegistersInItsFields.class, 4);
    assertThat(Registry.defaultRegistry()).hasNoFamilies("fresh_sales_total", "fresh_more_total");
  }

  @FreshMetrics
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static class IsMadeOnce {

    final Stall stall = new Stall();

    @Test
    void one() {
      assertThat(Registry.defaultRegistry()).hasFamilies("fresh_sales_total");
    }

    @Test
    void two() {
      assertThat(Registry.defaultRegistry()).hasFamilies("fresh_sales_total");
    }
  }

  @Test
  void keepsWhatTheFieldsOfAnInstanceForAllTestsRegisterUntilTheLastOne() {
    assertAllSucceed(IsMadeOnce.class, 2);
    assertThat(Registry.defaultRegistry()).hasNoFamilies("fresh_sales_total");
  }

  @FreshMetrics
  static class CannotBeMade {

    CannotBeMade() {
      new Stall();
      throw new IllegalStateException("It cannot be made.");
    }

    @Test
    void one() {}

    @Test
    void two() {}
  }

  @Test
  void takesAwayWhatAConstructorRegisteredThatFailed() {
    TestExecutionSummary summary = run(Map.of(), CannotBeMade.class);

    assertThat(summary.getFailures())
        .extracting(failure -> failure.getException().getMessage())
        .containsExactly("It cannot be made.", "It cannot be made.");
    assertThat(Registry.defaultRegistry()).hasNoFamilies("fresh_sales_total");
  }

  @FreshMetrics
  static class UsesStaticMetrics {

    @Test
    void one(Delta delta) {
      Shop.ORDERS.inc();
      assertThat(delta.value("fresh_orders_total")).isEqualTo(1);
    }

    @Test
    void two(Delta delta) {
      Shop.ORDERS.add(2);
      assertThat(delta.value("fresh_orders_total")).isEqualTo(2);
    }
  }

  @Test
  void leavesMetricsThatAreMadeOnceWhereTheyAre() {
    assertAllSucceed(UsesStaticMetrics.class, 2);
    assertThat(Registry.defaultRegistry()).hasValue(3, "fresh_orders_total");
  }

  @FreshMetrics
  static class RegistersInItsSetUp {

    static Stall stall;

    @BeforeAll
    static void open() {
      stall = new Stall();
    }

    @Test
    void one() {
      assertThat(Registry.defaultRegistry()).hasFamilies("fresh_sales_total");
    }

    @Nested
    class Inside {

      @Test
      void two() {
        assertThat(Registry.defaultRegistry()).hasFamilies("fresh_sales_total");
        Counter.builder("fresh_inside_total").register();
      }

      @Test
      void three() {
        Counter.builder("fresh_inside_total").register();
      }
    }
  }

  @Test
  void keepsWhatTheSetUpOfAClassRegistersUntilItsLastTest() {
    assertAllSucceed(RegistersInItsSetUp.class, 3);
    assertAllSucceed(RegistersInItsSetUp.class, 3);
    assertThat(Registry.defaultRegistry()).hasNoFamilies("fresh_sales_total", "fresh_inside_total");
  }

  static class IsFreshInOneMethodOnly {

    @Test
    @FreshMetrics
    void one(Registry registry) {
      new Stall();
      Counter.builder("a_total").register(registry);
    }
  }

  @Test
  void worksOnASingleTestToo() {
    assertAllSucceed(IsFreshInOneMethodOnly.class, 1);
    assertAllSucceed(IsFreshInOneMethodOnly.class, 1);
  }

  @FreshMetrics
  static class UsesARegistryOfItsOwn {

    static final List<Registry> SEEN = new ArrayList<>();

    private Family<Counter> jobs;

    @BeforeEach
    void register(Registry registry) {
      jobs = Counter.builder("jobs_total").labelNames("queue").register(registry);
    }

    @Test
    void one(Registry registry) {
      countOnce(registry);
    }

    @Test
    void two(Registry registry) {
      countOnce(registry);
    }

    private void countOnce(Registry registry) {
      assertThat(SEEN).doesNotContain(registry);
      jobs.with("a").inc();
      assertThat(registry).hasValue(1, "jobs_total", "queue", "a");
    }

    @AfterEach
    void remember(Registry registry) {
      SEEN.add(registry);
    }
  }

  @Test
  void givesEachTestARegistryThatIsClosedAtItsEnd() {
    assertAllSucceed(UsesARegistryOfItsOwn.class, 2);

    assertThat(UsesARegistryOfItsOwn.SEEN)
        .hasSize(2)
        .doesNotHaveDuplicates()
        .doesNotContain(Registry.defaultRegistry())
        .allSatisfy(
            registry -> assertThatThrownBy(() -> Counter.builder("late_total").register(registry))
                .isInstanceOf(IllegalStateException.class));
  }

  @FreshMetrics
  static class WantsMoreThanThereIs {

    WantsMoreThanThereIs(Registry registry) {}

    @Test
    void one() {}
  }

  @Test
  void givesNothingToConstructors() {
    TestExecutionSummary summary = run(Map.of(), WantsMoreThanThereIs.class);

    assertThat(summary.getTestsSucceededCount()).isZero();
    assertThat(summary.getFailures().get(0).getException())
        .hasMessageContaining("No ParameterResolver registered");
  }

  /** How many tests are running, and the most that ever were. */
  static final AtomicInteger RUNNING = new AtomicInteger();

  static final AtomicInteger MOST_RUNNING = new AtomicInteger();

  @FreshMetrics
  @Execution(ExecutionMode.CONCURRENT)
  static class RunsInParallel {

    @Test
    void one() {
      run();
    }

    @Test
    void two() {
      run();
    }

    @Test
    void three() {
      run();
    }

    private static void run() {
      MOST_RUNNING.accumulateAndGet(RUNNING.incrementAndGet(), Math::max);
      assertThatCode(Stall::new).doesNotThrowAnyException();
      RUNNING.decrementAndGet();
    }
  }

  static class RunsInParallelToo extends RunsInParallel {}

  @Test
  void keepsTestsFromRunningAtTheSameTime() {
    TestExecutionSummary summary = run(
        Map.of(
            "junit.jupiter.execution.parallel.enabled", "true",
            "junit.jupiter.execution.parallel.config.executor-service", "FORK_JOIN_POOL",
            "junit.jupiter.execution.parallel.mode.default", "concurrent",
            "junit.jupiter.execution.parallel.config.strategy", "fixed",
            "junit.jupiter.execution.parallel.config.fixed.parallelism", "4"),
        RunsInParallel.class,
        RunsInParallelToo.class);

    assertThat(summary.getFailures()).isEmpty();
    assertThat(summary.getTestsSucceededCount()).isEqualTo(6);
    assertThat(MOST_RUNNING).hasValue(1);
  }

  private static void assertAllSucceed(Class<?> tests, int count) {
    TestExecutionSummary summary = run(Map.of(), tests);

    assertThat(summary.getFailures())
        .extracting(failure -> failure.getException().toString())
        .isEmpty();
    assertThat(summary.getTestsSucceededCount()).isEqualTo(count);
  }

  private static TestExecutionSummary run(Map<String, String> settings, Class<?>... tests) {
    LauncherDiscoveryRequestBuilder request =
        LauncherDiscoveryRequestBuilder.request().configurationParameters(settings);
    for (Class<?> one : tests) {
      request.selectors(selectClass(one));
    }
    LauncherDiscoveryRequest built = request.build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(built, listener);
    return listener.getSummary();
  }
}
