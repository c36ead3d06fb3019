package dev.narthex.servlet;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** {@link MeasuringServletFilter} in Tomcat. */
class TomcatMeasuringTest extends MeasuringContract {

  @TempDir
  static Path folder;

  @Override
  Container container() {
    return new InTomcat(folder);
  }
}
