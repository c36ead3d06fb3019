package dev.narthex.jvm;

import java.lang.management.MemoryUsage;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The four numbers that the JDK tells of memory. */
enum MemoryFigure {
  USED("Bytes in use"),
  COMMITTED("Bytes that the JVM has from the operating system"),
  MAX("Bytes there may be at most"),
  INIT("Bytes there were at the start");

  /** The beginning of a help text. */
  final String meaning;

  MemoryFigure(String meaning) {
    this.meaning = meaning;
  }

  /** The word for it in a name. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  double of(@Nullable MemoryUsage usage) {
    if (usage == null) {
      return Table.ABSENT;
    }
    return Table.unlessNegative(
        switch (this) {
          case USED -> usage.getUsed();
          case COMMITTED -> usage.getCommitted();
          case MAX -> usage.getMax();
          case INIT -> usage.getInit();
        });
  }
}
