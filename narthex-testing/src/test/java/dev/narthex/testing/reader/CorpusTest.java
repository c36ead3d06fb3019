package dev.narthex.testing.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.narthex.model.Millis;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The verdicts on the corpus: what is good is read in whole, what is bad is refused at a place. */
class CorpusTest {

  static Stream<CorpusBody> good() {
    return CorpusBody.all().stream().filter(CorpusBody::isGood);
  }

  static Stream<CorpusBody> goodForPrometheusToo() {
    return good().filter(body -> body.samples() != null);
  }

  static Stream<CorpusBody> bad() {
    return CorpusBody.all().stream().filter(body -> !body.isGood());
  }

  @ParameterizedTest
  @MethodSource
  void good(CorpusBody body) {
    List<ExposedFamily> first = body.format().read(body.bytes());

    assertThat(body.format().read(body.bytes())).isEqualTo(first);
  }

  @ParameterizedTest
  @MethodSource
  void goodForPrometheusToo(CorpusBody body) {
    List<ExposedFamily> families = body.format().read(body.bytes());

    long samples = families.stream()
        .flatMap(family -> family.series().stream())
        .mapToLong(series -> samples(series, body.format()))
        .sum();
    assertThat(samples).isEqualTo(body.samples().longValue());
  }

  /** How many samples Prometheus makes of a series. */
  private static long samples(ExposedSeries series, Reading format) {
    boolean isText = format != Reading.PROTOBUF;
    if (series instanceof ExposedNumber number) {
      return 1 + (isText ? created(number.createdMillis()) : 0);
    }
    if (series instanceof ExposedSummary summary) {
      return summary.quantiles().size()
          + (isText
              ? summary.count().stream().count()
                  + summary.sum().stream().count()
                  + created(summary.createdMillis())
              : 2);
    }
    ExposedHistogram histogram = (ExposedHistogram) series;
    if (histogram.nativePart() != null) {
      return 1; // Where there are native buckets, it takes no others.
    }
    return histogram.buckets().size()
        + (isText
            ? histogram.count().stream().count()
                + histogram.sum().stream().count()
                + created(histogram.createdMillis())
            : 2);
  }

  private static long created(long millis) {
    return millis == Millis.NONE ? 0L : 1L;
  }

  @ParameterizedTest
  @MethodSource
  void bad(CorpusBody body) {
    Throwable refusal = catchThrowable(() -> body.format().read(body.bytes()));

    assertThat(refusal).isInstanceOf(ReadException.class);
    ReadException fault = (ReadException) refusal;
    if (body.format() == Reading.PROTOBUF) {
      assertThat(fault.offset()).isBetween(0L, (long) body.bytes().length);
      assertThat(fault).hasMessageStartingWith("byte " + fault.offset() + ": ");
    } else {
      assertThat(fault.line()).isPositive();
      assertThat(fault.column()).isPositive();
      assertThat(fault)
          .hasMessageStartingWith("line " + fault.line() + ", column " + fault.column() + ": ");
    }
  }

  @Test
  void hasEachBodyInItsIndex() {
    List<String> indexed = CorpusBody.all().stream().map(CorpusBody::name).toList();

    assertThat(indexed).containsExactlyInAnyOrderElementsOf(CorpusBody.files());
  }

  @Test
  void hasAHundredBodiesOfEachKind() {
    assertThat(good().count()).isGreaterThanOrEqualTo(100);
    assertThat(bad().count()).isGreaterThanOrEqualTo(100);
  }
}
