package dev.narthex.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The promise to whoever uses another test library, or none: nothing here needs one. */
class ArchitectureTest {

  private static final JavaClasses ALL = new ClassFileImporter()
      .withImportOption(new ImportOption.DoNotIncludeTests())
      .importPackages("dev.narthex.testing");

  @Test
  void onlyThePackageNamedSoUsesJUnit() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.narthex.testing.junit")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.junit..", "dev.narthex.testing.junit")
        .check(ALL);
  }

  @Test
  void nothingUsesALibraryOfAssertions() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.assertj..", "org.opentest4j..", "org.hamcrest..")
        .check(ALL);
  }

  @Test
  void theReadersKnowNothingOfWhatIsMadeOfThem() {
    noClasses()
        .that()
        .resideInAPackage("dev.narthex.testing.reader")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.narthex.testing", "dev.narthex.testing.junit", "dev.narthex.testing.lint")
        .check(ALL);
  }

  @Test
  void nothingNeedsTheLintChecks() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.narthex.testing.lint")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.narthex.testing.lint")
        .check(ALL);
  }
}
