package dev.narthex.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleDescriptor.Requires;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the module promises to others, and what it wants of them. */
class ModuleTest {

  private static ModuleDescriptor module() throws IOException, URISyntaxException {
    Path folder = Path.of(
        JvmMetrics.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (InputStream file = Files.newInputStream(folder.resolve("module-info.class"))) {
      return ModuleDescriptor.read(file);
    }
  }

  @Test
  void requiresTheJdksManagementAndTheFlightRecorderOnlyIfItIsThere() throws Exception {
    assertThat(module().requires())
        .filteredOn(required -> !required.modifiers().contains(Requires.Modifier.MANDATED))
        .extracting(required -> required.modifiers() + " " + required.name())
        .containsExactlyInAnyOrder(
            Set.of(Requires.Modifier.STATIC) + " org.jspecify",
            Set.of(Requires.Modifier.TRANSITIVE) + " dev.narthex",
            Set.of() + " java.management",
            Set.of() + " jdk.management",
            Set.of(Requires.Modifier.STATIC) + " jdk.jfr");
  }

  @Test
  void exportsItsPackagesAndOpensNone() throws Exception {
    assertThat(module().exports())
        .extracting(Exports::source)
        .containsExactlyInAnyOrder(
            "dev.narthex.jvm", "dev.narthex.jvm.build", "dev.narthex.jvm.jmx");
    assertThat(module().opens()).isEmpty();
  }
}
