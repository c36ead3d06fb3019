package dev.narthex.servlet;

import dev.narthex.contract.ScrapeContract;
import dev.narthex.contract.Served;
import dev.narthex.scrape.ScrapeEndpoint;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.io.TempDir;

/** {@link MetricsServlet} in Tomcat does what every server does. */
class TomcatScrapeTest extends ScrapeContract {

  static {
    InTomcat.keepQuiet();
  }

  @TempDir
  static Path folder;

  @Override
  protected Served serve(ScrapeEndpoint endpoint) throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(folder.toString());
    tomcat.setPort(0);
    Context context = tomcat.addContext("", null);
    Tomcat.addServlet(context, "metrics", new MetricsServlet(endpoint)).addMapping("/metrics");
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.start();
    return Served.at(tomcat.getConnector().getLocalPort(), () -> {
      tomcat.stop();
      tomcat.destroy();
    });
  }
}
