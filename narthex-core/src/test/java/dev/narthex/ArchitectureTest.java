package dev.narthex;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.narthex.exposition.ExpositionFormat;
import dev.narthex.model.Labels;
import dev.narthex.scrape.ScrapeEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The rules that hold for the core as a whole: which package may know which, what it may use of the
 * JDK, and what of it is public. {@code docs/ARCHITECTURE.md} says why.
 */
class ArchitectureTest {

  private static final String MODEL = Labels.class.getPackageName();
  private static final String METRICS = Counter.class.getPackageName();
  private static final String EXPOSITION = ExpositionFormat.class.getPackageName();
  private static final String SCRAPE = ScrapeEndpoint.class.getPackageName();
  private static final String ANNOTATIONS = "org.jspecify.annotations";

  private static Path folder;
  private static JavaClasses core;

  @BeforeAll
  static void readTheCompiledClasses() throws URISyntaxException {
    folder = Path.of(
        Counter.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    core = new ClassFileImporter().importPath(folder);
  }

  /** The layers are in a row, so there is no cycle either. */
  @Test
  void eachPackageKnowsOnlyThoseBelowIt() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("scrape")
        .definedBy(SCRAPE)
        .layer("exposition")
        .definedBy(EXPOSITION)
        .layer("metrics")
        .definedBy(METRICS)
        .layer("model")
        .definedBy(MODEL)
        .whereLayer("scrape")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("exposition")
        .mayOnlyBeAccessedByLayers("scrape")
        .whereLayer("metrics")
        .mayOnlyBeAccessedByLayers("exposition", "scrape")
        .whereLayer("model")
        .mayOnlyBeAccessedByLayers("metrics", "exposition", "scrape")
        .check(core);
  }

  @Test
  void thereAreNoOtherPackages() {
    classes()
        .should()
        .resideInAnyPackage(MODEL, METRICS, EXPOSITION, SCRAPE, "")
        .check(core);
  }

  /** Nothing but the public packages of java.base; the annotations need not be there at run time. */
  @Test
  void nothingIsUsedButTheBaseOfTheJdk() {
    Set<String> base =
        ModuleFinder.ofSystem().find("java.base").orElseThrow().descriptor().packages();
    DescribedPredicate<JavaClass> allowed = DescribedPredicate.describe(
        "are in this module, in a public package of java.base, or annotations", used -> {
          String name = used.getBaseComponentType().getPackageName();
          return used.getBaseComponentType().isPrimitive()
              || (name.startsWith("java.") && base.contains(name))
              || Set.of(MODEL, METRICS, EXPOSITION, SCRAPE, ANNOTATIONS).contains(name);
        });

    classes().should().onlyDependOnClassesThat(allowed).check(core);
  }

  @Test
  void nothingIsReflective() {
    noClasses()
        .should()
        .dependOnClassesThat(resideInAnyPackage("java.lang.reflect.."))
        .check(core);
    Set<String> harmless = Set.of("getName", "getSimpleName", "desiredAssertionStatus");
    noClasses()
        .should()
        .accessTargetWhere(DescribedPredicate.describe(
            "is a method of Class that looks into classes or loads them",
            (JavaAccess<?> access) -> isOwnedBy(access.getTarget(), Class.class)
                && !harmless.contains(access.getTarget().getName())))
        .check(core);
  }

  @Test
  void noThreadIsStarted() {
    noClasses()
        .should()
        .dependOnClassesThat(assignableTo(Executor.class)
            .and(not(type(Executor.class))) // one that the user brings
            .or(assignableTo(CompletableFuture.class))
            .or(assignableTo(java.util.Timer.class))
            .or(assignableTo(Executors.class)))
        .check(core);
    Set<String> harmless = Set.of(
        "currentThread",
        "getId",
        "threadId",
        "isAlive",
        "onSpinWait",
        "yield",
        "interrupt",
        "interrupted");
    noClasses()
        .should()
        .accessTargetWhere(DescribedPredicate.describe(
            "is a constructor of Thread or a method that begins one",
            (JavaAccess<?> access) -> isOwnedBy(access.getTarget(), Thread.class)
                && !harmless.contains(access.getTarget().getName())))
        .check(core);
  }

  private static boolean isOwnedBy(AccessTarget target, Class<?> owner) {
    return target.getOwner().isEquivalentTo(owner);
  }

  /** There may be a million virtual threads. */
  @Test
  void nothingIsKeptForEachThread() {
    noClasses().should().dependOnClassesThat(assignableTo(ThreadLocal.class)).check(core);
  }

  /** What a program does is in its code: everything that can be chosen is an argument. */
  @Test
  void noSettingIsReadFromOutside() {
    Set<String> reading =
        Set.of("getProperty", "getProperties", "getenv", "getBoolean", "getInteger", "getLong");
    noClasses()
        .should()
        .accessTargetWhere(DescribedPredicate.describe(
            "reads a property or a variable of the environment",
            (JavaAccess<?> access) ->
                access.getTarget().getOwner().getPackageName().equals("java.lang")
                    && reading.contains(access.getTarget().getName())))
        .check(core);
  }

  private static ModuleDescriptor module() throws IOException {
    try (InputStream file = Files.newInputStream(folder.resolve("module-info.class"))) {
      return ModuleDescriptor.read(file);
    }
  }

  @Test
  void theModuleExportsItsFourPackagesToEveryoneAndOpensNone() throws IOException {
    assertThat(module().exports())
        .extracting(Exports::toString)
        .containsExactlyInAnyOrder(MODEL, METRICS, EXPOSITION, SCRAPE);
    assertThat(module().opens()).isEmpty();
    assertThat(module().isOpen()).isFalse();
    assertThat(module().uses()).isEmpty();
    assertThat(module().provides()).isEmpty();
  }

  @Test
  void theModuleRequiresTheBaseAloneAndAnnotationsToCompile() throws IOException {
    assertThat(module().requires())
        .extracting(required -> required.modifiers() + " " + required.name())
        .containsExactlyInAnyOrder(
            Set.of(Requires.Modifier.MANDATED) + " java.base",
            Set.of(Requires.Modifier.STATIC) + " org.jspecify");
  }

  /** A type is public by choice: who makes a new one so adds it to the list. */
  @Test
  void thePublicTypesAreThoseOfTheList() throws IOException {
    String types = core.stream()
        .filter(ArchitectureTest::isPublic)
        .map(JavaClass::getName)
        .sorted()
        .collect(joining("\n", "", "\n"));

    try (InputStream list = ArchitectureTest.class.getResourceAsStream("public-types.txt")) {
      assertThat(types).isEqualTo(new String(list.readAllBytes(), UTF_8));
    }
  }

  private static boolean isPublic(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(ArchitectureTest::isPublic).orElse(true);
  }
}
