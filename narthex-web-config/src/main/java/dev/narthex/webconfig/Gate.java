package dev.narthex.webconfig;

import com.sun.net.httpserver.Authenticator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What each request to one server goes through: the rate limit, the headers, the password. It is an
 * authenticator because the JDK asks that before all filters, so that no password is checked, at a
 * tenth of a second each, for more requests than the limit lets in.
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
    settings.headers().forEach(exchange.getResponseHeaders()::set);
    if (!limiter.allows(settings.rateLimit())) {
      return new Failure(429);
    }
    if (!settings.users().isEmpty()) {
      return passwords.authenticate(exchange);
    }
    return other == null ? new Success(ANYBODY) : other.authenticate(exchange);
  }
}
