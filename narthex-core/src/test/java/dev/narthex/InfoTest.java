package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.model.Labels;
import dev.narthex.model.Millis;
import dev.narthex.model.ValueSnapshot;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What an {@link Info} promises one thread. */
class InfoTest {

  private final Registry registry = new Registry();
  private final Info build =
      Info.builder("build_info").help("What runs.").constLabel("app", "shop").register(registry);

  @Test
  void showsOnlyTheLabelsItWasDefinedWithBeforeFactsAreSet() {
    assertThat(build.facts()).isEqualTo(Labels.EMPTY);
    assertThat(Transcript.of(registry)).isEqualTo("""
        build_info info "What runs."
          {app="shop"} 1.0
        """);
  }

  @Test
  void showsTheFactsThatWereSetLastAndNoneOfThoseBefore() {
    build.set("version", "1.4", "revision", "9f3c");
    assertThat(Transcript.of(registry)).isEqualTo("""
        build_info info "What runs."
          {app="shop", revision="9f3c", version="1.4"} 1.0
        """);

    build.set(Labels.of("version", "1.5"));

    assertThat(build.facts()).isEqualTo(Labels.of("version", "1.5"));
    assertThat(Transcript.of(registry)).isEqualTo("""
        build_info info "What runs."
          {app="shop", version="1.5"} 1.0
        """);
  }

  @Test
  void canForgetItsFacts() {
    build.set("version", "1.4");

    build.set();

    assertThat(build.facts()).isEqualTo(Labels.EMPTY);
    assertThat(Transcript.of(registry)).endsWith("  {app=\"shop\"} 1.0\n");
  }

  @Test
  void isTheSameObjectOfLabelsAtEachScrapeWhileNothingChanges() {
    build.set("version", "1.4");

    Labels first = registry.snapshot().get(0).series().get(0).labels();
    Labels second = registry.snapshot().get(0).series().get(0).labels();

    assertThat(second).isSameAs(first);
  }

  @Test
  void canHaveLabelsOfItsOwn() {
    Family<Info> disks =
        Info.builder("disk_info").help("Disks.").labelNames("disk").register(registry);
    disks.with("b").set("maker", "y", "size", "2T");
    disks.with("a").set("maker", "x");
    disks.with("c");

    assertThat(Transcript.of(registry)).endsWith("""
        disk_info info "Disks."
          {disk="a", maker="x"} 1.0
          {disk="b", maker="y", size="2T"} 1.0
          {disk="c"} 1.0
        """);
  }

  @Test
  void hasNoTimestamp() {
    Labels labels = Labels.of("app", "shop");

    assertThat(registry.snapshot().get(0).series(labels))
        .isEqualTo(new ValueSnapshot(labels, 1, Millis.NONE));
  }

  @Test
  void refusesAFactNamedLikeALabelItWasDefinedWithAndKeepsTheOthers() {
    build.set("version", "1.4");

    assertRefused(
        () -> build.set("version", "1.5", "app", "other"),
        "build_info: cannot set \"app\", because a label of that name was defined with the info."
            + " Leave it out of set(…), or give the fact another name.");
    Info disk = Info.builder("disk_info").labelNames("disk").build().with("a");
    assertRefused(
        () -> disk.set(Labels.of("disk", "b")),
        "disk_info: cannot set \"disk\", because a label of that name was defined with the info."
            + " Leave it out of set(…), or give the fact another name.");

    assertThat(build.facts()).isEqualTo(Labels.of("version", "1.4"));
    assertThat(disk.facts()).isEqualTo(Labels.EMPTY);
  }

  @Test
  void refusesAFactNamedLikeALabelOfTheViewItWasDefinedThrough() {
    Registry zone = registry.withLabels(Labels.of("zone", "a"));
    Info host = Info.builder("host_info").register(zone);

    assertRefused(
        () -> host.set("zone", "b"),
        "host_info: cannot set \"zone\", because a label of that name was defined with the info."
            + " Leave it out of set(…), or give the fact another name.");
  }

  @Test
  void refusesWhatIsNoLabelsAndKeepsTheFacts() {
    build.set("version", "1.4");

    assertRefused(
        () -> build.set("version"),
        "build_info: Labels come as name, value, name, value, …, but got 1 strings: [version]. The"
            + " last name has no value.");
    assertRefused(
        () -> build.set("__version", "1"),
        "build_info: \"__version\" cannot name a label. A label name is not empty, does not begin"
            + " with \"__\" (reserved for Prometheus) and has no unpaired surrogate.");
    assertRefused(
        () -> build.set("a", "1", "a", "2"),
        "build_info: Label \"a\" is given twice. A series has each label once.");

    assertThat(build.facts()).isEqualTo(Labels.of("version", "1.4"));
  }

  @Test
  void refusesANameThatDoesNotSayWhatItIs() {
    assertRefused(
        () -> Info.builder("build").build(),
        "build: the name of an info ends in \"_info\", after what the facts are about. Name it"
            + " \"build_info\".");
  }

  @Test
  void isFoundAgainByItsDefinition() {
    Info same = Info.builder("build_info")
        .help("What runs.")
        .constLabel("app", "shop")
        .registerOrGet(registry);

    assertThat(same).isSameAs(build);
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
