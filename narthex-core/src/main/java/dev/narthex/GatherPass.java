package dev.narthex;

import dev.narthex.Plan.Group;
import dev.narthex.model.Descriptor;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import dev.narthex.model.Millis;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One pass over everything that is registered, where some sources need to be recorded. They are
 * recorded first; then all families are written in order of their names, the streamed ones straight
 * from their metrics, the recorded ones after their checks.
 */
final class GatherPass {

  /** For each thread that is in a pass, the innermost one. */
  private static final Map<Thread, GatherPass> IN_PASS = new ConcurrentHashMap<>();

  /** The pass in which this one was begun by a collector, or null. */
  private final @Nullable GatherPass outer = IN_PASS.get(Thread.currentThread());

  /** The source that is being asked; null between two. */
  private @Nullable Source asked;

  private final Plan plan;
  private final MetricSink sink;
  private final @Nullable Predicate<? super String> names;
  private final Recording recording;
  private final Recording.Views views;
  private final Scratch scratch = new Scratch();
  private final FailureLog failures = new FailureLog();

  /** The streamed groups that had to be recorded, because a foreign source wrote their name. */
  private final boolean[] recordedGroups;

  /** Runs of the recording in order of names; those of one name in order of precedence. */
  private int[] runOrder = {};

  /** The samples of the family that is being written, and room to sort them. */
  private int[] samples = {};

  private int[] spare = {};

  private GatherPass(
      Plan plan, MetricSink sink, @Nullable Predicate<? super String> names, Recording recording) {
    this.plan = plan;
    this.sink = sink;
    this.names = names;
    this.recording = recording;
    this.views = recording.views();
    this.recordedGroups = new boolean[plan.streamed().size()];
  }

  /**
   * Runs a pass.
   *
   * @param names which families to write; null for all
   */
  static void run(
      Plan plan, MetricSink sink, @Nullable Predicate<? super String> names, Recording recording) {
    GatherPass pass = new GatherPass(plan, sink, names, recording);
    pass.refuseIfWithinItself();
    IN_PASS.put(Thread.currentThread(), pass);
    try {
      pass.recordSources();
      pass.writeInOrder();
    } finally {
      if (pass.outer == null) {
        IN_PASS.remove(Thread.currentThread());
      } else {
        IN_PASS.put(Thread.currentThread(), pass.outer);
      }
    }
    pass.failures.throwIfAny();
  }

  /** Refuses to ask a source that this thread is just asking, through whatever was put around it. */
  private void refuseIfWithinItself() {
    for (GatherPass within = outer; within != null; within = within.outer) {
      if (within.asked != null && plan.recorded().contains(within.asked)) {
        throw new IllegalStateException("gather() was called by a collector of the registry that is"
            + " being gathered, which would never end. Let the collector write only what it keeps"
            + " itself.");
      }
    }
  }

  private void recordSources() {
    List<Source> sources = plan.recorded();
    for (int i = 0; i < sources.size(); i++) {
      record(sources.get(i), 2 * i + 1); // leaves places between for the streamed groups
    }
    int runs = recording.runs();
    for (int run = 0; run < runs; run++) {
      int index = plan.indexOf(recording.descriptor(run).name());
      if (index >= 0 && !recordedGroups[index]) {
        recordedGroups[index] = true;
        Group group = plan.streamed().get(index);
        group.sources().forEach(source -> record(source, 2 * group.precedence()));
      }
    }
    orderRuns();
    samples = new int[recording.samples()];
    spare = new int[recording.samples()];
  }

  private void record(Source source, int precedence) {
    if (names != null && source.writesNoneOf(names)) {
      return;
    }
    recording.begin(source, precedence);
    asked = source;
    try {
      source.collect(recordingFor(source), scratch);
    } catch (Throwable e) {
      if (FailureLog.isOfTheMachine(e)) {
        throw e;
      }
      failures.addThrown(source, e);
    }
    asked = null;
  }

  private MetricSink recordingFor(Source source) {
    MetricSink target =
        source.isToBeChecked() ? new DescriptionCheck(source, recording, failures) : recording;
    return names == null ? target : new FilteringSink(target, names);
  }

  /** Orders the runs that have samples; a family that was only announced is not there. */
  private void orderRuns() {
    int[] order = new int[recording.runs()];
    int count = 0;
    for (int run = 0; run < order.length; run++) {
      if (recording.firstSample(run) < recording.endSample(run)) {
        order[count++] = run;
      }
    }
    runOrder = Arrays.copyOf(order, count);
    IndexSort.sort(runOrder, 0, count, order, this::compareRuns);
  }

  private int compareRuns(int a, int b) {
    int byName =
        recording.descriptor(a).name().compareTo(recording.descriptor(b).name());
    return byName != 0 ? byName : Integer.compare(recording.precedence(a), recording.precedence(b));
  }

  private void writeInOrder() {
    List<Group> streamed = plan.streamed();
    int group = 0;
    int at = 0;
    while (group < streamed.size() || at < runOrder.length) {
      if (group < streamed.size() && recordedGroups[group]) {
        group++;
        continue;
      }
      boolean streamNext = at == runOrder.length
          || (group < streamed.size() && streamed.get(group).name().compareTo(nameAt(at)) < 0);
      if (streamNext) {
        streamed.get(group++).stream(sink, names, scratch);
      } else {
        int end = endOfName(at);
        writeRecorded(at, end);
        at = end;
      }
    }
  }

  private String nameAt(int at) {
    return recording.descriptor(runOrder[at]).name();
  }

  private int endOfName(int at) {
    int end = at + 1;
    while (end < runOrder.length && nameAt(end).equals(nameAt(at))) {
      end++;
    }
    return end;
  }

  /** Checks and writes the runs of one name. */
  private void writeRecorded(int from, int to) {
    Descriptor family = recording.descriptor(runOrder[from]);
    int precedence = recording.precedence(runOrder[from]);
    String clash =
        NameClash.ofSamples(family.name(), family.type(), name -> typeBefore(name, precedence));
    if (clash != null) {
      failures.add(
          recording.source(runOrder[from]),
          family.name()
              + " was left out, because it clashes with "
              + clash
              + ": one of them is a histogram or summary and writes samples under the other's name."
              + " Give one of them another name.",
          null);
      return;
    }
    int count = 0;
    for (int i = from; i < to; i++) {
      int run = runOrder[i];
      if (agrees(family, run)) {
        for (int sample = recording.firstSample(run); sample < recording.endSample(run); sample++) {
          if (isRightForItsType(family, run, sample)) {
            samples[count++] = sample;
          }
        }
      }
    }
    String stateLabel = family.type() == MetricType.STATESET ? family.name() : null;
    IndexSort.sort(samples, 0, count, spare, (a, b) -> compareSamples(a, b, stateLabel));
    writeSamples(family, count);
  }

  private void writeSamples(Descriptor family, int count) {
    for (int i = 0; i < count; i++) {
      int sample = samples[i];
      if (i > 0 && compareSamples(samples[i - 1], sample, null) == 0) {
        samples[i] = samples[i - 1]; // stands for all that are equal
        failures.add(
            recording.sourceOf(sample),
            family.name()
                + recording.labels(sample)
                + " was collected twice; the first value was kept. A series must have labels of its"
                + " own.",
            null);
      } else {
        sink.family(family);
        recording.replay(sample, family.type(), sink, views);
      }
    }
  }

  /** The type of a family that is right if it clashes with one of this precedence, or null. */
  private @Nullable MetricType typeBefore(String name, int precedence) {
    int group = plan.indexOf(name);
    if (group >= 0 && !recordedGroups[group]) {
      return plan.streamed().get(group).type();
    }
    int low = 0;
    int high = runOrder.length;
    while (low < high) { // the first run that is not before the name
      int middle = (low + high) >>> 1;
      if (nameAt(middle).compareTo(name) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    boolean isBefore = low < runOrder.length
        && nameAt(low).equals(name)
        && recording.precedence(runOrder[low]) < precedence;
    return isBefore ? recording.descriptor(runOrder[low]).type() : null;
  }

  private boolean agrees(Descriptor family, int run) {
    Descriptor other = recording.descriptor(run);
    if (family.type() == other.type()
        && family.help().equals(other.help())
        && family.unit().equals(other.unit())) {
      return true;
    }
    failures.add(
        recording.source(run),
        family.name()
            + " was left out, because it was collected before with "
            + definition(family)
            + " but now has "
            + definition(other)
            + ". Make them alike, or give one another name.",
        null);
    return false;
  }

  /** What all descriptors of a family must agree in, for messages. */
  static String definition(Descriptor family) {
    return "the type %s, the help \"%s\" and the unit \"%s\""
        .formatted(family.type(), family.help(), family.unit());
  }

  private boolean isRightForItsType(Descriptor family, int run, int sample) {
    Labels labels = recording.labels(sample);
    double value = recording.number(sample);
    String wrong = switch (family.type()) {
      case COUNTER, GAUGE, UNTYPED -> null;
      case HISTOGRAM -> reserved("a histogram", "le", labels);
      case GAUGE_HISTOGRAM -> reserved("a gauge histogram", "le", labels);
      case SUMMARY -> reserved("a summary", "quantile", labels);
      case INFO -> value == 1 ? null : "the value of an info is 1 but was " + value;
      case STATESET -> wrongState(family.name(), labels, value);
    };
    if (wrong == null) {
      return true;
    }
    failures.add(
        recording.source(run),
        family.name() + labels + " was left out, because " + wrong + ".",
        null);
    return false;
  }

  private static @Nullable String reserved(String type, String label, Labels labels) {
    return labels.get(label) == null
        ? null
        : type + " cannot have a label \"" + label + "\": it writes that label itself";
  }

  private static @Nullable String wrongState(String family, Labels labels, double value) {
    if (labels.get(family) == null) {
      return "each sample of a state set has a label \"" + family + "\" that names the state";
    }
    return value == 0 || value == 1
        ? null
        : "a state has the value 1 if it holds and 0 if not, but was " + value;
  }

  /**
   * By labels, then by time; a sample without a time comes last, as it is the newest. The states of
   * one state set stay together: OpenMetrics wants the samples of one metric in a row.
   */
  private int compareSamples(int a, int b, @Nullable String stateLabel) {
    if (stateLabel != null) {
      int byOthers = recording.labels(a).compareWithout(stateLabel, recording.labels(b));
      if (byOthers != 0) {
        return byOthers;
      }
    }
    int byLabels = recording.labels(a).compareTo(recording.labels(b));
    if (byLabels != 0) {
      return byLabels;
    }
    long timeA = recording.timestampMillis(a);
    long timeB = recording.timestampMillis(b);
    if (timeA == Millis.NONE || timeB == Millis.NONE) {
      return Boolean.compare(timeA == Millis.NONE, timeB == Millis.NONE);
    }
    return Long.compare(timeA, timeB);
  }
}
