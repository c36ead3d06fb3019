package dev.narthex.jvm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A process as the files of {@code /proc} tell of it; see {@code proc_pid_stat(5)} and its neighbours.
 */
final class LinuxProcess implements ProcessSource {

  /** The unit of times in {@code stat}, whatever the kernel's own clock: USER_HZ. */
  private static final double TICKS_PER_SECOND = 100;

  /** The entry of {@code auxv} that holds the size of a page. */
  private static final long AT_PAGESZ = 6;

  private static final int USUAL_PAGE_BYTES = 4096;

  private final Path proc;
  private final @Nullable PidSource pid;
  private final @Nullable LongSupplier openFds;
  private final long pageBytes;

  /** When the machine was started, once it was read. It does not change, and asking for it is dear. */
  private volatile double bootSeconds = Double.NaN;

  private LinuxProcess(Path proc, @Nullable PidSource pid, @Nullable LongSupplier openFds) {
    this.proc = proc;
    this.pid = pid;
    this.openFds = openFds;
    this.pageBytes = pageBytes(proc.resolve("self/auxv"));
  }

  static boolean isPresent(Path proc) {
    return Files.isReadable(proc.resolve("self/stat"));
  }

  /**
   * The process of this JVM.
   *
   * @param openFds counts its open descriptors without an object for each
   */
  static LinuxProcess own(Path proc, @Nullable LongSupplier openFds) {
    return new LinuxProcess(proc, null, openFds);
  }

  static LinuxProcess other(Path proc, PidSource pid) {
    return new LinuxProcess(proc, pid, null);
  }

  @Override
  public Set<ProcessFigure> figures() {
    return EnumSet.allOf(ProcessFigure.class);
  }

  @Override
  public void read(ProcessReading into, Consumer<Exception> failures) {
    Path folder;
    try {
      folder = proc.resolve(pid == null ? "self" : Long.toString(positive(pid.pid())));
    } catch (IOException | RuntimeException e) { // a source of the user's may throw anything
      failures.accept(e);
      return;
    }
    ProcText text = new ProcText();
    attempt(() -> readStat(folder, text, into), failures);
    attempt(() -> readLimits(folder, text, into), failures);
    attempt(() -> readNetwork(folder, text, into), failures);
    attempt(() -> into.put(ProcessFigure.OPEN_FDS, openFds(folder.resolve("fd"))), failures);
  }

  private static long positive(long pid) throws IOException {
    if (pid <= 0) {
      throw new IOException("The source of the process number gave " + pid
          + ", but processes have positive numbers.");
    }
    return pid;
  }

  private interface Step {
    void run() throws IOException;
  }

  /** One file that cannot be read does not hide the others. */
  private static void attempt(Step step, Consumer<Exception> failures) {
    try {
      step.run();
    } catch (IOException | RuntimeException e) {
      failures.accept(e);
    }
  }

  /** The name of the program stands in brackets and may itself have blanks and brackets. */
  private void readStat(Path folder, ProcText text, ProcessReading into) throws IOException {
    text.read(folder.resolve("stat"));
    text.goBehindLast(')');
    text.skipFields(11); // state to cmajflt
    long ticks = text.number() + text.number(); // utime, stime
    text.skipFields(6); // cutime to itrealvalue
    long startTicks = text.number();
    double virtualBytes = text.number();
    double residentBytes = (double) text.number() * pageBytes;
    into.put(ProcessFigure.CPU, ticks / TICKS_PER_SECOND);
    into.put(ProcessFigure.VIRTUAL_MEMORY, virtualBytes);
    into.put(ProcessFigure.RESIDENT_MEMORY, residentBytes);
    into.put(ProcessFigure.START_TIME, bootSeconds(text) + startTicks / TICKS_PER_SECOND);
  }

  private double bootSeconds(ProcText text) throws IOException {
    double known = bootSeconds;
    if (Double.isNaN(known)) {
      text.read(proc.resolve("stat"));
      text.goBehindRequiredLineStart("btime ");
      known = text.number();
      bootSeconds = known;
    }
    return known;
  }

  private static void readLimits(Path folder, ProcText text, ProcessReading into)
      throws IOException {
    text.read(folder.resolve("limits"));
    text.goBehindRequiredLineStart("Max open files ");
    into.put(ProcessFigure.MAX_FDS, text.limit());
    text.goBehindRequiredLineStart("Max address space ");
    into.put(ProcessFigure.MAX_VIRTUAL_MEMORY, text.limit());
  }

  /** Two lines begin with the same word: one has the names of the numbers in the other. */
  private static void readNetwork(Path folder, ProcText text, ProcessReading into)
      throws IOException {
    text.read(folder.resolve("net/netstat"));
    into.put(ProcessFigure.NETWORK_RECEIVED, ofNetwork("InOctets", text));
    into.put(ProcessFigure.NETWORK_SENT, ofNetwork("OutOctets", text));
  }

  private static double ofNetwork(String name, ProcText text) throws IOException {
    text.goBehindRequiredLineStart("IpExt: ");
    int index = text.indexOfField(name);
    text.nextLine();
    if (index < 0 || !text.goBehindLineStart("IpExt: ")) {
      return Table.ABSENT; // a kernel without these numbers
    }
    text.skipFields(index);
    return text.number();
  }

  private double openFds(Path folder) throws IOException {
    if (openFds != null) {
      return Table.unlessNegative(openFds.getAsLong());
    }
    String[] descriptors = folder.toFile().list();
    if (descriptors == null) {
      throw Files.exists(folder)
          ? new NotDirectoryException(folder + " cannot be listed")
          : new NoSuchFileException(folder.toString());
    }
    return descriptors.length;
  }

  /** The size of a page, which no class of the JDK's public API tells. */
  private static long pageBytes(Path auxv) {
    try {
      ByteBuffer entries = ByteBuffer.wrap(Files.readAllBytes(auxv)).order(ByteOrder.nativeOrder());
      while (entries.remaining() >= 2 * Long.BYTES) {
        long type = entries.getLong();
        long value = entries.getLong();
        if (type == AT_PAGESZ && value >= USUAL_PAGE_BYTES && Long.bitCount(value) == 1) {
          return value;
        }
      }
    } catch (IOException e) {
      // Not every container shows the file.
    }
    return USUAL_PAGE_BYTES;
  }
}
