package dev.narthex.testing.reader;

/**
 * Bounds on what is read, so that an exposition from a stranger can neither fill the memory nor take
 * forever. What was read takes at most about a hundred times the memory of the exposition.
 *
 * @param maxBytes how long an exposition may be, in bytes; a {@code String} is counted in {@code
 *     char}s
 * @param maxFamilies how many families may be met
 * @param maxSamples how many samples may be met: a line of text each; in protobuf a metric, and each
 *     bucket and quantile of one
 * @param maxLabels how many labels one series or exemplar may have
 * @param maxLineLength how long a line of text may be, in {@code char}s
 * @param maxNesting how deep unknown groups may be nested in protobuf
 * @since 0.1
 */
public record ReadLimits(
    int maxBytes,
    int maxFamilies,
    int maxSamples,
    int maxLabels,
    int maxLineLength,
    int maxNesting) {

  /** 128 MiB. */
  public static final int DEFAULT_MAX_BYTES = 128 << 20;

  /** 100,000 families. */
  public static final int DEFAULT_MAX_FAMILIES = 100_000;

  /** Two million samples. */
  public static final int DEFAULT_MAX_SAMPLES = 2_000_000;

  /** 1,000 labels. */
  public static final int DEFAULT_MAX_LABELS = 1_000;

  /** A MiB: help texts and label values may be long, but no program means to write such a line. */
  public static final int DEFAULT_MAX_LINE_LENGTH = 1 << 20;

  /** 16 groups: the format itself has none. */
  public static final int DEFAULT_MAX_NESTING = 16;

  /** What is read without saying otherwise. */
  public static final ReadLimits DEFAULT = new ReadLimits(
      DEFAULT_MAX_BYTES,
      DEFAULT_MAX_FAMILIES,
      DEFAULT_MAX_SAMPLES,
      DEFAULT_MAX_LABELS,
      DEFAULT_MAX_LINE_LENGTH,
      DEFAULT_MAX_NESTING);

  /**
   * Checks the limits.
   *
   * @throws IllegalArgumentException if one is negative
   */
  public ReadLimits {
    requireNotNegative("maxBytes", maxBytes);
    requireNotNegative("maxFamilies", maxFamilies);
    requireNotNegative("maxSamples", maxSamples);
    requireNotNegative("maxLabels", maxLabels);
    requireNotNegative("maxLineLength", maxLineLength);
    requireNotNegative("maxNesting", maxNesting);
  }

  private static void requireNotNegative(String name, int limit) {
    if (limit < 0) {
      throw new IllegalArgumentException(
          name + " is " + limit + ". A limit cannot be negative; 0 allows nothing.");
    }
  }

  /**
   * These limits with another length.
   *
   * @param max how long an exposition may be, in bytes
   * @return the limits
   */
  public ReadLimits withMaxBytes(int max) {
    return new ReadLimits(max, maxFamilies, maxSamples, maxLabels, maxLineLength, maxNesting);
  }

  /**
   * These limits with another number of families.
   *
   * @param max how many families may be met
   * @return the limits
   */
  public ReadLimits withMaxFamilies(int max) {
    return new ReadLimits(maxBytes, max, maxSamples, maxLabels, maxLineLength, maxNesting);
  }

  /**
   * These limits with another number of samples.
   *
   * @param max how many samples may be met
   * @return the limits
   */
  public ReadLimits withMaxSamples(int max) {
    return new ReadLimits(maxBytes, maxFamilies, max, maxLabels, maxLineLength, maxNesting);
  }

  /**
   * These limits with another number of labels.
   *
   * @param max how many labels one series may have
   * @return the limits
   */
  public ReadLimits withMaxLabels(int max) {
    return new ReadLimits(maxBytes, maxFamilies, maxSamples, max, maxLineLength, maxNesting);
  }

  /**
   * These limits with another length of lines.
   *
   * @param max how long a line may be, in {@code char}s
   * @return the limits
   */
  public ReadLimits withMaxLineLength(int max) {
    return new ReadLimits(maxBytes, maxFamilies, maxSamples, maxLabels, max, maxNesting);
  }

  /**
   * These limits with another depth.
   *
   * @param max how deep unknown groups may be nested
   * @return the limits
   */
  public ReadLimits withMaxNesting(int max) {
    return new ReadLimits(maxBytes, maxFamilies, maxSamples, maxLabels, maxLineLength, max);
  }
}
