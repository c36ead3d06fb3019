package dev.narthex.webconfig;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpExchange;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.mindrot.jbcrypt.BCrypt;

/**
 * Asks for the name and the password of one of the users in the file.
 *
 * <p>A check with bcrypt takes a tenth of a second of a processor on purpose. So a password that was
 * right is remembered for its user, as a keyed digest that exists only in this process; and checks are
 * made one at a time, so that guessing costs no more than one processor.
 */
final class Passwords extends BasicAuthenticator {

  private static final String REALM = "metrics";

  private static final String CHALLENGE = "Basic realm=\"" + REALM + "\", charset=\"UTF-8\"";

  private static final String DIGEST = "HmacSHA256";

  private static final int KEY_BYTES = 32;

  private final Supplier<Users> newest;
  private final SecretKeySpec key;
  private final ReentrantLock checking = new ReentrantLock();

  /**
   * Makes an authenticator.
   *
   * @param newest tells the users there are now
   */
  Passwords(Supplier<Users> newest) {
    super(REALM, UTF_8);
    this.newest = newest;
    byte[] random = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(random);
    key = new SecretKeySpec(random, DIGEST);
  }

  @Override
  public Result authenticate(HttpExchange exchange) {
    Result result = asked(exchange);
    if (!(result instanceof Success)) {
      // The JDK leaves it out where a client comes with another scheme.
      exchange.getResponseHeaders().set("WWW-Authenticate", CHALLENGE);
    }
    return result;
  }

  private Result asked(HttpExchange exchange) {
    try {
      return super.authenticate(exchange);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      // No Base64, or no colon in it: the JDK would hang up on the client without a word.
      return new Failure(401);
    }
  }

  @Override
  public boolean checkCredentials(String user, String password) {
    byte[] digest = digest(user, password);
    if (newest.get().remembers(user, digest)) {
      return true;
    }
    try {
      checking.lockInterruptibly();
    } catch (InterruptedException e) { // the client is taking too long, or the server is closing
      Thread.currentThread().interrupt();
      return false;
    }
    try {
      // Asked for after the wait, in which a user may have gone or come by.
      Users users = newest.get();
      return users.remembers(user, digest) || isRight(users, user, password, digest);
    } finally {
      checking.unlock();
    }
  }

  private static boolean isRight(Users users, String user, String password, byte[] digest) {
    if (users.isEmpty()) {
      return false; // all were removed since the request came; the next one is not asked
    }
    String known = users.hash(user);
    String hash = known == null ? users.decoy() : known;
    // The library knows the first of the three names of one and the same algorithm.
    boolean matches = BCrypt.checkpw(password, "$2a$" + hash.substring("$2a$".length()));
    if (known == null || !matches) {
      return false;
    }
    users.remember(user, digest);
    return true;
  }

  private byte[] digest(String user, String password) {
    try {
      Mac mac = Mac.getInstance(DIGEST);
      mac.init(key);
      mac.update(user.getBytes(UTF_8));
      mac.update((byte) 0);
      return mac.doFinal(password.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has " + DIGEST + ".", e);
    }
  }
}
