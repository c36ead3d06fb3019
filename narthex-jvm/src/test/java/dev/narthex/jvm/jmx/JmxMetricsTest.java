package dev.narthex.jvm.jmx;

import static dev.narthex.model.MetricType.COUNTER;
import static dev.narthex.model.MetricType.GAUGE;
import static dev.narthex.model.MetricType.UNTYPED;
import static dev.narthex.testing.MetricAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.Registry;
import dev.narthex.model.MetricType;
import dev.narthex.testing.Exposition;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.MXBean;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;
import org.junit.jupiter.api.Test;

/** What {@link JmxMetrics} show of MBeans. */
class JmxMetricsTest {

  /** What a composite attribute is made of. */
  public record Memory(long used, long max, boolean collected, String kind) {}

  /** A bean with attributes of all sorts. */
  @MXBean
  public interface Pool {
    int getThreads();

    long getMillis();

    boolean isOpen();

    String getOwner();

    Memory getMemory();

    Map<String, Memory> getRegions();

    Map<String, Long> getHits();

    int getBroken();
  }

  private record FixedPool(int getThreads) implements Pool {

    @Override
    public long getMillis() {
      return 1500;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public String getOwner() {
      return "shop";
    }

    @Override
    public Memory getMemory() {
      return new Memory(10, -1, true, "heap");
    }

    @Override
    public Map<String, Memory> getRegions() {
      return new TreeMap<>(
          Map.of("eden", new Memory(1, 2, false, "a"), "old", new Memory(3, 4, true, "b")));
    }

    @Override
    public Map<String, Long> getHits() {
      return new TreeMap<>(Map.of("GET", 17L, "PUT", 4L));
    }

    @Override
    public int getBroken() {
      throw new UnsupportedOperationException("not on this platform");
    }
  }

  private final MBeanServer server = MBeanServerFactory.newMBeanServer();
  private final Registry registry = Registry.pedantic();

  private void bean(String name, Object bean) throws JMException {
    server.registerMBean(bean, new ObjectName(name));
  }

  private void pool(String name, int threads) throws JMException {
    bean(name, new StandardMBean(new FixedPool(threads), Pool.class, true));
  }

  private void rule(String pattern, List<String> path, MappedFamily family) {
    JmxMetrics.builder().server(server).rule(pattern, path, family).register(registry);
  }

  private static MappedFamily gauge(String name) {
    return MappedFamily.of(GAUGE, name, "A number.");
  }

  @Test
  void showAnAttributeOfEachBeanThatAPatternMatches() throws JMException {
    pool("app:type=Pool,name=mail", 4);
    pool("app:type=Pool,name=\"a,b\"", 8);
    pool("app:type=Pool", 16);
    pool("other:type=Pool,name=x", 32);

    rule(
        "app:type=Pool,*",
        List.of("Threads"),
        gauge("pool_threads").keyLabel("pool", "name").constLabel("app", "shop"));

    assertThat(registry).exposes("""
        # HELP pool_threads A number.
        # TYPE pool_threads gauge
        pool_threads{app="shop",pool=""} 16
        pool_threads{app="shop",pool="a,b"} 8
        pool_threads{app="shop",pool="mail"} 4
        """);
  }

  @Test
  void seeBeansThatComeAndGo() throws JMException {
    rule("app:name=*", List.of("Threads"), gauge("pool_threads").keyLabel("pool", "name"));
    assertThat(registry).exposes("");

    pool("app:name=mail", 4);
    assertThat(registry).hasSeriesCount(1).hasValue(4, "pool_threads", "pool", "mail");

    server.unregisterMBean(new ObjectName("app:name=mail"));
    assertThat(registry).exposes("");
  }

  @Test
  void bringNumbersIntoBaseUnits() throws JMException {
    pool("app:name=mail", 4);

    rule(
        "app:name=mail",
        List.of("Millis"),
        MappedFamily.of(COUNTER, "pool_busy_seconds_total", "Time.")
            .unit("seconds")
            .factor(1e-3));

    assertThat(registry).exposes("""
        # HELP pool_busy_seconds_total Time.
        # TYPE pool_busy_seconds_total counter
        pool_busy_seconds_total 1.5
        """);
  }

  @Test
  void showBooleansAsOneAndZero() throws JMException {
    pool("app:name=mail", 4);

    rule("app:name=mail", List.of("Open"), MappedFamily.of(UNTYPED, "pool_open", "Whether."));

    assertThat(registry).exposes("""
        # HELP pool_open Whether.
        # TYPE pool_open untyped
        pool_open 1
        """);
  }

  @Test
  void followAPathIntoCompositeData() throws JMException {
    pool("app:name=mail", 4);

    rule("app:name=mail", List.of("Memory", "used"), gauge("used_bytes"));

    assertThat(registry).hasSeriesCount(1).hasValue(10, "used_bytes");
  }

  @Test
  void makeALabelOfEachLevelAndCountWhatIsNoNumber() throws JMException {
    pool("app:name=mail", 4);

    rule("app:name=mail", List.of("Memory"), gauge("memory").labelNames("figure"));

    assertThat(registry)
        .hasSeriesCount(4)
        .hasValue(1, "memory", "figure", "collected")
        .hasValue(-1, "memory", "figure", "max")
        .hasValue(10, "memory", "figure", "used")
        .hasValue(1, "narthex_mapped_values_skipped", "family", "memory", "reason", "not a number");
  }

  @Test
  void leaveOutNegativesWhereTheyStandForNothing() throws JMException {
    pool("app:name=mail", 4);

    rule("app:name=mail", List.of("Memory", "max"), gauge("max_bytes").withoutNegatives());

    assertThat(registry).exposes("");
  }

  @Test
  void seeMapsThatMXBeansShowAsTables() throws JMException {
    pool("app:name=mail", 4);

    rule("app:name=*", List.of("Hits"), gauge("hits").keyLabel("p", "name").labelNames("method"));
    rule("app:name=mail", List.of("Regions", "old", "used"), gauge("old_bytes"));
    rule(
        "app:name=mail",
        List.of("Regions"),
        gauge("regions").labelNames("region", "figure").maxSeries(100));

    assertThat(registry)
        .hasSeriesCount(10)
        .hasValue(17, "hits", "method", "GET", "p", "mail")
        .hasValue(4, "hits", "method", "PUT", "p", "mail")
        .hasValue(2, "narthex_mapped_values_skipped", "family", "regions", "reason", "not a number")
        .hasValue(3, "old_bytes")
        .hasValue(0, "regions", "figure", "collected", "region", "eden")
        .hasValue(1, "regions", "figure", "collected", "region", "old")
        .hasValue(2, "regions", "figure", "max", "region", "eden")
        .hasValue(4, "regions", "figure", "max", "region", "old")
        .hasValue(1, "regions", "figure", "used", "region", "eden")
        .hasValue(3, "regions", "figure", "used", "region", "old");
  }

  /** A bean that has a table with an index of two columns. */
  public interface RoutesMBean {
    TabularData getRoutes() throws JMException;
  }

  /** Made by hand, as old beans do. */
  public static final class Routes implements RoutesMBean {

    @Override
    public TabularData getRoutes() throws JMException {
      String[] columns = {"host", "port", "count", "bytes"};
      CompositeType row = new CompositeType("row", "A row.", columns, columns, new OpenType<?>[] {
        SimpleType.STRING, SimpleType.INTEGER, SimpleType.LONG, SimpleType.LONG
      });
      TabularDataSupport table =
          new TabularDataSupport(new TabularType("t", "T.", row, new String[] {"host", "port"}));
      table.put(new CompositeDataSupport(row, columns, new Object[] {"a", 80, 5L, 700L}));
      return table;
    }
  }

  @Test
  void takeTheIndexOfATableAsItsKey() throws JMException {
    bean("app:name=routes", new Routes());

    rule("app:name=routes", List.of("Routes"), gauge("routes").labelNames("route", "figure"));

    assertThat(registry)
        .hasSeriesCount(2)
        .hasValue(700, "routes", "figure", "bytes", "route", "a,80")
        .hasValue(5, "routes", "figure", "count", "route", "a,80");
  }

  @Test
  void countAttributesThatCannotBeReadAndShowTheOthers() throws JMException {
    pool("app:name=mail", 4);
    bean("app:name=routes", new Routes());

    rule("app:name=*", List.of("Threads"), gauge("threads").keyLabel("pool", "name"));
    rule("app:name=mail", List.of("Broken"), gauge("broken"));
    rule("app:name=mail", List.of("Memory", "missing"), gauge("missing"));
    rule("app:name=mail", List.of("Memory", "used", "deeper"), gauge("deeper"));

    assertThat(registry)
        .hasSeriesCount(5)
        .hasValue(1, "narthex_mapped_values_skipped", "family", "broken", "reason", "failed")
        .hasValue(1, "narthex_mapped_values_skipped", "family", "deeper", "reason", "not a number")
        .hasValue(1, "narthex_mapped_values_skipped", "family", "missing", "reason", "not a number")
        .hasValue(1, "narthex_mapped_values_skipped", "family", "threads", "reason", "failed")
        .hasValue(4, "threads", "pool", "mail");
  }

  @Test
  void boundTheSeriesOfAFamily() throws JMException {
    for (int i = 0; i < 10; i++) {
      pool("app:name=pool" + i, i);
    }

    rule(
        "app:name=*",
        List.of("Threads"),
        gauge("threads").keyLabel("pool", "name").maxSeries(3));

    assertThat(registry)
        .hasSeriesCount(4)
        .hasValue(7, "narthex_mapped_values_skipped", "family", "threads", "reason", "too many")
        .hasValue(0, "threads", "pool", "pool0")
        .hasValue(1, "threads", "pool", "pool1")
        .hasValue(2, "threads", "pool", "pool2");
  }

  @Test
  void showOneOfSeveralBeansThatLabelsDoNotTellApart() throws JMException {
    pool("app:name=a", 1);
    pool("app:name=b", 2);

    rule("app:name=*", List.of("Threads"), gauge("threads"));

    assertThat(registry)
        .hasSeriesCount(2)
        .hasValue(1, "narthex_mapped_values_skipped", "family", "threads", "reason", "duplicate")
        .hasValue(1, "threads");
  }

  @Test
  void doNotTakeANegativeNumberForATotal() throws JMException {
    pool("app:name=mail", -4);

    rule("app:name=mail", List.of("Threads"), MappedFamily.of(COUNTER, "x_total", "X."));

    assertThat(registry)
        .hasSeriesCount(1)
        .hasValue(
            1, "narthex_mapped_values_skipped", "family", "x_total", "reason", "not a number");
  }

  @Test
  void lookAtThePlatformUnlessToldOtherwise() {
    JmxMetrics.builder()
        .rule("java.lang:type=Memory", List.of("HeapMemoryUsage", "used"), gauge("heap_bytes"))
        .rule("java.lang:type=Threading", "ThreadCount", gauge("threads"))
        .register(registry);

    Exposition now = Exposition.of(registry);
    assertThat(now.value("heap_bytes")).isPositive();
    assertThat(now.value("threads")).isPositive();
  }

  @Test
  void refuseWrongRules() {
    JmxMetrics.Builder builder = JmxMetrics.builder().rule("a:b=c", "X", gauge("x"));

    assertThatThrownBy(() -> builder.rule("no pattern", "X", gauge("y")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("y: \"no pattern\" names no MBeans: ")
        .hasMessageContaining("domain:key=value");
    assertThatThrownBy(() -> builder.rule("a:b=c", List.of(), gauge("y")))
        .hasMessage("y: the path is empty. Name at least an attribute.");
    assertThatThrownBy(() -> builder.rule("a:b=d", "X", gauge("x")))
        .hasMessageStartingWith("x is mapped twice.");
    assertThatThrownBy(() -> MappedFamily.of(MetricType.HISTOGRAM, "h", "H."))
        .hasMessageStartingWith("h: single values cannot make a HISTOGRAM.");
    assertThatThrownBy(() -> gauge("g").maxSeries(0))
        .hasMessage("g: maxSeries must be positive but is 0.");
    assertThatThrownBy(() -> JmxMetrics.builder().build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Call rule(…)");

    builder.server(server).register(registry);
    assertThat(registry).exposes("");
  }
}
