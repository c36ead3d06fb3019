package dev.narthex.webconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECPrivateKey;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which forms of certificates and keys are read. */
class PemTest {

  /** A key of nobody, in the form that {@code openssl ecparam -genkey} writes. */
  private static final String OLD_EC_KEY = """
      -----BEGIN EC PRIVATE KEY-----
      MHcCAQEEINYx2FcPCY33UIKjjQz4OVg6VRjNfZDAz9WEeF5zhfWkoAoGCCqGSM49
      AwEHoUQDQgAEkAKcnISYtzqoCt7iBItgcakmXHCVlIKoinDKfrtWiMmU2ifeqldw
      JBH5IDbQxAijdRe/22FVmRDovvlQvNYaVA==
      -----END EC PRIVATE KEY-----
      """;

  @TempDir
  static Path folder;

  @ParameterizedTest
  @CsvSource({"RSA, -keysize, 2048", "EC, -groupname, secp384r1", "Ed25519, -validity, 10"})
  void keysOfEachAlgorithmBelongToTheirCertificates(String algorithm, String option, String value)
      throws Exception {
    Certificates made = Certificates.make(folder, algorithm, "-keyalg", algorithm, option, value);

    Identity identity = Identity.of(made.certificatePem(), made.keyPem());

    assertThat(identity.key()).isEqualTo(made.key());
    assertThat(identity.chain()).containsExactly(made.certificate());
  }

  @Test
  void aKeyOfAnotherCertificateIsRefused() throws Exception {
    Certificates one = Certificates.ec(folder, "one");
    Certificates other = Certificates.ec(folder, "other");

    assertThatThrownBy(() -> Identity.of(one.certificatePem(), other.keyPem()))
        .isInstanceOf(GeneralSecurityException.class)
        .hasMessage("the key does not belong to the certificate");
  }

  /** The form of PKCS#1 is the tail of the new one. */
  @Test
  void theOldFormOfAnRsaKeyIsRead() throws Exception {
    Certificates made = Certificates.make(folder, "old-rsa", "-keyalg", "RSA", "-keysize", "2048");
    byte[] pkcs8 = made.key().getEncoded();
    byte[] pkcs1 = Arrays.copyOfRange(pkcs8, 26, pkcs8.length);

    assertThat(Pem.privateKey(Certificates.pem("RSA PRIVATE KEY", pkcs1))).isEqualTo(made.key());
  }

  @Test
  void theOldFormOfAnEcKeyIsReadIfItNamesItsCurve() throws Exception {
    assertThat(Pem.privateKey(OLD_EC_KEY)).isInstanceOf(ECPrivateKey.class);
    byte[] withoutCurve = {0x30, 0x06, 0x02, 0x01, 0x01, 0x04, 0x01, 0x01};
    assertThatThrownBy(() -> Pem.privateKey(Certificates.pem("EC PRIVATE KEY", withoutCurve)))
        .isInstanceOf(GeneralSecurityException.class)
        .hasMessageContaining("does not name its curve");
  }

  @Test
  void whatStandsAroundIsPassedOver() throws Exception {
    Certificates made = Certificates.ec(folder, "around");
    String text = "Subject: made for a test\n" + made.certificatePem() + "\n" + made.keyPem();

    assertThat(Pem.certificates(text + made.certificatePem()))
        .containsExactly(made.certificate(), made.certificate());
    assertThat(Pem.privateKey(text)).isEqualTo(made.key());
  }

  @ParameterizedTest
  @CsvSource({
    "'', there is no -----BEGIN PRIVATE KEY----- in it",
    "nonsense, there is no -----BEGIN PRIVATE KEY----- in it",
    "'-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----', 'neither RSA, EC nor EdDSA'",
    "'-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----', encrypted",
    "'-----BEGIN EC PRIVATE KEY-----\nMAYC\n-----END EC PRIVATE KEY-----', cut off",
    "'-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----', 'neither RSA'",
  })
  void whatIsNoKeyIsRefused(String text, String reason) {
    assertThatThrownBy(() -> Pem.privateKey(text))
        .isInstanceOf(GeneralSecurityException.class)
        .hasMessageContaining(reason);
  }
}
