package dev.narthex.webconfig;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpExchange;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
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

  /** The cost is from 4 to 31; a hash is 22 characters of salt and 31 of digest. */
  private static final Pattern HASH =
      Pattern.compile("\\$2[aby]\\$(0[4-9]|[12]\\d|3[01])\\$[./A-Za-z0-9]{53}");

  private final Map<String, String> hashesByUser;
  private final Map<String, String> headers;
  private final SecretKeySpec key;

  /**
   * The most expensive hash of all: it is checked in vain for users who do not exist, so that they
   * cannot be told by the time.
   */
  private final String decoy;

  /** The digests of the passwords that were right: at most one for each user. */
  private final Map<String, byte[]> rightByUser = new ConcurrentHashMap<>();

  private final ReentrantLock checking = new ReentrantLock();

  /**
   * Makes an authenticator.
   *
   * @param hashesByUser bcrypt hashes, at least one
   * @param headers sent with refusals too
   */
  Passwords(Map<String, String> hashesByUser, Map<String, String> headers) {
    super(REALM, UTF_8);
    this.hashesByUser = Map.copyOf(hashesByUser);
    this.headers = Map.copyOf(headers);
    decoy = Collections.max(hashesByUser.values(), Comparator.comparing(Passwords::cost));
    byte[] random = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(random);
    key = new SecretKeySpec(random, DIGEST);
  }

  static boolean isHash(String text) {
    return HASH.matcher(text).matches();
  }

  private static String cost(String hash) {
    return hash.substring("$2a$".length(), "$2a$10".length());
  }

  @Override
  public Result authenticate(HttpExchange exchange) {
    Result result = asked(exchange);
    if (!(result instanceof Success)) {
      // The JDK leaves it out where a client comes with another scheme.
      exchange.getResponseHeaders().set("WWW-Authenticate", CHALLENGE);
      headers.forEach(exchange.getResponseHeaders()::set);
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
    byte[] right = rightByUser.get(user);
    if (right != null && MessageDigest.isEqual(right, digest)) {
      return true;
    }
    String hash = hashesByUser.get(user);
    boolean matches = matches(password, hash == null ? decoy : hash);
    if (hash == null || !matches) {
      return false;
    }
    rightByUser.put(user, digest);
    return true;
  }

  private boolean matches(String password, String hash) {
    try {
      checking.lockInterruptibly();
    } catch (InterruptedException e) { // the client is taking too long, or the server is closing
      Thread.currentThread().interrupt();
      return false;
    }
    try {
      // The library knows the first of the three names of one and the same algorithm.
      return BCrypt.checkpw(password, "$2a$" + hash.substring("$2a$".length()));
    } finally {
      checking.unlock();
    }
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
