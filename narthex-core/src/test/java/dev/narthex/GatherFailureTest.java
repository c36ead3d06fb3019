package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.narthex.model.Buckets;
import dev.narthex.model.Descriptor;
import dev.narthex.model.Exemplar;
import dev.narthex.model.HistogramData;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a scrape does when a collector fails, or the sink does. */
class GatherFailureTest {

  private static final Descriptor G = Descriptor.of(MetricType.GAUGE, "g", "");

  private final Registry registry = new Registry();

  @BeforeEach
  void registerSomeThatAreRight() {
    Gauge.builder("a").register(registry);
    registry.register(WrittenCollector.undeclared(sink -> {
      sink.family(Descriptor.of(MetricType.GAUGE, "z", ""));
      sink.value(Labels.EMPTY, 1);
    }));
  }

  private void write(Consumer<MetricSink> writing) {
    registry.register(WrittenCollector.undeclared(writing));
  }

  @Test
  void keepsWhatTheCollectorWroteBeforeItFailedAndAllOthers() {
    IllegalStateException failure = new IllegalStateException("no connection");
    registry.register(WrittenCollector.describing(G).writing(sink -> {
      sink.family(G);
      sink.value(Labels.of("x", "1"), 1);
      throw failure;
    }));

    assertThat(Transcript.of(registry)).isEqualTo("""
        a gauge ""
          {} 0.0
        g gauge ""
          {x="1"} 1.0
        z gauge ""
          {} 1.0
        ! WrittenCollector (g): collect() threw java.lang.IllegalStateException: no connection
        """);
  }

  @Test
  void throwsAfterTheRestWasWrittenAndTellsEachFailure() {
    IllegalStateException first = new IllegalStateException("first");
    write(sink -> {
      throw first;
    });
    write(sink -> {
      throw new IllegalArgumentException("second");
    });
    Transcript transcript = new Transcript();

    GatherException thrown =
        catchThrowableOfType(GatherException.class, () -> registry.gather(transcript));

    assertThat(thrown).hasMessage("""
            2 failures while gathering:
            * dev.narthex.WrittenCollector: collect() threw java.lang.IllegalStateException: first
            * dev.narthex.WrittenCollector: collect() threw java.lang.IllegalArgumentException: \
            second""").hasCause(first);
    assertThat(thrown.failures()).hasSize(2);
    assertThat(thrown.failures().get(0))
        .isEqualTo(new GatherException.Failure(
            "dev.narthex.WrittenCollector",
            "collect() threw java.lang.IllegalStateException: first",
            first));
    assertThatThrownBy(() -> thrown.failures().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(registry::snapshot).isInstanceOf(GatherException.class);
  }

  @Test
  void saysOneFailureInTheSingular() {
    write(sink -> sink.value(Labels.EMPTY, 1));

    assertThatThrownBy(registry::snapshot)
        .isInstanceOf(GatherException.class)
        .hasMessageStartingWith("1 failure while gathering:\n* dev.narthex.WrittenCollector: ");
  }

  @Test
  void namesTheFirstFamiliesOfACollectorThatDescribesMany() {
    Descriptor[] many = new Descriptor[6];
    for (int i = 0; i < many.length; i++) {
      many[i] = Descriptor.of(MetricType.GAUGE, "f" + i, "");
    }
    registry.register(WrittenCollector.describing(many).writing(sink -> {
      throw new IllegalStateException("x");
    }));

    assertThat(Transcript.of(registry)).contains("! WrittenCollector (f0, f1, f2, f3, f4, …): ");
  }

  @Test
  void takesErrorsLikeExceptions() {
    write(sink -> {
      throw new AssertionError("wrong");
    });
    write(sink -> {
      throw new NoClassDefFoundError("some/Missing");
    });
    write(GatherFailureTest::callItselfForEver);

    assertThat(Transcript.of(registry)).isEqualTo("""
        a gauge ""
          {} 0.0
        z gauge ""
          {} 1.0
        ! WrittenCollector: collect() threw java.lang.AssertionError: wrong
        ! WrittenCollector: collect() threw java.lang.NoClassDefFoundError: some/Missing
        ! WrittenCollector: collect() threw java.lang.StackOverflowError
        """);
  }

  @SuppressWarnings("InfiniteRecursion") // until the stack is full
  private static void callItselfForEver(MetricSink sink) {
    callItselfForEver(sink);
  }

  /** The stack may end in the middle of writing, wherever that is. */
  @Test
  void staysWholeWhenTheStackEndsWhileSomethingIsWritten() {
    int[] next = {0};
    Consumer<MetricSink> recursive = new Consumer<>() {
      @Override
      @SuppressWarnings("InfiniteRecursion") // until the stack is full
      public void accept(MetricSink sink) {
        int i = next[0]++;
        sink.family(i % 3 == 0 ? G : Descriptor.of(MetricType.GAUGE, "h", ""));
        sink.value(Labels.of("i", "" + i), i);
        accept(sink);
      }
    };
    write(recursive);

    for (int round = 0; round < 5; round++) {
      next[0] = 0;
      Transcript transcript = new Transcript();
      assertThatThrownBy(() -> registry.gather(transcript))
          .isInstanceOf(GatherException.class)
          .hasMessageStartingWith("1 failure while gathering:")
          .hasMessageEndingWith("StackOverflowError");
    }
  }

  @Test
  void doesNotTakeOutOfMemoryForAFaultOfTheCollector() {
    OutOfMemoryError outOfMemory = new OutOfMemoryError("pretended");
    boolean[] enough = {false};
    write(sink -> {
      sink.family(G);
      sink.value(Labels.EMPTY, 1);
      if (!enough[0]) {
        throw outOfMemory;
      }
    });

    assertThatThrownBy(registry::snapshot).isSameAs(outOfMemory);

    enough[0] = true;
    assertThat(registry.snapshot()).hasSize(3);
  }

  @Test
  void survivesAnExceptionThatCannotEvenDescribeItself() {
    write(sink -> {
      throw new SilentException();
    });

    assertThat(Transcript.of(registry)).endsWith("""
        z gauge ""
          {} 1.0
        ! WrittenCollector: collect() threw GatherFailureTest$SilentException
        """);
  }

  private static final class SilentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no message");
    }
  }

  @Test
  void shortensWhatIsTooLongToTell() {
    write(sink -> {
      throw new IllegalStateException("x".repeat(1_000_000));
    });

    GatherException thrown = catchThrowableOfType(GatherException.class, () -> registry.snapshot());

    assertThat(thrown.getMessage()).hasSizeBetween(500, 5_000).endsWith("xxx…");
  }

  @Test
  void tellsABoundedNumberOfFailuresAndCountsTheOthers() {
    write(sink -> {
      sink.family(G);
      for (int i = 0; i < 5_000; i++) {
        sink.value(Labels.EMPTY, i);
      }
    });

    GatherException thrown = catchThrowableOfType(GatherException.class, () -> registry.snapshot());

    assertThat(thrown.failures()).hasSize(GatherException.MAX_FAILURES);
    assertThat(thrown)
        .hasMessageStartingWith("4999 failures while gathering:\n* ")
        .hasMessageEndingWith("\n* and 4899 more");
    assertThat(thrown.getMessage().lines()).hasSize(102);
  }

  @Test
  void leavesOutAHistogramWhoseDataFailHalfWay() {
    HistogramData torn = new HistogramData() {
      @Override
      public Buckets buckets() {
        return Buckets.of(1, 2, 3);
      }

      @Override
      public long bucketCount(int index) {
        if (index == 2) {
          throw new IllegalStateException("torn");
        }
        return 99;
      }

      @Override
      public double sum() {
        return 1;
      }

      @Override
      public @Nullable Exemplar exemplar(int index) {
        return new Exemplar(Labels.EMPTY, 1, 1);
      }
    };
    Descriptor h = Descriptor.of(MetricType.HISTOGRAM, "h", "");
    write(sink -> {
      sink.family(h);
      sink.histogram(Labels.of("x", "1"), torn);
    });
    Histogram kept = Histogram.builder("kept").buckets(1).build();
    write(sink -> {
      sink.family(h);
      sink.histogram(Labels.of("x", "2"), kept.snapshot());
    });

    assertThat(Transcript.of(registry)).isEqualTo("""
        a gauge ""
          {} 0.0
        h histogram ""
          {x="2"} 1.0:0 Infinity:0 sum 0.0
        z gauge ""
          {} 1.0
        ! WrittenCollector: collect() threw java.lang.IllegalStateException: torn
        """);
  }

  @Test
  void isAsGoodAsNewAfterAFailure() {
    List<Boolean> failing = new ArrayList<>(List.of(true, false, true, false));
    write(sink -> {
      sink.family(G);
      sink.value(Labels.EMPTY, 1);
      if (failing.remove(0)) {
        throw new IllegalStateException("now and then");
      }
    });

    for (int i = 0; i < 2; i++) {
      assertThat(Transcript.of(registry)).contains("! WrittenCollector");
      assertThat(Transcript.of(registry)).isEqualTo("""
          a gauge ""
            {} 0.0
          g gauge ""
            {} 1.0
          z gauge ""
            {} 1.0
          """);
    }
  }

  @Test
  void passesOnWhatTheSinkThrowsAndIsAsGoodAsNew() {
    write(sink -> {
      sink.family(G);
      sink.value(Labels.EMPTY, 1);
    });
    String before = Transcript.of(registry);
    for (int good = 0; good < 3; good++) {
      IllegalStateException full = new IllegalStateException("full");
      int[] left = {good};
      MetricSink small = new IgnoringSink() {
        @Override
        public void value(Labels labels, double value, long timestampMillis) {
          if (left[0]-- == 0) {
            throw full;
          }
        }
      };

      assertThatThrownBy(() -> registry.gather(small)).isSameAs(full);
      assertThat(Transcript.of(registry)).isEqualTo(before);
    }
  }

  @Test
  void letsACollectorRegisterAndUnregisterForTheNextScrape() {
    Gauge made = Gauge.builder("made").build();
    int[] scrapes = {0};
    write(sink -> {
      if (scrapes[0]++ == 0) {
        registry.register(made);
      } else {
        registry.unregister(made);
      }
    });

    assertThat(Transcript.of(registry)).doesNotContain("made");
    assertThat(Transcript.of(registry)).contains("made");
    assertThat(Transcript.of(registry)).doesNotContain("made");
  }

  @Test
  void letsACollectorGatherAnotherRegistry() {
    Registry inner = new Registry();
    Gauge.builder("inner").register(inner).set(3);
    inner.register(WrittenCollector.undeclared(sink -> {
      sink.family(G);
      sink.value(Labels.of("x", "1"), 4);
    }));
    registry.withPrefix("outer_").register(inner::gather);

    assertThat(Transcript.of(registry)).isEqualTo("""
        a gauge ""
          {} 0.0
        outer_g gauge ""
          {x="1"} 4.0
        outer_inner gauge ""
          {} 3.0
        z gauge ""
          {} 1.0
        """);
  }

  @Test
  void refusesACollectorThatGathersTheRegistryWhichAsksIt() {
    write(sink -> registry.gather(sink));
    write(sink -> registry.withPrefix("view_").snapshot());
    Gatherer merged = Gatherer.merged(registry, new Registry());
    String refusal = "java.lang.IllegalStateException: gather() was called by a collector of the"
        + " registry that is being gathered, which would never end. Let the collector write only"
        + " what it keeps itself.";

    assertThat(Transcript.of(registry))
        .isEqualTo("""
        a gauge ""
          {} 0.0
        z gauge ""
          {} 1.0
        """
            + "! WrittenCollector: collect() threw " + refusal + "\n"
            + "! WrittenCollector: collect() threw " + refusal + "\n");
    assertThat(Transcript.of(merged)).contains("WrittenCollector: collect() threw ");
  }

  /** Each would ask the others anew at each level, so that no scrape ever came to its end. */
  @Test
  void refusesCollectorsThatGatherTheRegistryWhichAsksThemMergedWithOthers() {
    for (int i = 0; i < 20; i++) {
      write(sink -> Gatherer.merged(new Registry(), registry).gather(sink));
    }

    assertThat(Transcript.of(registry)).startsWith("""
            a gauge ""
              {} 0.0
            z gauge ""
              {} 1.0
            ! WrittenCollector: collect() threw java.lang.IllegalStateException: gather() was""");
  }

  @Test
  void letsACollectorGatherARegistryThatIsMergedWithItsOwn() {
    Registry own = new Registry();
    own.register(WrittenCollector.undeclared(sink -> {
      sink.family(G);
      sink.value(Labels.EMPTY, registry.snapshot().size());
    }));

    assertThat(Transcript.of(Gatherer.merged(registry, own))).isEqualTo("""
        a gauge ""
          {} 0.0
        g gauge ""
          {} 2.0
        z gauge ""
          {} 1.0
        """);
  }

  @Test
  void refusesARingOfRegistriesThatGatherEachOther() {
    Registry other = new Registry();
    other.register(registry::gather);
    write(other::gather);

    assertThat(Transcript.of(registry))
        .startsWith("""
            a gauge ""
              {} 0.0
            z gauge ""
              {} 1.0
            ! WrittenCollector: collect() threw""")
        .contains("gather() was called by a collector of the registry that is being gathered");
  }
}
