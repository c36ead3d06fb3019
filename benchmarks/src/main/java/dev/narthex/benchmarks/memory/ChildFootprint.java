package dev.narthex.benchmarks.memory;

import dev.narthex.benchmarks.report.Measurement;
import dev.narthex.benchmarks.report.Measurements;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.openjdk.jol.info.GraphLayout;

/**
 * How many bytes of heap a child of a family holds, for each type and library: the growth of all that
 * can be reached from the registry by {@value #CHILDREN} more children. The strings of the labels are
 * the caller's and not counted; what a library makes of them is.
 *
 * <p>Each child has seen the same {@value #RECORDS} values, and was scraped once, as libraries may keep
 * for the next scrape what they wrote. A variant {@code unscraped} tells how much it is before that,
 * a variant {@code contended} how much after two threads used each child at once for a moment; how
 * often they met there is up to chance.
 *
 * <pre>
 * java -cp benchmarks.jar dev.narthex.benchmarks.memory.ChildFootprint footprint.json
 * </pre>
 */
public final class ChildFootprint {

  private static final int FIRST = 200;
  private static final int CHILDREN = 1_000;
  private static final int RECORDS = 30;

  private static final Map<String, Library> LIBRARIES = new LinkedHashMap<>();

  static {
    LIBRARIES.put("narthex", new NarthexLibrary());
    LIBRARIES.put("clientJava", new ClientJavaLibrary());
    LIBRARIES.put("micrometer", new MicrometerLibrary());
    LIBRARIES.put("openTelemetry", new OpenTelemetryLibrary());
    LIBRARIES.put("simpleclient", new SimpleclientLibrary());
    LIBRARIES.put("dropwizard", new DropwizardLibrary());
  }

  /** What the children went through before they are measured. */
  private enum State {
    SCRAPED(""),
    UNSCRAPED(" unscraped"),
    CONTENDED(" contended");

    private final String suffix;

    State(String suffix) {
      this.suffix = suffix;
    }
  }

  private final GrowingFamily family;
  private final State state;
  private final String[] labels = new String[FIRST + CHILDREN];
  private final double[][] values = new double[FIRST + CHILDREN][RECORDS];

  private ChildFootprint(GrowingFamily family, State state) {
    this.family = family;
    this.state = state;
    Random random = new Random(7);
    for (int i = 0; i < labels.length; i++) {
      labels[i] = "customer-" + i;
      for (int j = 0; j < RECORDS; j++) {
        values[i][j] = Math.exp(random.nextGaussian());
      }
    }
  }

  /**
   * Measures all.
   *
   * @param args the file to write and, if it is to be measured too, {@code contended}
   */
  public static void main(String[] args) throws Exception {
    boolean contended = args.length > 1 && args[1].equals("contended");
    System.setProperty("jol.magicFieldOffset", "true"); // or JOL cannot look into lambdas
    List<Measurement> measurements = new ArrayList<>();
    for (ChildType type : ChildType.values()) {
      for (Map.Entry<String, Library> library : LIBRARIES.entrySet()) {
        for (State state : State.values()) {
          Optional<GrowingFamily> family = library.getValue().family(type);
          if (family.isEmpty() || (state == State.CONTENDED && !contended)) {
            continue;
          }
          if (state == State.CONTENDED && type == ChildType.SUMMARY) {
            continue; // A summary that sees more values also keeps more.
          }
          String variant = type.variant() + state.suffix;
          double bytes = new ChildFootprint(family.get(), state).bytesOfChild();
          System.out.printf("%-24s %-14s %,9.1f B%n", variant, library.getKey(), bytes);
          measurements.add(new Measurement(
              "Footprint", variant, 0, library.getKey(), bytes, Double.NaN, "B", Double.NaN));
        }
      }
    }
    Measurements.write(Path.of(args[0]), measurements);
  }

  private double bytesOfChild() throws Exception {
    record(0, FIRST);
    long before = bytes();
    record(FIRST, labels.length);
    return (bytes() - before) / (double) CHILDREN;
  }

  /** Walks from the labels too, all of them each time, so that they are no part of the growth. */
  private long bytes() throws Exception {
    if (state != State.UNSCRAPED) {
      family.scrape().run();
    }
    return GraphLayout.parseInstance(family.root(), labels).totalSize();
  }

  private void record(int from, int to) throws Exception {
    for (int i = from; i < to; i++) {
      for (double value : values[i]) {
        family.recording().accept(labels[i], value);
      }
    }
    if (state == State.CONTENDED) {
      Contention.on(
          from,
          to,
          (child, round) ->
              family.recording().accept(labels[child], values[child][round % RECORDS]));
    }
  }
}
