package dev.narthex.webconfig;

import com.sun.net.httpserver.Authenticator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What each request to one server goes through: the headers, the rate limit, the password. The limit
 * comes before the password, which takes a tenth of a second to check.
 */
final class Gate extends Authenticator {

  private static final HttpPrincipal ANYBODY = new HttpPrincipal("anybody", "metrics");

  private final LiveSettings live;
  private final Passwords passwords;
  private final RateLimiter limiter;

  /** Whom the server asked before; null if nobody. */
  private final @Nullable Authenticator other;

  Gate(
      LiveSettings live,
      Passwords passwords,
      LongSupplier nanoTime,
      @Nullable Authenticator other) {
    this.live = live;
    this.passwords = passwords;
    this.limiter = new RateLimiter(nanoTime);
    this.other = other;
  }

  @Override
  public Result authenticate(HttpExchange exchange) {
    Settings settings = live.newest();
    settings.headers().forEach((name, value) -> {
      // The JDK asks the filters first, so the program's own headers are there already.
      if (!exchange.getResponseHeaders().containsKey(name)) {
        exchange.getResponseHeaders().set(name, value);
      }
    });
    if (!limiter.allows(settings.rateLimit())) {
      return new Failure(429);
    }
    if (!settings.users().isEmpty()) {
      return passwords.authenticate(exchange);
    }
    return other == null ? new Success(ANYBODY) : other.authenticate(exchange);
  }
}
