package dev.narthex.servlet;

/** {@link MeasuringServletFilter} in Jetty, where requests become asynchronous. */
class JettyAsyncMeasuringTest extends AsyncMeasuringContract {

  @Override
  Container container() {
    return new InJetty();
  }
}
