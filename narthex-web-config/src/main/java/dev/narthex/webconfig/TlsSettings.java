package dev.narthex.webconfig;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  private TlsSettings(ConfigNode section) {
    this.section = section;
    this.entries = section.entries(KEYS);
    ConfigNode type = entries.get("client_auth_type");
    clientAuthType = type == null ? "NoClientCert" : type.oneOf(CLIENT_AUTH_TYPES);
  }

  /** Reads the section, and the files it names. */
  static HttpsConfigurator read(ConfigNode section) {
    return new TlsSettings(section).configurator();
  }

  private HttpsConfigurator configurator() {
    SSLContext context;
    try {
      context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {keyManager()}, new TrustManager[] {clientTrust()}, null);
    } catch (GeneralSecurityException e) {
      throw section.wrong("cannot be used: " + e.getMessage() + ".", e);
    }
    SSLParameters parameters = context.getDefaultSSLParameters();
    parameters.setProtocols(protocols(parameters.getProtocols()));
    ConfigNode ciphers = entries.get("cipher_suites");
    if (ciphers != null) {
      parameters.setCipherSuites(
          ciphers(ciphers, context.getSupportedSSLParameters().getCipherSuites()));
    }
    ConfigNode ownOrder = entries.get("prefer_server_cipher_suites");
    parameters.setUseCipherSuitesOrder(ownOrder == null || ownOrder.bool());
    ConfigNode curves = entries.get("curve_preferences");
    if (curves != null) {
      setCurves(parameters, curves);
    }
    switch (clientAuthType) {
      case "NoClientCert" -> {}
      case "RequestClientCert", "VerifyClientCertIfGiven" -> parameters.setWantClientAuth(true);
      default -> parameters.setNeedClientAuth(true);
    }
    return new HttpsConfigurator(context) {
      @Override
      public void configure(HttpsParameters connection) {
        connection.setSSLParameters(parameters);
      }
    };
  }

  private KeyManager keyManager() {
    ConfigNode certificate = oneOfTwo("cert_file", "cert");
    ConfigNode key = oneOfTwo("key_file", "key");
    if (certificate == null || key == null) {
      throw section.wrong("must have cert_file and key_file.");
    }
    boolean certificateIsFile = entries.containsKey("cert_file");
    if (certificateIsFile != entries.containsKey("key_file")) {
      throw section.wrong("must have certificate and key both in files or both in here.");
    }
    try {
      return certificateIsFile
          ? new CertificateFiles(certificate.path(), key.path(), System::nanoTime)
          : new FixedCertificate(Identity.of("server", certificate.text(), key.text()));
    } catch (IOException e) {
      throw certificate.wrong(
          "with its key cannot be read: " + e
              + ". Check that both files are there and may be read.",
          e);
    } catch (GeneralSecurityException e) {
      throw certificate.wrong("with its key cannot be used: " + e.getMessage() + ".", e);
    }
  }

  private @Nullable ConfigNode oneOfTwo(String first, String second) {
    ConfigNode one = entries.get(first);
    ConfigNode other = entries.get(second);
    if (one != null && other != null) {
      throw other.wrong("cannot be there beside " + first + ".");
    }
    return one == null ? other : one;
  }

  private ClientTrust clientTrust() throws GeneralSecurityException {
    ConfigNode authorities = oneOfTwo("client_ca_file", "client_ca");
    ConfigNode names = entries.get("client_allowed_sans");
    boolean verifies = clientAuthType.contains("Verify");
    if (!verifies) {
      for (ConfigNode unused : new ConfigNode[] {authorities, names}) {
        if (unused != null) {
          throw unused.wrong("has no effect with client_auth_type " + clientAuthType
              + ". Use RequireAndVerifyClientCert or VerifyClientCertIfGiven.");
        }
      }
      return ClientTrust.any();
    }
    Set<String> allowed = new HashSet<>();
    if (names != null) {
      names.elements().forEach(name -> allowed.add(name.text()));
    }
    return ClientTrust.of(authorities == null ? null : roots(authorities), allowed);
  }

  private List<X509Certificate> roots(ConfigNode authorities) {
    try {
      return Pem.certificates(
          entries.containsKey("client_ca_file")
              ? Files.readString(authorities.path())
              : authorities.text());
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
    for (String protocol : enabled) { // such as TLSv1.2
      int version = VERSIONS.indexOf("TLS" + protocol.replaceAll("[^0-9]", ""));
      if (version >= first && version <= last) {
        protocols.add(protocol);
      }
    }
    if (protocols.isEmpty()) {
      ConfigNode wrong = max != null ? max : min != null ? min : section;
      throw wrong.wrong("leaves no version of TLS: from " + VERSIONS.get(first) + " to "
          + VERSIONS.get(last) + ". This JDK has switched on " + String.join(", ", enabled) + ".");
    }
    return protocols.toArray(String[]::new);
  }

  /** Those asked for, and those of TLS 1.3, which are always good and cannot be chosen there. */
  private static String[] ciphers(ConfigNode asked, String[] supported) {
    Set<String> known = new LinkedHashSet<>(List.of(supported));
    Set<String> ciphers = new LinkedHashSet<>();
    for (String cipher : supported) {
      if (cipher.startsWith("TLS_AES_") || cipher.startsWith("TLS_CHACHA20_")) {
        ciphers.add(cipher);
      }
    }
    for (ConfigNode element : asked.elements()) {
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

  private static void setCurves(SSLParameters parameters, ConfigNode curves) {
    List<String> groups = new ArrayList<>();
    for (ConfigNode element : curves.elements()) {
      groups.add(CURVES.get(element.oneOf(CURVES.keySet().stream().sorted().toList())));
    }
    if (!NamedGroups.set(parameters, groups.toArray(String[]::new))) {
      throw curves.wrong("needs JDK 20 or later. Leave it out, or set the system property"
          + " jdk.tls.namedGroups.");
    }
  }
}
