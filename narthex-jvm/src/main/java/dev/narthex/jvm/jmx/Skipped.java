package dev.narthex.jvm.jmx;

/** Why a value is not shown. */
enum Skipped {
  /** Neither a number nor a boolean, nested otherwise than said, or no total of a counter. */
  NOT_A_NUMBER("not a number"),
  /** The attribute could not be read. */
  FAILED("failed"),
  /** There is a series with these labels already. */
  DUPLICATE("duplicate"),
  /** There are as many series as the family may have. */
  TOO_MANY("too many");

  /** As the value of a label. */
  final String reason;

  Skipped(String reason) {
    this.reason = reason;
  }
}
