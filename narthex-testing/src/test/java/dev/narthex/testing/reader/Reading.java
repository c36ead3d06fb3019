package dev.narthex.testing.reader;

import java.util.List;
import java.util.Locale;

/** The three readers, for tests that do the same with each. */
enum Reading {
  TEXT {
    @Override
    List<ExposedFamily> read(byte[] exposition) {
      return ExpositionReader.text(exposition);
    }
  },
  OPENMETRICS {
    @Override
    List<ExposedFamily> read(byte[] exposition) {
      return ExpositionReader.openMetrics(exposition);
    }
  },
  PROTOBUF {
    @Override
    List<ExposedFamily> read(byte[] exposition) {
      return ExpositionReader.protobuf(exposition);
    }
  };

  abstract List<ExposedFamily> read(byte[] exposition);

  /** The folder of the corpus that has bodies for this reader. */
  String folder() {
    return name().toLowerCase(Locale.ROOT);
  }
}
