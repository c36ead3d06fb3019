package dev.narthex.testing.lint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.narthex.Collector;
import dev.narthex.Counter;
import dev.narthex.GatherException;
import dev.narthex.Gauge;
import dev.narthex.Registry;
import dev.narthex.SelfMetrics;
import dev.narthex.model.Descriptor;
import dev.narthex.model.MetricType;
import dev.narthex.testing.reader.ReadException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How checks are chosen, what is linted, and how a test fails. */
class LintTest {

  private static final String BAD = """
      # TYPE sentMB counter
      sentMB{job="a"} 1
      """;

  private static List<String> checksThatFind(Lint lint, String text) {
    return lint.check(text).problems().stream().map(LintProblem::check).toList();
  }

  @Test
  void hasAllChecksByDefaultAndPromlintsAlone() {
    assertThat(checksThatFind(Lint.all(), BAD))
        .containsExactly("counter-total", "target-label", "camel-case-name", "help");
    assertThat(checksThatFind(Lint.promlint(), BAD))
        .containsExactly("counter-total", "camel-case-name", "help");
  }

  @Test
  void switchesChecksOffByName() {
    assertThat(checksThatFind(Lint.all().without("help", "target-label"), BAD))
        .containsExactly("counter-total", "camel-case-name");
    assertThat(checksThatFind(Lint.all().only("help", "target-label"), BAD))
        .containsExactly("target-label", "help");
    assertThat(checksThatFind(Lint.promlint().without("target-label"), BAD)).hasSize(3);
  }

  @Test
  void refusesNamesThatNoCheckHas() {
    assertThatThrownBy(() -> Lint.promlint().without("helo"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("There is no check \"helo\". There are: help, base-unit, ");
    assertThatThrownBy(() -> Lint.promlint().only("target-label"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("There is no check \"target-label\". There are: help, ");
  }

  @Test
  void tellsWhatEachCheckFinds() {
    assertThat(Lint.all().checks()).containsAllEntriesOf(Lint.promlint().checks());
    assertThat(Lint.all().checks())
        .hasSize(PromlintChecks.ALL.size() + OwnChecks.ALL.size())
        .containsEntry("help", "a missing help text")
        .containsEntry("cardinality", "a family with more than 1000 series");
  }

  @Test
  void takesChecksOfYourOwn() {
    Lint lint = Lint.promlint().only("help").with("team-prefix", (family, problems) -> {
      if (!family.name().startsWith("shop_")) {
        problems.accept("metric names should begin with \"shop_\"");
      }
    });

    assertThat(lint.check("shop_orders 1\norders 1\n").problems())
        .containsExactly(
            new LintProblem("orders", "team-prefix", "metric names should begin with \"shop_\""),
            new LintProblem("orders", "help", "no help text"),
            new LintProblem("shop_orders", "help", "no help text"));
    assertThat(lint.without("team-prefix").checks()).containsOnlyKeys("help");
  }

  @Test
  void refusesASecondCheckOfOneName() {
    assertThatThrownBy(() -> Lint.all().with("help", (family, problems) -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("There is a check \"help\" already. Choose another name, or switch that one off"
            + " before: without(\"help\").");
    assertThat(Lint.all().without("help").with("help", (family, problems) -> {}).checks())
        .containsKey("help");
  }

  @Test
  void refusesALimitThatNoFamilyCanKeep() {
    assertThatThrownBy(() -> Lint.all().maxSeries(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxSeries is 0, but must be at least 1. To have no limit:"
            + " without(\"cardinality\").");
  }

  @Test
  void lintsOneMetricWithoutTouchingItsRegistry() {
    Registry registry = new Registry();
    Counter jobs = Counter.builder("jobs").help("Jobs done.").register(registry);

    LintReport report = Lint.all().check(jobs);

    assertThat(report.problems())
        .containsExactly(new LintProblem(
            "jobs", "counter-total", "counter metrics should have \"_total\" suffix"));
    assertThat(registry.snapshot()).hasSize(1);
  }

  @Test
  void lintsSomeFamiliesOfARegistry() {
    Registry registry = new Registry();
    Counter.builder("jobs").help("Jobs done.").register(registry);
    Gauge.builder("queueLength").help("Jobs waiting.").register(registry);

    assertThat(Lint.all().check(registry.filtered("jobs"::equals)))
        .isEqualTo(new LintReport(
            List.of(new LintProblem(
                "jobs", "counter-total", "counter metrics should have \"_total\" suffix")),
            1));
  }

  @Test
  void lintsARunningProgram() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/metrics", exchange -> {
      exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
      byte[] body = BAD.getBytes(UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    server.start();
    try {
      String host = server.getAddress().getAddress().getHostAddress();
      URI url = URI.create("http://" + host + ":" + server.getAddress().getPort() + "/metrics");

      assertThat(Lint.all().check(url)).isEqualTo(Lint.all().check(BAD));
      assertThatThrownBy(() -> Lint.all().check(url.resolve("/missing")))
          .isInstanceOf(AssertionError.class)
          .hasMessageStartingWith("scraping metrics failed: ");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void refusesACollectorThatWritesWhatItDidNotDescribe() {
    Descriptor described = Descriptor.builder(MetricType.GAUGE, "a").build();
    Descriptor written = Descriptor.builder(MetricType.GAUGE, "b").build();
    Collector collector = Collector.describing(described).collecting(sink -> {
      sink.family(written);
      sink.value(written.labels(), 1);
    });

    assertThatThrownBy(() -> Lint.all().check(collector)).isInstanceOf(GatherException.class);
  }

  @Test
  void tellsWhereATextCannotBeRead() {
    assertThatThrownBy(() -> Lint.all().check("jobs 1\njobs{ 2\n"))
        .isInstanceOf(ReadException.class)
        .hasMessageStartingWith("line 2, column ");
  }

  @Test
  void failsATestWithAllProblems() {
    LintReport report = Lint.all().only("help", "counter-total").check(BAD);

    assertThat(report.isClean()).isFalse();
    assertThatThrownBy(report::assertClean).isInstanceOf(AssertionError.class).hasMessage("""
        2 problems in 1 metric family.
          sentMB counter metrics should have "_total" suffix [counter-total]
          sentMB no help text [help]
        Mend them, or switch a check off by its name in brackets:\
         Lint.all().without("counter-total")""");
  }

  @Test
  void showsSomeOfVeryManyProblems() {
    LintReport report = Lint.promlint().check("x 1\n".repeat(500));

    assertThat(report.problems()).hasSize(500);
    assertThat(report.toString().lines())
        .hasSize(202)
        .startsWith("500 problems in 1 metric family.", "  x metric not unique [duplicate-series]")
        .endsWith("  … and 300 more");
  }

  @Test
  void passesATestWithoutProblems() {
    LintReport report = Lint.all().check("# HELP jobs Jobs waiting.\njobs 1\n");

    report.assertClean();
    assertThat(report.isClean()).isTrue();
    assertThat(report).hasToString("No problems in 1 metric family.");
  }

  @Test
  void saysThatThereWasNothingToLookAt() {
    assertThat(Lint.all().check("# Nothing.\n"))
        .hasToString("There are no metric families, so nothing was found.");
  }

  @Test
  void findsNothingInWhatNarthexTellsOfItself() {
    Registry registry = new Registry();
    Gauge.builder("depth")
        .labelNames("queue")
        .expireAfter(Duration.ofMinutes(1))
        .register(registry)
        .with("a");
    registry.register(((Collector) sink -> {}).timeLimited(Duration.ofMinutes(1), Runnable::run));

    LintReport report = Lint.all().check(SelfMetrics.of(registry));

    report.assertClean();
    assertThat(report.families()).isEqualTo(4);
  }
}
