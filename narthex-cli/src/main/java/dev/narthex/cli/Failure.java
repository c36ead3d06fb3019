package dev.narthex.cli;

/** Why a command could not do its work, told in a way that helps the user. */
final class Failure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** A failure that {@code message} tells of as a whole. */
  Failure(String message) {
    super(message);
  }

  /** What to tell the user of any exception. */
  static String messageOf(Exception failure) {
    // Anything else is a fault of this program, and its name helps to find it.
    return failure instanceof Failure ? String.valueOf(failure.getMessage()) : failure.toString();
  }
}
