package dev.narthex.webconfig;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509TrustManager;

/**
 * A certificate and a key for tests, made by the JDK's keytool. Each signs itself, for localhost, and
 * may be its own authority.
 */
record Certificates(String alias, X509Certificate certificate, PrivateKey key) {

  private static final String PASSWORD = "narthex";

  /** Makes one; the name shows in it. */
  static Certificates make(Path folder, String name, String... algorithm) throws Exception {
    Path store = folder.resolve(name + ".p12");
    String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    ProcessBuilder builder = new ProcessBuilder(
        tool,
        "-genkeypair",
        "-alias",
        name,
        "-dname",
        "CN=" + name,
        "-startdate",
        "-1d", // clocks may be set back
        "-validity",
        "3650",
        "-ext",
        "san=dns:localhost,dns:" + name + ".example,ip:127.0.0.1,ip:0:0:0:0:0:0:0:1,email:ops@"
            + name + ".example,uri:spiffe://" + name + ".example/a",
        "-ext",
        "bc:critical=ca:true",
        "-storetype",
        "PKCS12",
        "-keystore",
        store.toString(),
        "-storepass",
        PASSWORD);
    builder.command().addAll(Arrays.asList(algorithm));
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), US_ASCII);
    if (process.waitFor() != 0) {
      throw new AssertionError(output);
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return new Certificates(name, (X509Certificate) keys.getCertificate(name), (PrivateKey)
        keys.getKey(name, PASSWORD.toCharArray()));
  }

  static Certificates ec(Path folder, String name) throws Exception {
    return make(folder, name, "-keyalg", "EC", "-groupname", "secp256r1");
  }

  static String pem(String kind, byte[] der) {
    return "-----BEGIN " + kind + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
        + "\n-----END " + kind + "-----\n";
  }

  String certificatePem() {
    try {
      return pem("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new AssertionError(e);
    }
  }

  String keyPem() {
    return pem("PRIVATE KEY", key.getEncoded());
  }

  /** Writes {@code NAME.crt} and {@code NAME.key}. */
  Certificates writtenTo(Path folder, String name) {
    try {
      Files.writeString(folder.resolve(name + ".crt"), certificatePem());
      Files.writeString(folder.resolve(name + ".key"), keyPem());
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a client needs that trusts this one, and shows another of its own, or none. */
  SSLContext trusted(Certificates... own) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    KeyManager[] keys = own.length == 0 ? null : new KeyManager[] {new ClientKeys(own[0])};
    context.init(keys, new TrustManager[] {new Trusting(certificate)}, null);
    return context;
  }

  private static final class ClientKeys extends X509ExtendedKeyManager {
    private final Certificates own;

    ClientKeys(Certificates own) {
      this.own = own;
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
      return new String[] {own.alias};
    }

    @Override
    public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
      return own.alias;
    }

    @Override
    public String chooseEngineClientAlias(String[] keyType, Principal[] issuers, SSLEngine engine) {
      return Arrays.asList(keyType).contains(own.key.getAlgorithm()) ? own.alias : null;
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
      return null;
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
      return null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return new X509Certificate[] {own.certificate};
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return own.key;
    }
  }

  /** Trusts one certificate. */
  private record Trusting(X509Certificate only) implements X509TrustManager {

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      if (!chain[0].equals(only)) {
        throw new CertificateException("not trusted: " + chain[0].getSubjectX500Principal());
      }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {
      throw new AssertionError("a client is not asked");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
