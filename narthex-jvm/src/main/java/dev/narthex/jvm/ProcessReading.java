package dev.narthex.jvm;

import java.util.Arrays;

/** The numbers of a process at one moment. For one thread. */
@SuppressWarnings("EnumOrdinal") // the array is made for the enum and does not leave this class
final class ProcessReading {

  private final double[] values = new double[ProcessFigure.values().length];

  ProcessReading() {
    Arrays.fill(values, Table.ABSENT);
  }

  void put(ProcessFigure figure, double value) {
    values[figure.ordinal()] = value;
  }

  /** The number, or {@link Table#ABSENT} if it could not be read. */
  double get(ProcessFigure figure) {
    return values[figure.ordinal()];
  }
}
