package dev.narthex.jvm.build;

import static dev.narthex.testing.MetricAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.Registry;
import dev.narthex.testing.Exposition;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@link BuildMetrics} expose. */
class BuildMetricsTest {

  private static final Build SHOP =
      new Build("com.example", "shop", "1.2.3", "c0ffee", "main", "v1.2.3");

  private final Registry registry = Registry.pedantic();

  /** The labels of the only series. */
  private Map<String, String> labels() {
    assertThat(registry).hasSeriesCount(1);
    return Exposition.of(registry).families().get(0).series().get(0).labels();
  }

  @Test
  void areTheFactsOfTheBuildAsLabels() {
    BuildMetrics.builder(SHOP).register(registry);

    assertThat(registry).exposes("""
        # HELP build_info Which build runs, as labels.
        # TYPE build_info gauge
        build_info{artifact="shop",branch="main",group="com.example",revision="c0ffee",version="1.2.3"} 1
        """);
  }

  @Test
  void haveTheLabelsOfPrometheusServersUnderTheNameOfAProgram() {
    BuildMetrics.builder(SHOP)
        .program("example")
        .label("javaversion", "21")
        .label("os", "Linux")
        .label("arch", "amd64")
        .register(registry);

    assertThat(registry).exposes("""
        # HELP example_build_info Which build of example runs, as labels: version, revision and branch it was built from, Java version, operating system and architecture it runs on, tags.
        # TYPE example_build_info gauge
        example_build_info{arch="amd64",branch="main",javaversion="21",os="Linux",revision="c0ffee",tags="v1.2.3",version="1.2.3"} 1
        """);
  }

  @Test
  void tellWhichJavaAndPlatformItIs() {
    BuildMetrics.builder(SHOP).program("example").register(registry);

    assertThat(labels())
        .containsEntry("javaversion", System.getProperty("java.version"))
        .containsEntry("os", System.getProperty("os.name"))
        .containsEntry("arch", System.getProperty("os.arch"));
  }

  @Test
  void letOwnLabelsReplaceThoseOfTheBuild() {
    BuildMetrics.builder(SHOP)
        .label("branch", "release")
        .label("stage", "canary")
        .register(registry);

    assertThat(labels())
        .containsEntry("branch", "release")
        .containsEntry("stage", "canary")
        .doesNotContainValue("main");
  }

  @Test
  void refuseALabelThatIsNone() {
    assertThatThrownBy(() -> BuildMetrics.builder(SHOP).label("__name", "x").register(registry))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"__name\" cannot name a label");

    assertThat(registry).exposes("");
  }
}
