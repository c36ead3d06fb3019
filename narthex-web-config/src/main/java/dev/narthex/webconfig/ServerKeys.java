package dev.narthex.webconfig;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** Shows the JDK the server's certificate and key. */
abstract class ServerKeys extends X509ExtendedKeyManager {

  /** What new connections get. */
  abstract Identity current();

  /** What a handshake that is under way began with, by its alias; null if it is gone. */
  abstract @Nullable Identity called(String alias);

  @Override
  public final @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    Identity identity = current();
    return identity.key().getAlgorithm().equals(keyType) ? identity.alias() : null;
  }

  @Override
  public final @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return chooseEngineServerAlias(keyType, issuers, null);
  }

  @Override
  public final X509Certificate @Nullable [] getCertificateChain(String alias) {
    Identity identity = called(alias);
    return identity == null ? null : identity.chain().toArray(X509Certificate[]::new);
  }

  @Override
  public final @Nullable PrivateKey getPrivateKey(String alias) {
    Identity identity = called(alias);
    return identity == null ? null : identity.key();
  }

  @Override
  public final String @Nullable [] getServerAliases(
      String keyType, Principal @Nullable [] issuers) {
    String alias = chooseEngineServerAlias(keyType, issuers, null);
    return alias == null ? null : new String[] {alias};
  }

  @Override
  public final String @Nullable [] getClientAliases(
      String keyType, Principal @Nullable [] issuers) {
    return null; // this is a server
  }

  @Override
  public final @Nullable String chooseClientAlias(
      String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }
}
