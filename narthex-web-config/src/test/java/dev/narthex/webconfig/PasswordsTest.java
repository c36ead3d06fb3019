package dev.narthex.webconfig;

import static dev.narthex.webconfig.Requests.hash;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who gets in by which password. */
class PasswordsTest {

  private final Users users =
      new Users(Map.of("alice", hash("wonderland"), "bob", hash("builder")));
  private final AtomicReference<Users> newest = new AtomicReference<>(users);
  private final Passwords passwords = new Passwords(newest::get);

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

    assertThat(Users.isHash(renamed)).isEqualTo(isHash);
    if (isHash) {
      newest.set(new Users(Map.of("a", renamed)));
      assertThat(passwords.checkCredentials("a", "wonderland")).isTrue();
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
  void aPasswordIsRememberedForWhoeverKeepsItAndForgottenForTheOthers() {
    assertThat(passwords.checkCredentials("alice", "wonderland")).isTrue();
    assertThat(passwords.checkCredentials("bob", "builder")).isTrue();
    Users changed = new Users(
        Map.of("alice", users.hash("alice"), "bob", hash("changed"), "carol", hash("new")));
    changed.rememberFrom(users);
    newest.set(changed);

    Thread.currentThread().interrupt(); // so that only what is remembered gets in
    assertThat(passwords.checkCredentials("alice", "wonderland")).isTrue();
    assertThat(passwords.checkCredentials("bob", "builder")).isFalse();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(passwords.checkCredentials("bob", "builder")).isFalse();
    assertThat(passwords.checkCredentials("bob", "changed")).isTrue();
  }

  @Test
  void aUserWhoGoesWhileThePasswordWaitsForItsCheckIsNotLetIn() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Passwords changing = new Passwords(() -> {
      // Asked before the wait and after it.
      return asked.incrementAndGet() == 1 ? users : new Users(Map.of("bob", hash("builder")));
    });

    assertThat(changing.checkCredentials("alice", "wonderland")).isFalse();
  }

  @Test
  void withoutUsersNobodyIsKnown() {
    newest.set(new Users(Map.of()));

    assertThat(passwords.checkCredentials("alice", "wonderland")).isFalse();
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
