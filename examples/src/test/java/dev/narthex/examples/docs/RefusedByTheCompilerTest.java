package dev.narthex.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes of which the README and the pages say that they do not compile. */
class RefusedByTheCompilerTest {

  private static final List<String> GIVEN = """
      enum Outcome { DONE, FAILED }
      enum Other { DONE }
      record Call(String service, Outcome outcome) {}
      Family<Counter> requests = Counter.builder("requests_total").labelNames("code").build();
      TypedFamily<Outcome, Counter> jobs =
          Counter.builder("jobs_total").label("outcome", Outcome.class).build();
      TypedFamily<Call, Histogram> calls = Histogram.builder("call_seconds")
          .labels(LabelSchema.<Call>builder()
              .label("service", Call::service)
              .label("outcome", Call::outcome)
              .build())
          .build();
      StateSet<Outcome> state = StateSet.builder("outcome", Outcome.class).build();
      """.lines().toList();

  @TempDir
  private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "counting without saying for what   | requests.with(\"200\").inc()                | requests.inc()",
        "another enum as a typed label      | jobs.with(Outcome.DONE).inc()               | jobs.with(Other.DONE).inc()",
        "a text as a typed label            | jobs.with(Outcome.DONE).inc()               | jobs.with(\"DONE\").inc()",
        "another object than the schema has | calls.with(new Call(\"a\", Outcome.DONE))   | calls.with(Outcome.DONE)",
        "a state of another enum            | state.setOnly(Outcome.DONE)                 | state.setOnly(Other.DONE)",
        "a counter that falls               | requests.with(\"200\").inc()                | requests.with(\"200\").dec()",
      })
  void aMistake(String what, String right, String wrong) {
    assertThat(messages(right)).as("instead of " + what).isEmpty();
    assertThat(messages(wrong)).as(what).contains("error: ");
  }

  private String messages(String statement) {
    return new BlockCompiler(folder)
        .messages(new JavaBlock("some.md", 1, GIVEN, List.of(statement + ";")));
  }
}
