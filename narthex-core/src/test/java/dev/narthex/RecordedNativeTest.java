package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.model.Descriptor;
import dev.narthex.model.Exemplar;
import dev.narthex.model.HistogramSnapshot;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import dev.narthex.model.NativeHistogramSnapshot;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A native histogram of a foreign collector, or of merged registries, comes through unchanged. */
class RecordedNativeTest {

  private static final Descriptor SIZE = Descriptor.of(MetricType.HISTOGRAM, "size_bytes", "");

  private static HistogramSnapshot histogram(int id) {
    return HistogramSnapshot.of(
            NativeHistogramSnapshot.of(2, 0.5, id, Map.of(-7, 1L, 3, 2L), Map.of(4, 3L, 4_000, 1L)),
            id + 7,
            2.5)
        .withExemplars(
            new Exemplar(Labels.of("id", "" + id), 9, 1), new Exemplar(Labels.EMPTY, 8, 2))
        .withCreatedMillis(5);
  }

  @Test
  void allItsPartsAreReplayed() {
    Registry registry = new Registry();
    registry.register(sink -> {
      sink.family(SIZE);
      for (int i = 99; i >= 0; i--) {
        HistogramSnapshot data =
            i % 3 == 0 ? HistogramSnapshot.ofTotals(Map.of(1.0, 2L), 4, i) : histogram(i);
        sink.histogram(Labels.of("i", "" + (100 + i)), data);
      }
    });

    for (int scrape = 0; scrape < 2; scrape++) { // the second one uses the arrays of the first
      for (int i = 0; i < 100; i++) {
        HistogramSnapshot replayed =
            (HistogramSnapshot) registry.snapshot().get(0).series().get(i);
        if (i % 3 == 0) {
          assertThat(replayed.nativeData()).isNull();
          assertThat(replayed.sum()).isEqualTo(i);
        } else {
          assertThat(replayed.nativeData())
              .hasToString(histogram(i).nativeData().toString());
          assertThat(replayed.nativeData().exemplarCount()).isEqualTo(2);
          assertThat(replayed.nativeData().exemplar(0)).isEqualTo(new Exemplar(Labels.EMPTY, 8, 2));
          assertThat(replayed.nativeData().exemplar(1))
              .isEqualTo(new Exemplar(Labels.of("id", "" + i), 9, 1));
          assertThat(replayed.createdMillis()).isEqualTo(5);
        }
      }
    }
  }
}
