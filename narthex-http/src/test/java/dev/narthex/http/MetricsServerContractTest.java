package dev.narthex.http;

import dev.narthex.contract.ScrapeContract;
import dev.narthex.contract.Served;
import dev.narthex.scrape.ScrapeEndpoint;

/** {@link MetricsServer} does what every server does. */
class MetricsServerContractTest extends ScrapeContract {

  @Override
  protected Served serve(ScrapeEndpoint endpoint) {
    MetricsServer server =
        MetricsServer.builder().host("127.0.0.1").endpoint(endpoint).start();
    return Served.at(server.port(), server::close);
  }
}
