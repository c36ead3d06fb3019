package dev.narthex.jvm;

import java.util.Arrays;

/** The numbers of a cgroup at one moment. For one thread. */
@SuppressWarnings("EnumOrdinal") // the arrays are made for the enums and do not leave this class
final class CgroupReading {

  private final double[] values = new double[CgroupFigure.values().length];
  private final double[] pressure = new double[CgroupPressure.values().length];

  CgroupReading() {
    Arrays.fill(values, Table.ABSENT);
    Arrays.fill(pressure, Table.ABSENT);
  }

  void put(CgroupFigure figure, double value) {
    values[figure.ordinal()] = value;
  }

  /** The number, or {@link Table#ABSENT} if it could not be read. */
  double get(CgroupFigure figure) {
    return values[figure.ordinal()];
  }

  void put(CgroupPressure kind, double seconds) {
    pressure[kind.ordinal()] = seconds;
  }

  /** The seconds, or {@link Table#ABSENT} if they could not be read. */
  double get(CgroupPressure kind) {
    return pressure[kind.ordinal()];
  }
}
