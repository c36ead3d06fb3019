package dev.narthex.benchmarks.report;

import java.util.Optional;
import java.util.Set;

/**
 * A line that Narthex must not fall below, such as {@code clientJava >= 1.25}.
 *
 * @param subject {@code score} or {@code bytesPerOperation} for what Narthex itself needs, {@link
 *     #BEST_PEER} or a contestant for how many times Narthex's time that one needs
 * @param isLowest whether the limit is the lowest number that is good, not the highest
 */
record Line(
    String operation, String variant, int threads, String subject, boolean isLowest, double limit) {

  static final String BEST_PEER = "bestPeer";
  private static final String SCORE = "score";
  private static final String BYTES = "bytesPerOperation";

  /** What is no contestant. */
  static final Set<String> OTHER_SUBJECTS = Set.of(BEST_PEER, SCORE, BYTES);

  /** Reads a row such as {@code CounterLookup,labels=2,1,clientJava >= 4}. */
  static Line parse(String row) {
    String[] cells = row.split(",", -1);
    String[] wanted = cells[cells.length - 1].strip().split(" ", -1);
    if (cells.length != 4 || wanted.length != 3 || !wanted[1].matches("[<>]=")) {
      throw new IllegalArgumentException(
          "Not a row with operation, variant, threads and a comparison such as clientJava >= 1.5: "
              + row);
    }
    return new Line(
        cells[0].strip(),
        cells[1].strip(),
        Integer.parseInt(cells[2].strip()),
        wanted[0],
        wanted[1].equals(">="),
        Double.parseDouble(wanted[2]));
  }

  boolean isFor(Row row) {
    return row.operation().equals(operation)
        && row.variant().equals(variant)
        && row.threads() == threads;
  }

  /** Whether it compares with a contestant by name, so that it says something of its own row only. */
  boolean isOwn() {
    return !subject.equals(BYTES) && !subject.equals(BEST_PEER);
  }

  /** What the row says about this line; empty if a contestant was not measured. */
  Optional<Estimate> measured(Row row) {
    if (!row.has(Contestants.NARTHEX)) {
      return Optional.empty();
    }
    return switch (subject) {
      case SCORE -> Optional.of(row.estimate(Contestants.NARTHEX));
      case BYTES -> {
        double bytes = row.measurements().get(Contestants.NARTHEX).bytesPerOperation();
        yield Double.isNaN(bytes) ? Optional.empty() : Optional.of(new Estimate(bytes, Double.NaN));
      }
      case BEST_PEER ->
        Contestants.peersIn(row.measurements().keySet()).stream()
            .map(row::ratio)
            .min((one, other) -> Double.compare(one.value(), other.value()));
      default -> row.has(subject) ? Optional.of(row.ratio(subject)) : Optional.empty();
    };
  }

  /** Whether the number itself is on the wrong side. */
  boolean isMissedBy(Estimate measured) {
    return isLowest ? measured.value() < limit : measured.value() > limit;
  }

  /** Whether even the quartile that speaks for Narthex is. */
  boolean isSurelyMissedBy(Estimate measured) {
    return isLowest ? measured.upper() < limit : measured.lower() > limit;
  }

  String wanted() {
    String name = switch (subject) {
      case SCORE -> "";
      case BYTES -> "bytes per operation ";
      case BEST_PEER -> "best peer ";
      default -> Contestants.title(subject) + " ";
    };
    String number =
        limit == Math.rint(limit) ? Long.toString((long) limit) : Double.toString(limit);
    return name + (isLowest ? "≥ " : "≤ ") + number;
  }

  String place() {
    String title = variant.isEmpty() ? operation : operation + " " + variant;
    return threads == 0
        ? title
        : title + (threads == 1 ? ", 1 thread" : ", " + threads + " threads");
  }
}
