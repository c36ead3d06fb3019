package dev.narthex.jvm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * CPU time of a cgroup: what it may take, what it took, and how often it was stopped. The quota is the
 * lowest of the group and those around it. A group that is stopped counts that itself, so the counts
 * are those of the group whose quota was the lowest when this was made.
 */
final class CgroupCpu implements CgroupSource {

  private final List<Quota> quotas;
  private final @Nullable Path usage;
  private final @Nullable Path throttling;
  private final boolean unified;

  /** The files of one level, of which version 2 has one for both numbers. */
  private record Quota(Path level, Path quota, @Nullable Path period) {

    /** Processors that may be used, or {@link Table#ABSENT} for any number. */
    double cores(ProcText text) throws IOException {
      text.read(quota);
      if (text.isAt("max")) {
        return Table.ABSENT;
      }
      double micros = (double) text.number();
      if (period != null) {
        text.read(period);
      }
      double periodMicros = (double) text.number();
      return micros > 0 && periodMicros > 0 ? micros / periodMicros : Table.ABSENT;
    }
  }

  CgroupCpu(CgroupFolder cpu, @Nullable CgroupFolder accounting) {
    unified = cpu.unified();
    quotas = quotas(cpu);
    throttling = CgroupFolder.file(tightest(cpu), "cpu.stat");
    if (unified) {
      usage = cpu.file("cpu.stat");
    } else {
      usage = accounting == null || accounting.unified() ? null : accounting.file("cpuacct.usage");
    }
  }

  private static List<Quota> quotas(CgroupFolder cpu) {
    List<Quota> quotas = new ArrayList<>();
    for (Path level : cpu.levels()) {
      Path quota = CgroupFolder.file(level, cpu.unified() ? "cpu.max" : "cpu.cfs_quota_us");
      Path period = cpu.unified() ? null : CgroupFolder.file(level, "cpu.cfs_period_us");
      if (quota != null && (cpu.unified() || period != null)) {
        quotas.add(new Quota(level, quota, period));
      }
    }
    return List.copyOf(quotas);
  }

  private Path tightest(CgroupFolder cpu) {
    ProcText text = new ProcText();
    Path tightest = cpu.levels().get(0);
    double lowest = Double.POSITIVE_INFINITY;
    for (Quota quota : quotas) {
      double cores = cores(quota, text);
      if (cores < lowest) {
        lowest = cores;
        tightest = quota.level;
      }
    }
    return tightest;
  }

  private static double cores(Quota quota, ProcText text) {
    try {
      return quota.cores(text);
    } catch (IOException e) {
      return Table.ABSENT;
    }
  }

  @Override
  public void addFiguresTo(Set<CgroupFigure> figures) {
    if (!quotas.isEmpty()) {
      figures.add(CgroupFigure.CPU_LIMIT);
    }
    if (usage != null) {
      figures.add(CgroupFigure.CPU_SECONDS);
    }
    if (throttling != null) {
      figures.add(CgroupFigure.PERIODS);
      figures.add(CgroupFigure.THROTTLED_PERIODS);
      figures.add(CgroupFigure.THROTTLED_SECONDS);
    }
  }

  @Override
  public void read(ProcText text, CgroupReading into) {
    double lowest = Table.ABSENT;
    for (Quota quota : quotas) {
      double cores = cores(quota, text);
      lowest = Double.isNaN(lowest) || cores < lowest ? cores : lowest;
    }
    into.put(CgroupFigure.CPU_LIMIT, lowest);
    CgroupSource.attempt(() -> readUsage(text, into));
    CgroupSource.attempt(() -> readThrottling(text, into));
  }

  private void readUsage(ProcText text, CgroupReading into) throws IOException {
    if (usage == null) {
      return;
    }
    text.read(usage);
    if (unified) {
      text.goBehindRequiredLineStart("usage_usec ");
      into.put(CgroupFigure.CPU_SECONDS, text.number() / 1e6);
    } else {
      into.put(CgroupFigure.CPU_SECONDS, text.number() / 1e9);
    }
  }

  /** Where there never was a quota, version 2 has no such lines. */
  private void readThrottling(ProcText text, CgroupReading into) throws IOException {
    if (throttling == null) {
      return;
    }
    text.read(throttling);
    text.goBehindRequiredLineStart("nr_periods ");
    into.put(CgroupFigure.PERIODS, (double) text.number());
    text.goBehindRequiredLineStart("nr_throttled ");
    into.put(CgroupFigure.THROTTLED_PERIODS, (double) text.number());
    text.goBehindRequiredLineStart(unified ? "throttled_usec " : "throttled_time ");
    into.put(CgroupFigure.THROTTLED_SECONDS, text.number() / (unified ? 1e6 : 1e9));
  }
}
