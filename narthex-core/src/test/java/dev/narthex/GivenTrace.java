package dev.narthex;

/** A trace that a test begins and ends by hand, and that counts how often it was asked. */
final class GivenTrace implements TraceContext {

  boolean sampled;
  String traceId = "0af7651916cd43dd8448eb211c80319c";
  int asked;
  Error failure;

  @Override
  public boolean isSampled() {
    asked++;
    if (failure != null) {
      throw failure;
    }
    return sampled;
  }

  @Override
  public String traceId() {
    return traceId;
  }

  @Override
  public String spanId() {
    return "b7ad6b7169203331";
  }
}
