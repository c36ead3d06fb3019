package dev.narthex.jvm;

import java.lang.management.ManagementFactory;
import java.lang.management.PlatformManagedObject;
import org.jspecify.annotations.Nullable;

/**
 * The scheduler of virtual threads. JDK 24 and later have a bean that tells of it; how many virtual
 * threads there are in all, no JDK tells cheaply.
 */
final class VirtualThreads {

  private static final String BEAN = "jdk.management.VirtualThreadSchedulerMXBean";

  private final Table.Builder<Object> table;
  private final Class<?> type;
  private final Object bean;

  private VirtualThreads(Assembly assembly, Class<?> type, Object bean) {
    this.table = assembly.table(() -> bean);
    this.type = type;
    this.bean = bean;
  }

  static void addTo(Assembly assembly) {
    Class<? extends PlatformManagedObject> type = beanType();
    Object bean = type == null ? null : ManagementFactory.getPlatformMXBean(type);
    if (type == null || bean == null) {
      return;
    }
    VirtualThreads group = new VirtualThreads(assembly, type, bean);
    group.add(
        "jvm_virtual_threads_parallelism",
        "Platform threads that virtual threads are meant to run on.",
        "getParallelism",
        int.class);
    group.add(
        "jvm_virtual_threads_pool_size",
        "Platform threads there are for virtual threads, those in place of blocked ones included.",
        "getPoolSize",
        int.class);
    group.add(
        "jvm_virtual_threads_mounted",
        "Virtual threads that a platform thread runs now, as an estimate.",
        "getMountedVirtualThreadCount",
        int.class);
    group.add(
        "jvm_virtual_threads_queued",
        "Virtual threads that could run and wait for a platform thread, as an estimate.",
        "getQueuedVirtualThreadCount",
        long.class);
    assembly.add(group.table);
  }

  private void add(String name, String help, String getter, Class<?> numberType) {
    LaterGetter found = LaterGetter.find(type, bean, getter, numberType);
    if (found != null) {
      table.gauge(name, help, now -> found.get());
    }
  }

  private static @Nullable Class<? extends PlatformManagedObject> beanType() {
    try {
      return Class.forName(BEAN).asSubclass(PlatformManagedObject.class);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }
}
