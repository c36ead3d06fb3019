package dev.narthex.jvm;

import dev.narthex.model.Descriptor;
import dev.narthex.model.MetricType;

/** The numbers that there are of a process; all of Prometheus's libraries name them so. */
enum ProcessFigure {
  CPU(
      MetricType.COUNTER,
      "process_cpu_seconds_total",
      "seconds",
      "CPU time that the process took, user and system."),
  OPEN_FDS(MetricType.GAUGE, "process_open_fds", "", "File descriptors that are open."),
  MAX_FDS(MetricType.GAUGE, "process_max_fds", "", "File descriptors that may be open at most."),
  VIRTUAL_MEMORY(
      MetricType.GAUGE,
      "process_virtual_memory_bytes",
      "bytes",
      "Size of the process's address space."),
  MAX_VIRTUAL_MEMORY(
      MetricType.GAUGE,
      "process_virtual_memory_max_bytes",
      "bytes",
      "Size that the process's address space may have at most."),
  RESIDENT_MEMORY(
      MetricType.GAUGE,
      "process_resident_memory_bytes",
      "bytes",
      "Physical memory that the process takes."),
  START_TIME(
      MetricType.GAUGE,
      "process_start_time_seconds",
      "seconds",
      "When the process began, in seconds since the Unix epoch."),
  NETWORK_RECEIVED(
      MetricType.COUNTER,
      "process_network_receive_bytes_total",
      "bytes",
      "Bytes received over the network, by all processes that share its network namespace."),
  NETWORK_SENT(
      MetricType.COUNTER,
      "process_network_transmit_bytes_total",
      "bytes",
      "Bytes sent over the network, by all processes that share its network namespace.");

  private final MetricType type;
  private final String conventionalName;
  private final String unit;
  private final String help;

  ProcessFigure(MetricType type, String conventionalName, String unit, String help) {
    this.type = type;
    this.conventionalName = conventionalName;
    this.unit = unit;
    this.help = help;
  }

  Descriptor descriptor(String namespace) {
    return Descriptor.builder(type, conventionalName)
        .namespace(namespace)
        .unit(unit)
        .help(help)
        .build();
  }
}
