package dev.narthex.testing.reader;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What holds for every input, however wrong:
 *
 * <ol>
 *   <li>Reading gives families or a {@link ReadException}, nothing else.
 *   <li>It allocates no more than a bound in proportion to the input, and takes no more time.
 *   <li>What was read, written once more, is read as the same.
 * </ol>
 */
final class ReaderInvariants {

  /** What an exception takes, and the first call, which loads classes. */
  private static final long BYTES_FOR_ALL = 2 << 20;

  private static final long BYTES_FOR_EACH_BYTE = 600;

  /**
   * So much time of a processor is none that it needs, be it slow: a reader takes a tenth of a microsecond
   * for a byte.
   */
  private static final long CPU_NANOS_FOR_ALL = 5_000_000_000L;

  private static final long CPU_NANOS_FOR_EACH_BYTE = 2_000;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private ReaderInvariants() {}

  /**
   * Reads an input and checks the invariants.
   *
   * @return whether it was good
   * @throws AssertionError if one does not hold
   */
  static boolean check(Reading format, byte[] input) {
    List<ExposedFamily> read;
    long bytes = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    long nanos = THREADS.getCurrentThreadCpuTime();
    try {
      read = format.read(input);
    } catch (ReadException e) {
      read = null;
    } catch (RuntimeException | Error e) {
      throw new AssertionError("Reading failed with " + e, e);
    }
    nanos = THREADS.getCurrentThreadCpuTime() - nanos;
    bytes = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - bytes;
    if (bytes > BYTES_FOR_ALL + BYTES_FOR_EACH_BYTE * input.length) {
      throw new AssertionError("It allocated " + bytes + " bytes for an input of " + input.length);
    }
    if (nanos > CPU_NANOS_FOR_ALL + CPU_NANOS_FOR_EACH_BYTE * input.length) {
      throw new AssertionError(
          "It took " + nanos / 1_000_000 + " ms for " + input.length + " bytes");
    }
    if (read != null && canBeWritten(format, read)) {
      checkRoundTrip(format, read);
    }
    return read != null;
  }

  private static void checkRoundTrip(Reading format, List<ExposedFamily> read) {
    // A longer name goes first: "x_count" may be a family of its own only before there is a summary
    // "x".
    List<ExposedFamily> sorted = new ArrayList<>(read);
    if (format == Reading.TEXT) {
      sorted.sort(
          Comparator.comparingInt((ExposedFamily family) -> -family.name().length()));
    }
    byte[] written = switch (format) {
      case TEXT -> TextOutput.text(sorted).getBytes(UTF_8);
      case OPENMETRICS -> TextOutput.openMetrics(sorted).getBytes(UTF_8);
      case PROTOBUF -> ProtobufOutput.protobuf(sorted);
    };
    List<ExposedFamily> again;
    try {
      again = format.read(written);
    } catch (ReadException e) {
      throw new AssertionError("What was read and written is refused: " + e.getMessage(), e);
    }
    if (!again.equals(sorted)) {
      throw new AssertionError("Read were\n" + sorted + "\nand, written and read again,\n" + again);
    }
  }

  /**
   * Whether our writers can say what was read. Two points of one series are told apart by what no
   * value keeps: times finer than a millisecond, or the order of lines.
   */
  private static boolean canBeWritten(Reading format, List<ExposedFamily> families) {
    if (format == Reading.PROTOBUF) {
      return families.stream()
          .flatMap(family -> family.series().stream())
          .allMatch(ReaderInvariants::hasWritableCounts);
    }
    for (ExposedFamily family : families) {
      Set<String> met = new HashSet<>();
      for (ExposedSeries series : family.series()) {
        if (!(format == Reading.TEXT && series instanceof ExposedNumber)
            && !met.add(SeriesKey.of(series.labels()))) {
          return false;
        }
      }
    }
    return true;
  }

  /** Counts of 2^53 and more are rounded, and a float histogram of none cannot be told from others. */
  private static boolean hasWritableCounts(ExposedSeries series) {
    return !(series instanceof ExposedHistogram histogram)
        || ProtobufOutput.isInteger(histogram)
        || histogram.count().orElse(0) > 0;
  }
}
