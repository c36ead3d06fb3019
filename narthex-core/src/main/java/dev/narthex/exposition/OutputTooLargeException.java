package dev.narthex.exposition;

/**
 * An exposition grew past the bound of its {@link OutputBuffer}.
 *
 * @since 0.1
 */
public final class OutputTooLargeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  OutputTooLargeException(long maxBytes) {
    super("The exposition is larger than "
        + maxBytes
        + " bytes. Look for a family with too many series, or raise the bound of the buffer.");
  }
}
