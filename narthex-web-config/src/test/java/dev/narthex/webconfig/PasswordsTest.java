package dev.narthex.webconfig;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mindrot.jbcrypt.BCrypt;

/** Who gets in by which password. */
class PasswordsTest {

  private static String hash(String password) {
    return BCrypt.hashpw(password, BCrypt.gensalt(4)); // the lowest cost there is
  }

  private final Passwords passwords =
      new Passwords(Map.of("alice", hash("wonderland"), "bob", hash("builder")), Map.of());

  @ParameterizedTest
  @CsvSource({
    "alice, wonderland, true",
    "bob, builder, true",
    "alice, builder, false",
    "bob, wonderland, false",
    "carol, wonderland, false",
    "'', '', false",
    "alice, '', false",
    "Alice, wonderland, false",
  })
  void aUserIsKnownByItsOwnPasswordAlone(String user, String password, boolean known) {
    for (int i = 0; i < 3; i++) { // checked, then perhaps remembered
      assertThat(passwords.checkCredentials(user, password)).isEqualTo(known);
      assertThat(passwords.checkCredentials("alice", "wonderland")).isTrue();
      assertThat(passwords.checkCredentials("alice", "Wonderland")).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({"$2a$, true", "$2b$, true", "$2y$, true", "$2x$, false", "$1$, false", "'', false"})
  void theThreeNamesOfBcryptMeanTheSame(String name, boolean isHash) {
    String renamed = name + hash("wonderland").substring("$2a$".length());

    assertThat(Passwords.isHash(renamed)).isEqualTo(isHash);
    if (isHash) {
      assertThat(new Passwords(Map.of("a", renamed), Map.of()).checkCredentials("a", "wonderland"))
          .isTrue();
    }
  }

  @Test
  void whoIsInterruptedWhileWaitingForACheckIsRefusedAndStaysInterrupted() {
    Thread.currentThread().interrupt();

    assertThat(passwords.checkCredentials("alice", "wonderland")).isFalse();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(passwords.checkCredentials("alice", "wonderland")).isTrue();
  }

  @Test
  void manyAtOnceAreEachToldTheTruth() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      Callable<Boolean> right = () -> passwords.checkCredentials("alice", "wonderland");
      Callable<Boolean> wrong = () -> !passwords.checkCredentials("bob", "wonderland");

      for (var answer : threads.invokeAll(
          IntStream.range(0, 100).mapToObj(i -> i % 2 == 0 ? right : wrong).toList())) {
        assertThat(answer.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
