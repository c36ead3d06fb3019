package dev.narthex.red;

/** A request as these tests have it. */
final class Call {

  private final String route;
  private int asked;

  Call(String route) {
    this.route = route;
  }

  String route() {
    asked++;
    return route;
  }

  /** How often somebody wanted to know the route. */
  int asked() {
    return asked;
  }
}
