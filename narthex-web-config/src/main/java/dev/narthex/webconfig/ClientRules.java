package dev.narthex.webconfig;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Which certificates of clients are good. Immutable. */
final class ClientRules {

  /** The kinds of names that count: e-mail, DNS, URI, IP address (RFC 5280, section 4.2.1.6). */
  private static final Set<Object> KINDS = Set.of(1, 2, 6, 7);

  /** Nothing that would be looked up in the DNS. */
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F.]*:[0-9a-fA-F.]*:[0-9a-fA-F.:]*");

  private final @Nullable X509ExtendedTrustManager authorities;
  private final Set<String> names;

  private ClientRules(@Nullable X509ExtendedTrustManager authorities, Set<String> names) {
    this.authorities = authorities;
    this.names = names;
  }

  static ClientRules any() {
    return new ClientRules(null, Set.of());
  }

  /**
   * Certificates that lead to an authority.
   *
   * @param roots the authorities; null for those that the JDK trusts
   * @param names the subject alternative names of which a certificate must have one; empty for any
   */
  static ClientRules of(@Nullable List<X509Certificate> roots, List<String> names)
      throws GeneralSecurityException {
    KeyStore store = null;
    if (roots != null) {
      store = KeyStore.getInstance("PKCS12");
      try {
        store.load(null, null);
      } catch (IOException e) {
        throw new GeneralSecurityException(e);
      }
      for (int i = 0; i < roots.size(); i++) {
        store.setCertificateEntry("root-" + i, roots.get(i));
      }
    }
    Set<String> allowed = new HashSet<>();
    names.forEach(name -> allowed.add(plain(name)));
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager authorities) {
        return new ClientRules(authorities, allowed);
      }
    }
    throw new GeneralSecurityException("this JDK cannot check certificates");
  }

  /** One spelling for each IPv6 address: the JDK writes them in full, people as {@code ::1}. */
  private static String plain(String name) {
    if (!IPV6.matcher(name).matches()) {
      return name;
    }
    try {
      return InetAddress.getByName(name).getHostAddress();
    } catch (UnknownHostException e) {
      return name; // it only looks like one
    }
  }

  /** Who knows the authorities; null if any certificate will do. */
  @Nullable
  X509ExtendedTrustManager authorities() {
    return authorities;
  }

  void checkNames(X509Certificate[] chain) throws CertificateException {
    if (names.isEmpty()) {
      return;
    }
    Collection<List<?>> alternatives = chain[0].getSubjectAlternativeNames();
    if (alternatives != null) {
      for (List<?> alternative : alternatives) { // a kind, then the name
        if (KINDS.contains(alternative.get(0))
            && alternative.get(1) instanceof String name
            && names.contains(plain(name))) {
          return;
        }
      }
    }
    throw new CertificateException("none of the client's names is allowed");
  }
}
