package dev.narthex.webconfig;

import java.security.MessageDigest;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code basic_auth_users}, and which passwords were right so far. Thread-safe; the users
 * and their hashes never change.
 */
final class Users {

  /** The cost is from 4 to 31; a hash is 22 characters of salt and 31 of digest. */
  private static final Pattern HASH =
      Pattern.compile("\\$2[aby]\\$(0[4-9]|[12]\\d|3[01])\\$[./A-Za-z0-9]{53}");

  private final Map<String, String> hashesByUser;

  /** The digests of the passwords that were right: at most one for each user. */
  private final Map<String, byte[]> rightByUser = new ConcurrentHashMap<>();

  /**
   * Makes users.
   *
   * @param hashesByUser bcrypt hashes; none if everybody may come in
   */
  Users(Map<String, String> hashesByUser) {
    this.hashesByUser = Map.copyOf(hashesByUser);
  }

  /** Reads the section. */
  static Users read(ConfigNode section) {
    Map<String, String> hashes = new LinkedHashMap<>();
    section.entries(null).forEach((user, node) -> {
      String hash = node.text();
      if (!isHash(hash)) {
        // The hash itself is not told: it might be a password in the clear.
        throw node.wrong("is no bcrypt hash. htpasswd -nBC 10 \"\" makes one; it begins with $2.");
      }
      hashes.put(user, hash);
    });
    return new Users(hashes);
  }

  static boolean isHash(String text) {
    return HASH.matcher(text).matches();
  }

  boolean isEmpty() {
    return hashesByUser.isEmpty();
  }

  /** Takes over which passwords were right, of users who have the same hash as before. */
  void rememberFrom(Users before) {
    before.rightByUser.forEach((user, digest) -> {
      String hash = before.hash(user);
      if (hash != null && hash.equals(hash(user))) {
        rightByUser.put(user, digest);
      }
    });
  }

  /** The hash of a user's password; null if there is no such user. */
  @Nullable
  String hash(String user) {
    return hashesByUser.get(user);
  }

  /**
   * The most expensive hash of all: it is checked in vain for users who do not exist, so that they
   * cannot be told by the time.
   */
  String decoy() {
    return Collections.max(
        hashesByUser.values(), Comparator.comparing(hash -> hash.substring("$2a$".length())));
  }

  boolean remembers(String user, byte[] digest) {
    byte[] right = rightByUser.get(user);
    return right != null && MessageDigest.isEqual(right, digest);
  }

  void remember(String user, byte[] digest) {
    rightByUser.put(user, digest);
  }
}
