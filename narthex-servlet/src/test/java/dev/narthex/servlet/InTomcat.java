package dev.narthex.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** Tomcat on a free port, with one application at its root. */
final class InTomcat implements Container {

  /** Kept here, because a logger that nobody holds forgets its settings. */
  private static final Logger LOGGER = Logger.getLogger("org.apache");

  static {
    keepQuiet();
  }

  private final Tomcat tomcat = new Tomcat();
  private final Context context;
  private int names;

  /**
   * Keeps off the console what Tomcat tells of each start and stop, and of what tests fail on purpose. Not
   * by a level: Tomcat sets that of an application's logger itself.
   */
  static void keepQuiet() {
    LOGGER.setUseParentHandlers(false);
  }

  InTomcat(Path folder) {
    tomcat.setBaseDir(folder.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    context = tomcat.addContext("", null);
  }

  @Override
  public void filter(Filter filter, EnumSet<DispatcherType> dispatches) {
    String name = "filter" + names++;
    FilterDef definition = new FilterDef();
    definition.setFilterName(name);
    definition.setFilter(filter);
    definition.setAsyncSupported("true");
    context.addFilterDef(definition);
    FilterMap map = new FilterMap();
    map.setFilterName(name);
    map.addURLPattern("/*");
    dispatches.forEach(dispatch -> map.setDispatcher(dispatch.name()));
    context.addFilterMap(map);
  }

  @Override
  @SuppressWarnings("deprecation") // without a descriptor there is no other way to map a servlet
  public void servlet(String pattern, HttpServlet servlet) {
    String name = "servlet" + names++;
    Wrapper wrapper = Tomcat.addServlet(context, name, servlet);
    wrapper.setAsyncSupported(true);
    context.addServletMappingDecoded(pattern, name);
  }

  @Override
  public int start() throws Exception {
    tomcat.start();
    return tomcat.getConnector().getLocalPort();
  }

  @Override
  public void stop() throws Exception {
    tomcat.stop();
    tomcat.destroy();
  }
}
