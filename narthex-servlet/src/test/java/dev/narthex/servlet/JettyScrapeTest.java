package dev.narthex.servlet;

import dev.narthex.contract.ScrapeContract;
import dev.narthex.contract.Served;
import dev.narthex.scrape.ScrapeEndpoint;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;

/** {@link MetricsServlet} in Jetty does what every server does. */
class JettyScrapeTest extends ScrapeContract {

  @Override
  protected Served serve(ScrapeEndpoint endpoint) throws Exception {
    Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    ServletContextHandler context = new ServletContextHandler();
    context.addServlet(new ServletHolder(new MetricsServlet(endpoint)), "/metrics");
    server.setHandler(context);
    server.start();
    return Served.at(server.getURI().getPort(), server::stop);
  }
}
