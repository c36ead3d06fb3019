package dev.narthex.webconfig;

import org.jspecify.annotations.Nullable;

/**
 * A web configuration file cannot be used. The message names the file, the line and the key, what is
 * there and what may be there.
 *
 * @since 0.1
 */
public final class WebConfigException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  WebConfigException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
