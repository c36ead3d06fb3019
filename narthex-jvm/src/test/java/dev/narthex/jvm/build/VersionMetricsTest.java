package dev.narthex.jvm.build;

import static dev.narthex.testing.MetricAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.Registry;
import dev.narthex.testing.Exposition;
import org.junit.jupiter.api.Test;

/** What {@link VersionMetrics} expose. */
class VersionMetricsTest {

  private final Registry registry = Registry.pedantic();

  @Test
  void areFiveNumbers() {
    VersionMetrics.builder("v1.2.3").label("component", "shop").register(registry);

    assertThat(registry).exposes("""
        # HELP build_version_major Major number of the semantic version.
        # TYPE build_version_major gauge
        build_version_major{component="shop"} 1
        # HELP build_version_minor Minor number of the semantic version.
        # TYPE build_version_minor gauge
        build_version_minor{component="shop"} 2
        # HELP build_version_order The whole version as a number that orders as versions do: major * 10^8 + minor * 10^4 + patch, a pre-release less than 1 below.
        # TYPE build_version_order gauge
        build_version_order{component="shop"} 100020003
        # HELP build_version_patch Patch number of the semantic version.
        # TYPE build_version_patch gauge
        build_version_patch{component="shop"} 3
        # HELP build_version_prerelease_rank Where the version stands among the pre-releases of its release, from 0 on; 1 is the release.
        # TYPE build_version_prerelease_rank gauge
        build_version_prerelease_rank{component="shop"} 1
        """);
  }

  @Test
  void ofSeveralComponentsAreToldApartByALabel() {
    VersionMetrics.builder("1.0.0").label("component", "shop").register(registry);
    VersionMetrics.builder("1.0.0-rc.1").label("component", "till").register(registry);

    assertThat(registry).hasValue(100_000_000, "build_version_order", "component", "shop");
    assertThat(Exposition.of(registry).value("build_version_order", "component", "till"))
        .isStrictlyBetween(99_999_999.0, 100_000_000.0);
  }

  @Test
  void refuseWhatIsNoVersionAndRegisterNothing() {
    assertThatThrownBy(() -> VersionMetrics.builder("1.2-SNAPSHOT").register(registry))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"1.2-SNAPSHOT\" is not a semantic version");

    assertThat(registry).exposes("");
  }
}
