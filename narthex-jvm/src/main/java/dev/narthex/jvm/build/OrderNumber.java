package dev.narthex.jvm.build;

/** One number for a version, that orders as versions do; see {@link SemanticVersion#order}. */
final class OrderNumber {

  /** Below 2^38 with all parts, so that a double has 15 bits for the pre-release. */
  static final int MAX_MAJOR = 2747;

  static final int MAX_PART = 9999;

  /** Below 2^31 with all parts, so that a double has all bits of the pre-release. */
  static final int MAX_EXACT_MAJOR = 20;

  private static final int DOUBLE_BITS = 53;

  private OrderNumber() {}

  static double of(String major, String minor, String patch, int rank) {
    long release = 0;
    boolean within = true; // once a part is too large, the rest must not count any more
    String[] parts = {major, minor, patch};
    for (int i = 0; i < parts.length; i++) {
      int max = i == 0 ? MAX_MAJOR : MAX_PART;
      long part = within ? bounded(parts[i], max) : max;
      within &= part <= max;
      release = release * (MAX_PART + 1) + Math.min(part, max);
    }
    if (!within || rank == PreReleaseRank.ONE) {
      return (double) release;
    }
    long before = release - 1;
    int spare = Long.SIZE - Long.numberOfLeadingZeros(Math.abs(before)) + PreReleaseRank.BITS;
    int cut = Math.max(0, spare - DOUBLE_BITS);
    return (double) before
        + (rank >> cut << cut) / (double) PreReleaseRank.ONE; // exact, both and their sum
  }

  /** The number, or one above the bound if it is larger. */
  private static long bounded(String number, int max) {
    return number.length() > 9 ? max + 1L : Math.min(max + 1L, Long.parseLong(number));
  }
}
