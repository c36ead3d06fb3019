package dev.narthex.jvm;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/** The options that the JVM was started with, where it tells them. */
final class DiagnosticOptions {

  private DiagnosticOptions() {}

  /** The value of an option, given or by default; null if this JVM has no such option. */
  static @Nullable String value(String option) {
    HotSpotDiagnosticMXBean bean =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    try {
      return bean == null ? null : bean.getVMOption(option).getValue();
    } catch (IllegalArgumentException e) {
      return null; // not an option of this JVM
    }
  }
}
