package dev.narthex.jvm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Memory of a cgroup. The limit is the lowest of the group and those around it. */
final class CgroupMemory implements CgroupSource {

  /** Version 1 writes the largest number of pages for "no limit"; no machine has an exbibyte. */
  private static final long UNLIMITED = 1L << 60;

  private final boolean unified;
  private final List<Path> limits;
  private final @Nullable Path used;
  private final @Nullable Path stat;
  private final @Nullable Path events;

  CgroupMemory(CgroupFolder memory) {
    unified = memory.unified();
    limits = memory.files(unified ? "memory.max" : "memory.limit_in_bytes");
    used = memory.file(unified ? "memory.current" : "memory.usage_in_bytes");
    stat = memory.file("memory.stat");
    events = memory.file(unified ? "memory.events" : "memory.oom_control");
  }

  @Override
  public void addFiguresTo(Set<CgroupFigure> figures) {
    if (!limits.isEmpty()) {
      figures.add(CgroupFigure.MEMORY_LIMIT);
    }
    if (used != null) {
      figures.add(CgroupFigure.MEMORY_USED);
      figures.add(CgroupFigure.MEMORY_WORKING_SET);
    }
    if (events != null) {
      figures.add(CgroupFigure.OOM_KILLS);
    }
  }

  @Override
  public void read(ProcText text, CgroupReading into) {
    for (Path limit : limits) {
      CgroupSource.attempt(() -> lowerLimit(limit, text, into));
    }
    CgroupSource.attempt(() -> readUsed(text, into));
    CgroupSource.attempt(() -> readStat(text, into));
    CgroupSource.attempt(() -> readEvents(text, into));
  }

  private static void lowerLimit(Path file, ProcText text, CgroupReading into) throws IOException {
    text.read(file);
    if (!text.isAt("max")) {
      lowerLimit(text.number(), into);
    }
  }

  private static void lowerLimit(long bytes, CgroupReading into) {
    double lowest = into.get(CgroupFigure.MEMORY_LIMIT);
    if (bytes >= 0 && bytes < UNLIMITED && (Double.isNaN(lowest) || bytes < lowest)) {
      into.put(CgroupFigure.MEMORY_LIMIT, (double) bytes);
    }
  }

  private void readUsed(ProcText text, CgroupReading into) throws IOException {
    if (used != null) {
      text.read(used);
      into.put(CgroupFigure.MEMORY_USED, (double) text.number());
    }
  }

  /** Version 1 counts the groups within by a name of its own, and knows of limits around it. */
  private void readStat(ProcText text, CgroupReading into) throws IOException {
    if (stat == null) {
      return;
    }
    text.read(stat);
    if (!unified && text.goBehindLineStart("hierarchical_memory_limit ")) {
      lowerLimit(text.number(), into);
    }
    text.goBehindRequiredLineStart(unified ? "inactive_file " : "total_inactive_file ");
    double inactive = (double) text.number();
    // Both are counted on their own, so that they need not fit for a moment. NaN stays NaN.
    into.put(
        CgroupFigure.MEMORY_WORKING_SET,
        Math.max(0, into.get(CgroupFigure.MEMORY_USED) - inactive));
  }

  private void readEvents(ProcText text, CgroupReading into) throws IOException {
    if (events != null) {
      text.read(events);
      text.goBehindRequiredLineStart("oom_kill ");
      into.put(CgroupFigure.OOM_KILLS, (double) text.number());
    }
  }
}
