package dev.narthex.webconfig;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates and keys from text in the form of RFC 7468, and in two older ones. */
final class Pem {

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 0x04;
  private static final int CURVE = 0xa0;
  private static final int LONG_LENGTH = 0x80;

  private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};

  /** The object identifier 1.2.840.113549.1.1.1 and no parameters. */
  private static final byte[] RSA = {
    0x06,
    0x09,
    0x2a,
    (byte) 0x86,
    0x48,
    (byte) 0x86,
    (byte) 0xf7,
    0x0d,
    0x01,
    0x01,
    0x01,
    0x05,
    0x00
  };

  /** The object identifier 1.2.840.10045.2.1; the curve follows. */
  private static final byte[] EC = {
    0x06, 0x07, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x02, 0x01
  };

  private Pem() {}

  /** All certificates in the text, in their order; at least one. */
  static List<X509Certificate> certificates(String text) throws GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> certificates = new ArrayList<>();
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      if (block.group(1).equals("CERTIFICATE")) {
        ByteArrayInputStream in = new ByteArrayInputStream(decoded(block.group(2)));
        certificates.add((X509Certificate) factory.generateCertificate(in));
      }
    }
    if (certificates.isEmpty()) {
      throw new GeneralSecurityException("there is no -----BEGIN CERTIFICATE----- in it");
    }
    return certificates;
  }

  /** The first private key in the text. */
  static PrivateKey privateKey(String text) throws GeneralSecurityException {
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      switch (block.group(1)) {
        case "PRIVATE KEY" -> {
          return key(decoded(block.group(2)));
        }
        case "RSA PRIVATE KEY" -> {
          return key(pkcs8(RSA, decoded(block.group(2))));
        }
        case "EC PRIVATE KEY" -> {
          byte[] key = decoded(block.group(2));
          return key(pkcs8(joined(EC, curve(key)), key));
        }
        case "ENCRYPTED PRIVATE KEY" ->
          throw new GeneralSecurityException("the key in it is encrypted; it must be in the clear");
        default -> {} // a certificate in the same file, or the parameters of a curve
      }
    }
    throw new GeneralSecurityException("there is no -----BEGIN PRIVATE KEY----- in it");
  }

  private static byte[] decoded(String base64) throws GeneralSecurityException {
    try {
      return Base64.getMimeDecoder().decode(base64.strip().getBytes(US_ASCII));
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("it is not base64", e);
    }
  }

  private static PrivateKey key(byte[] pkcs8) throws GeneralSecurityException {
    PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(pkcs8);
    InvalidKeySpecException refusal = null;
    for (String algorithm : new String[] {"RSA", "EC", "EdDSA"}) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException e) {
        refusal = e;
      }
    }
    throw new GeneralSecurityException("the key in it is neither RSA, EC nor EdDSA", refusal);
  }

  /** Wraps an older form, which says less, into the one that the JDK reads (RFC 5208). */
  private static byte[] pkcs8(byte[] algorithm, byte[] key) {
    return element(
        SEQUENCE,
        joined(VERSION_0, joined(element(SEQUENCE, algorithm), element(OCTET_STRING, key))));
  }

  /**
   * The object identifier of the curve in a key of RFC 5915: a sequence of a version, an octet string
   * and, marked as {@link #CURVE}, what is looked for.
   */
  private static byte[] curve(byte[] key) throws GeneralSecurityException {
    try {
      int at = contentOf(key, 0);
      while (at < key.length) {
        int content = contentOf(key, at);
        int end = content + lengthOf(key, at);
        if ((key[at] & 0xff) == CURVE) {
          return Arrays.copyOfRange(key, content, end);
        }
        at = end;
      }
    } catch (IndexOutOfBoundsException e) {
      throw new GeneralSecurityException("the key in it is cut off", e);
    }
    throw new GeneralSecurityException(
        "the key in it does not name its curve; openssl pkcs8 -topk8 -nodes makes one that does");
  }

  private static int lengthOf(byte[] der, int at) {
    int first = der[at + 1] & 0xff;
    if (first < LONG_LENGTH) {
      return first;
    }
    int length = 0;
    for (int i = 0; i < first - LONG_LENGTH; i++) {
      length = (length << Byte.SIZE) | (der[at + 2 + i] & 0xff);
    }
    return length;
  }

  private static int contentOf(byte[] der, int at) {
    int first = der[at + 1] & 0xff;
    return at + 2 + Math.max(first - LONG_LENGTH, 0);
  }

  private static byte[] element(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length >= 1 << Byte.SIZE) { // no key is larger than 64 KiB
      out.write(LONG_LENGTH + 2);
      out.write(content.length >>> Byte.SIZE);
    } else if (content.length >= LONG_LENGTH) {
      out.write(LONG_LENGTH + 1);
    }
    out.write(content.length);
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }
}
