package dev.narthex.webconfig;

/** A certificate and key that stand in the configuration itself. */
final class FixedCertificate extends ServerKeys {

  private final Identity identity;

  FixedCertificate(Identity identity) {
    this.identity = identity;
  }

  @Override
  Identity current() {
    return identity;
  }

  @Override
  Identity called(String alias) {
    return identity;
  }
}
