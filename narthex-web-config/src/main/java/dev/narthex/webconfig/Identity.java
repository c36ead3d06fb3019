package dev.narthex.webconfig;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A certificate with its chain and its key, which belong together.
 */
record Identity(List<X509Certificate> chain, PrivateKey key) {

  private static final byte[] SIGNED = {1, 2, 3};

  static Identity of(String certificates, String key) throws GeneralSecurityException {
    List<X509Certificate> chain = Pem.certificates(certificates);
    PrivateKey privateKey = Pem.privateKey(key);
    if (!signs(privateKey, chain.get(0))) {
      throw new GeneralSecurityException("the key does not belong to the certificate");
    }
    return new Identity(chain, privateKey);
  }

  private static boolean signs(PrivateKey key, X509Certificate certificate)
      throws GeneralSecurityException {
    if (!key.getAlgorithm().equals(certificate.getPublicKey().getAlgorithm())) {
      return false;
    }
    String algorithm = switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> key.getAlgorithm();
    };
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    signature.update(SIGNED);
    byte[] signed = signature.sign();
    signature.initVerify(certificate.getPublicKey());
    signature.update(SIGNED);
    return signature.verify(signed);
  }
}
