package dev.narthex.testing.reader;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Feeds the readers with inputs that are nearly right until the time is over, for {@code tools/fuzz}.
 * An input that breaks an invariant is kept as a file.
 */
final class ReaderFuzz {

  /** Inputs that one seed gives for one format, so that a run can be told by its first seed. */
  static final int INPUTS_FOR_A_SEED = 1_000;

  private static final Path FINDINGS = Path.of("target/fuzz");
  private static final long MAX_SILENT_MILLIS = 60_000;

  private final PrintStream out;
  private long inputs;
  private long good;
  private int findings;
  private volatile long lastInput = System.currentTimeMillis();
  private volatile byte[] current = {};

  private ReaderFuzz(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs.
   *
   * @param arguments minutes, and the first seed
   */
  public static void main(String[] arguments) throws IOException {
    Duration time = Duration.ofMinutes(Long.parseLong(arguments[0]));
    long seed = Long.parseLong(arguments[1]);
    ReaderFuzz fuzz = new ReaderFuzz(System.out);
    fuzz.watch();
    fuzz.run(time, seed);
    System.exit(fuzz.findings == 0 ? 0 : 1);
  }

  /** Ends the program with a word where a reader hangs, as nothing else could. */
  private void watch() {
    Thread watch = new Thread(() -> {
      while (System.currentTimeMillis() - lastInput < MAX_SILENT_MILLIS) {
        LockSupport.parkNanos(1_000_000_000L);
      }
      out.println("A reader has not come back for a minute.");
      try {
        keep(current, "hang");
      } catch (IOException e) {
        out.println(e);
      }
      Runtime.getRuntime().halt(2);
    });
    watch.setDaemon(true);
    watch.start();
  }

  private void run(Duration time, long firstSeed) throws IOException {
    long start = System.nanoTime();
    long seed = firstSeed;
    while (System.nanoTime() - start < time.toNanos()) {
      for (Reading format : Reading.values()) {
        FuzzedInputs source = new FuzzedInputs(format, seed);
        for (int i = 0; i < INPUTS_FOR_A_SEED; i++) {
          tryOne(format, source.next(), seed);
        }
      }
      seed++;
    }
    out.println(inputs
        + " inputs, "
        + good
        + " of them good, seeds "
        + firstSeed
        + " to "
        + (seed - 1)
        + ": "
        + findings
        + " findings.");
  }

  private void tryOne(Reading format, byte[] input, long seed) throws IOException {
    current = input;
    lastInput = System.currentTimeMillis();
    inputs++;
    try {
      if (ReaderInvariants.check(format, input)) {
        good++;
      }
    } catch (AssertionError e) {
      findings++;
      out.println(format + ", seed " + seed + ": " + e.getMessage());
      out.println("  kept as " + keep(input, format.folder() + "-" + seed + "-" + findings));
    }
  }

  private static Path keep(byte[] input, String name) throws IOException {
    Files.createDirectories(FINDINGS);
    return Files.write(FINDINGS.resolve(name), input);
  }
}
