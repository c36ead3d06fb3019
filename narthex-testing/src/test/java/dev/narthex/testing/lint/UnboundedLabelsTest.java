package dev.narthex.testing.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.Gauge;
import dev.narthex.Info;
import dev.narthex.Registry;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which label values are taken for ones of which there is no end, and which are let pass. */
class UnboundedLabelsTest {

  private static List<String> found(String label, String... values) {
    Registry registry = new Registry();
    var family = Gauge.builder("x").labelNames(label).register(registry);
    for (String value : values) {
      family.with(value);
    }
    return Lint.all().only("unbounded-label").check(registry).problems().stream()
        .map(LintProblem::text)
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3f2b8c1e-9d47-4a6b-8f05-1c2d3e4f5a6b | UUIDs",
        "pod-3F2B8C1E-9D47-4A6B-8F05-1C2D3E4F5A6B | UUIDs",
        "/orders/3f2b8c1e-9d47-4a6b-8f05-1c2d3e4f5a6b | UUIDs",
        "ada@example.org | e-mail addresses",
        "2026-01-02T03:04:05Z | points in time",
        "at 2026-01-02 03:04 | points in time",
        "1767225600 | points in time",
        "1767225600.25 | points in time",
        "1767225600000 | points in time",
        "/users/17 | paths with ids or parameters",
        "/users/4711/orders | paths with ids or parameters",
        "https://shop.example.org/orders/17 | paths with ids or parameters",
        "/commits/9f3c1d0ab42c77 | paths with ids or parameters",
        "/search?q=tea | paths with ids or parameters",
        "10.1.2.3 | network addresses",
        "10.1.2.3:52044 | network addresses",
        "[2001:db8::7]:443 | network addresses",
        "4bf92f3577b34da6a3ce929d0e0e4736 | hashes or ids",
        "123456 | ids",
      })
  void findsValuesWithoutEnd(String value, String plural) {
    assertThat(found("what", value))
        .containsExactly("label \"what\" has values that look like " + plural + ", such as \""
            + value + "\", and there may be no end of them; tell their kind instead");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "GET",
        "200",
        "2xx",
        "99999",
        "/",
        "/users/:id",
        "/users/{id}/orders",
        "/api/v1/users",
        "/api/2/issues",
        "/errors/404",
        "/what?",
        "eu-west-1",
        "db1.example.org:5432",
        "127.0.0.1:9090",
        "0.0.0.0:80",
        "[::1]:80",
        "1.4.2",
        "17.0.15+6",
        "2026-01",
        "+Inf",
        "0.25",
        "@home",
        "deadbeefdeadbeef", // a word of letters alone
        "9f3c1d0",
        "org.example.Outer$Inner",
      })
  void acceptsValuesThatNameSomething(String value) {
    assertThat(found("what", value)).isEmpty();
  }

  @Test
  void findsTextsThatNobodyHasChosenAsAName() {
    assertThat(found("query", "x".repeat(200))).isEmpty();
    assertThat(found("query", "x".repeat(201)))
        .containsExactly("label \"query\" has values that look like long texts, such as \""
            + "x".repeat(60) + "…\", and there may be no end of them; tell their kind instead");
  }

  @Test
  void tellsOfEachLabelOnce() {
    assertThat(found("who", "ada@example.org", "bob@example.org", "123456")).hasSize(1);
  }

  @Test
  void acceptsVersionsThatLookLikeAddresses() {
    assertThat(found("java_version", "17.0.15.1")).isEmpty();
  }

  @Test
  void acceptsTheFactsOfInfos() {
    Registry registry = new Registry();
    Info.builder("build_info")
        .register(registry)
        .set("revision", "4bf92f3577b34da6a3ce929d0e0e4736aabbccdd");
    Gauge.builder("target_info")
        .constLabel("id", "3f2b8c1e-9d47-4a6b-8f05-1c2d3e4f5a6b")
        .register(registry);

    assertThat(Lint.all().only("unbounded-label").check(registry).problems()).isEmpty();
  }

  @Test
  void isNotHeldUpByHostileValues() {
    String hostile = "1".repeat(5_000_000) + "@" + "a-".repeat(5_000_000) + "/1".repeat(1_000_000);

    assertThat(found("what", hostile)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "/", "1.", "a@", "-", ":", "[", "0-", "f1", "1/a?"})
  void isNotHeldUpByWhatNearlyFits(String part) {
    assertThat(found("what", part.repeat(200).substring(0, 200))).isEmpty();
  }
}
