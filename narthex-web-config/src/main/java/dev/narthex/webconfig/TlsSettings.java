package dev.narthex.webconfig;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** The section {@code tls_server_config}. */
final class TlsSettings {

  private static final List<String> KEYS = List.of(
      "cert_file",
      "key_file",
      "cert",
      "key",
      "client_auth_type",
      "client_ca_file",
      "client_ca",
      "client_allowed_sans",
      "min_version",
      "max_version",
      "cipher_suites",
      "prefer_server_cipher_suites",
      "curve_preferences");

  private static final List<String> VERSIONS = List.of("TLS10", "TLS11", "TLS12", "TLS13");

  private static final List<String> CLIENT_AUTH_TYPES = List.of(
      "NoClientCert",
      "RequestClientCert",
      "RequireAnyClientCert",
      "RequireClientCert",
      "VerifyClientCertIfGiven",
      "RequireAndVerifyClientCert");

  /** The names of curves in the file, and in the JDK. */
  private static final Map<String, String> CURVES = Map.of(
      "CurveP256",
      "secp256r1",
      "CurveP384",
      "secp384r1",
      "CurveP521",
      "secp521r1",
      "X25519",
      "x25519");

  private final ConfigNode section;
  private final Map<String, ConfigNode> entries;
  private final String clientAuthType;
  private final Supplier<ClientRules> newestRules;

  private TlsSettings(ConfigNode section, Supplier<ClientRules> newestRules) {
    this.section = section;
    this.newestRules = newestRules;
    this.entries = section.entries(KEYS);
    ConfigNode type = entries.get("client_auth_type");
    clientAuthType = type == null ? "NoClientCert" : type.oneOf(CLIENT_AUTH_TYPES);
  }

  /**
   * Reads the section, and the files it names.
   *
   * @param newestRules tells the rules for clients that are in force when a client comes
   */
  static Tls read(ConfigNode section, Supplier<ClientRules> newestRules) {
    return new TlsSettings(section, newestRules).tls();
  }

  private Tls tls() {
    SSLContext context;
    ClientRules clients;
    try {
      clients = clientRules();
      context = SSLContext.getInstance("TLS");
      context.init(
          new KeyManager[] {new ServerKey(identity())},
          new TrustManager[] {new ClientTrust(newestRules)},
          null);
    } catch (GeneralSecurityException e) {
      throw section.wrong("cannot be used: " + e.getMessage() + ".", e);
    }
    return new Tls(context, parameters(context), clients);
  }

  private SSLParameters parameters(SSLContext context) {
    SSLParameters parameters = context.getDefaultSSLParameters();
    parameters.setProtocols(protocols(parameters.getProtocols()));
    List<ConfigNode> ciphers = elements("cipher_suites");
    if (!ciphers.isEmpty()) {
      parameters.setCipherSuites(
          ciphers(ciphers, context.getSupportedSSLParameters().getCipherSuites()));
    }
    ConfigNode ownOrder = entries.get("prefer_server_cipher_suites");
    parameters.setUseCipherSuitesOrder(ownOrder == null || ownOrder.bool());
    setCurves(parameters);
    switch (clientAuthType) {
      case "NoClientCert" -> {}
      case "RequestClientCert", "VerifyClientCertIfGiven" -> parameters.setWantClientAuth(true);
      default -> parameters.setNeedClientAuth(true);
    }
    return parameters;
  }

  /** A list; empty also if it is not there, which means the same to the exporters. */
  private List<ConfigNode> elements(String key) {
    ConfigNode list = entries.get(key);
    return list == null ? List.of() : list.elements();
  }

  private Identity identity() {
    ConfigNode certificate = oneOfTwo("cert_file", "cert");
    ConfigNode key = oneOfTwo("key_file", "key");
    if (certificate == null || key == null) {
      throw section.wrong("must have cert_file and key_file.");
    }
    try {
      return Identity.of(text("cert_file", certificate), text("key_file", key));
    } catch (IOException e) {
      throw certificate.wrong(
          "with its key cannot be read: " + e
              + ". Check that both files are there and may be read.",
          e);
    } catch (GeneralSecurityException e) {
      throw certificate.wrong("with its key cannot be used: " + e.getMessage() + ".", e);
    }
  }

  /** What a node holds, or the file that it names if it is the value of {@code fileKey}. */
  private String text(String fileKey, ConfigNode node) throws IOException {
    return entries.containsKey(fileKey) ? node.fileText() : node.text();
  }

  private @Nullable ConfigNode oneOfTwo(String first, String second) {
    ConfigNode one = entries.get(first);
    ConfigNode other = entries.get(second);
    if (one != null && other != null) {
      throw other.wrong("cannot be there beside " + first + ".");
    }
    return one == null ? other : one;
  }

  private ClientRules clientRules() throws GeneralSecurityException {
    ConfigNode authorities = oneOfTwo("client_ca_file", "client_ca");
    ConfigNode names = entries.get("client_allowed_sans");
    if (!clientAuthType.contains("Verify")) {
      for (ConfigNode unused : new ConfigNode[] {authorities, names}) {
        if (unused != null) {
          throw unused.wrong("has no effect with client_auth_type " + clientAuthType
              + ". Use RequireAndVerifyClientCert or VerifyClientCertIfGiven.");
        }
      }
      return ClientRules.any();
    }
    if (names != null && names.elements().isEmpty()) {
      throw names.wrong(
          "is an empty list, which lets nobody in. Name those whom it shall let in, or"
              + " leave it out.");
    }
    return ClientRules.of(
        authorities == null ? null : roots(authorities),
        elements("client_allowed_sans").stream().map(ConfigNode::text).toList());
  }

  private List<X509Certificate> roots(ConfigNode authorities) {
    try {
      return Pem.certificates(text("client_ca_file", authorities));
    } catch (IOException e) {
      throw authorities.wrong("cannot be read: " + e + ".", e);
    } catch (GeneralSecurityException e) {
      throw authorities.wrong("cannot be used: " + e.getMessage() + ".", e);
    }
  }

  private String[] protocols(String[] enabled) {
    ConfigNode min = entries.get("min_version");
    ConfigNode max = entries.get("max_version");
    int first = VERSIONS.indexOf(min == null ? "TLS12" : min.oneOf(VERSIONS));
    int last = VERSIONS.indexOf(max == null ? "TLS13" : max.oneOf(VERSIONS));
    List<String> protocols = new ArrayList<>();
    Set<String> missing = new LinkedHashSet<>(VERSIONS.subList(first, Math.max(first, last + 1)));
    for (String protocol : enabled) { // such as TLSv1.2
      String version = "TLS" + protocol.replaceAll("[^0-9]", "").replaceAll("^1$", "10");
      if (missing.remove(version)) {
        protocols.add(protocol);
      }
    }
    if (protocols.isEmpty()) {
      ConfigNode wrong = max != null ? max : min != null ? min : section;
      throw wrong.wrong("leaves no version of TLS: from " + VERSIONS.get(first) + " to "
          + VERSIONS.get(last) + ". This JDK has switched on " + String.join(", ", enabled) + ".");
    }
    if (min != null && !missing.isEmpty()) {
      min.warn("asks for " + String.join(", ", missing) + ", which this JDK has switched off, so"
          + " clients that know nothing newer cannot connect. Raise it, or change"
          + " jdk.tls.disabledAlgorithms in the JDK's file java.security.");
    }
    return protocols.toArray(String[]::new);
  }

  /** Those asked for, and those of TLS 1.3, which are always good and cannot be chosen there. */
  private static String[] ciphers(List<ConfigNode> asked, String[] supported) {
    Set<String> known = new LinkedHashSet<>(List.of(supported));
    Set<String> ciphers = new LinkedHashSet<>();
    for (String cipher : supported) {
      if (cipher.startsWith("TLS_AES_") || cipher.startsWith("TLS_CHACHA20_")) {
        ciphers.add(cipher);
      }
    }
    for (ConfigNode element : asked) {
      String name = element.text();
      String cipher = name.endsWith("_CHACHA20_POLY1305") ? name + "_SHA256" : name;
      if (!known.contains(cipher)) {
        throw element.wrong(
            "has \"" + name + "\" but must have names among " + String.join(", ", known) + ".");
      }
      ciphers.add(cipher);
    }
    return ciphers.toArray(String[]::new);
  }

  private void setCurves(SSLParameters parameters) {
    List<String> groups = new ArrayList<>();
    for (ConfigNode element : elements("curve_preferences")) {
      groups.add(CURVES.get(element.oneOf(CURVES.keySet().stream().sorted().toList())));
    }
    ConfigNode curves = entries.get("curve_preferences");
    if (curves != null
        && !groups.isEmpty()
        && !NamedGroups.set(parameters, groups.toArray(String[]::new))) {
      throw curves.wrong("needs JDK 20 or later. Leave it out, or set the system property"
          + " jdk.tls.namedGroups.");
    }
  }
}
