package dev.narthex.jvm;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The process of this JVM as the JDK's beans tell of it, where there is no {@code /proc}. */
final class BeanProcess implements ProcessSource {

  private final @Nullable OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private final double startSeconds = ManagementFactory.getRuntimeMXBean().getStartTime() / 1e3;

  @Override
  public Set<ProcessFigure> figures() {
    Set<ProcessFigure> figures = EnumSet.of(ProcessFigure.START_TIME);
    if (system != null) {
      figures.add(ProcessFigure.CPU);
      figures.add(ProcessFigure.VIRTUAL_MEMORY);
    }
    if (system instanceof UnixOperatingSystemMXBean) {
      figures.add(ProcessFigure.OPEN_FDS);
      figures.add(ProcessFigure.MAX_FDS);
    }
    return figures;
  }

  @Override
  public void read(ProcessReading into, Consumer<Exception> failures) {
    into.put(ProcessFigure.START_TIME, startSeconds);
    if (system != null) {
      into.put(ProcessFigure.CPU, Table.unlessNegative(system.getProcessCpuTime()) / 1e9);
      into.put(
          ProcessFigure.VIRTUAL_MEMORY,
          Table.unlessNegative(system.getCommittedVirtualMemorySize()));
    }
    if (system instanceof UnixOperatingSystemMXBean unix) {
      into.put(ProcessFigure.OPEN_FDS, Table.unlessNegative(unix.getOpenFileDescriptorCount()));
      into.put(ProcessFigure.MAX_FDS, Table.unlessNegative(unix.getMaxFileDescriptorCount()));
    }
  }
}
