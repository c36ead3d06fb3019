package dev.narthex.jvm;

import dev.narthex.model.Descriptor;
import dev.narthex.model.MetricType;

/** The numbers that there are of a cgroup, but for its pressure. */
enum CgroupFigure {
  CPU_LIMIT(
      MetricType.GAUGE,
      "cgroup_cpu_limit_cores",
      "cores",
      "Processors that the container may use at most, from its quota or that of a group around it."),
  CPU_SECONDS(
      MetricType.COUNTER,
      "cgroup_cpu_seconds_total",
      "seconds",
      "CPU time that all processes of the container took."),
  PERIODS(
      MetricType.COUNTER,
      "cgroup_cpu_periods_total",
      "",
      "Periods in which the container ran under a quota of CPU time."),
  THROTTLED_PERIODS(
      MetricType.COUNTER,
      "cgroup_cpu_throttled_periods_total",
      "",
      "Periods in which the container was stopped because its quota of CPU time was used up."),
  THROTTLED_SECONDS(
      MetricType.COUNTER,
      "cgroup_cpu_throttled_seconds_total",
      "seconds",
      "Time for which the container was stopped because its quota of CPU time was used up."),
  MEMORY_LIMIT(
      MetricType.GAUGE,
      "cgroup_memory_limit_bytes",
      "bytes",
      "Memory that the container may use at most, from its limit or that of a group around it."),
  MEMORY_USED(
      MetricType.GAUGE,
      "cgroup_memory_used_bytes",
      "bytes",
      "Memory that the container uses, cached files included."),
  MEMORY_WORKING_SET(
      MetricType.GAUGE,
      "cgroup_memory_working_set_bytes",
      "bytes",
      "Memory that the container uses, without cached files that were not used lately."),
  OOM_KILLS(
      MetricType.COUNTER,
      "cgroup_memory_oom_kills_total",
      "",
      "Processes of the container that the kernel killed because memory ran out.");

  private final MetricType type;
  private final String family;
  private final String unit;
  private final String help;

  CgroupFigure(MetricType type, String family, String unit, String help) {
    this.type = type;
    this.family = family;
    this.unit = unit;
    this.help = help;
  }

  Descriptor descriptor() {
    return Descriptor.builder(type, family).unit(unit).help(help).build();
  }
}
