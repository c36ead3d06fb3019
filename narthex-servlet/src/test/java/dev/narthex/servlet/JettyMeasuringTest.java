package dev.narthex.servlet;

/** {@link MeasuringServletFilter} in Jetty. */
class JettyMeasuringTest extends MeasuringContract {

  @Override
  Container container() {
    return new InJetty();
  }
}
