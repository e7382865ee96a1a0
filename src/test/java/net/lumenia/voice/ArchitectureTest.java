package net.lumenia.voice;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Imports point one way, and what is pure stays pure. */
class ArchitectureTest {

  private static final String ROOT = "net.lumenia.voice";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  private static String in(String name) {
    return "%s.%s..".formatted(ROOT, name);
  }

  private static DescribedPredicate<JavaClass> inAny(String names) {
    return resideInAnyPackage(
        Arrays.stream(names.split(" ")).map(ArchitectureTest::in).toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource({
    "assistant, assistant",
    "crd,       crd assistant",
    "plan,      plan assistant",
    "lumenia,   lumenia assistant",
    "status,    status plan crd assistant",
    "reconcile, reconcile status plan lumenia crd assistant",
    "operator,  operator reconcile status plan lumenia crd assistant",
    "cli,       cli simulator operator reconcile status plan lumenia crd assistant",
    "simulator, simulator",
  })
  void importsPointOneWay(String name, String known) {
    noClasses()
        .that()
        .resideInAPackage(in(name))
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOT + "..").and(DescribedPredicate.not(inAny(known))))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void theDomainKnowsNothingButJava() {
    noClasses()
        .that()
        .resideInAPackage(in("assistant"))
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages("java..", "org.jspecify..", in("assistant"))
        .check(CLASSES);
  }

  @Test
  void onlyReconcileOperatorAndCliUseTheKubernetesClient() {
    noClasses()
        .that()
        .resideOutsideOfPackages(in("reconcile"), in("operator"), in("cli"))
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.fabric8.kubernetes.client..")
                .and(
                    DescribedPredicate.not(
                        assignableTo("io.fabric8.kubernetes.client.CustomResource")))
                .or(resideInAPackage("io.javaoperatorsdk..")))
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackages(in("crd"), in("reconcile"), in("operator"), in("cli"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.fabric8..")
        .check(CLASSES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"assistant", "plan", "status", "crd", "simulator"})
  void whatIsPureAndWhatServesHasNoHttpClient(String name) {
    noClasses()
        .that()
        .resideInAPackage(in(name))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("okhttp3..", "java.net.http..")
        .check(CLASSES);
  }

  @Test
  void whatDecidesHasNoClock() {
    noClasses()
        .that()
        .resideInAnyPackage(in("assistant"), in("plan"), in("status"))
        .should()
        .callMethodWhere(
            target(owner(resideInAPackage("java.time..")))
                .and(target(nameMatching("now|system.*|tick.*"))))
        .orShould()
        .callMethodWhere(
            target(owner(assignableTo(System.class)))
                .and(target(nameMatching("currentTimeMillis|nanoTime"))))
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("java.io..", "java.nio.file..", "java.util.concurrent..")
        .check(CLASSES);
  }

  /** Such timers stand still for as long as the wall clock was set back. */
  @Test
  void nothingIsTimedByTheWallClock() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.Timer")
        .orShould()
        .callMethodWhere(target(nameMatching("rescheduleAfter|currentTimeMillis")))
        .check(CLASSES);
  }

  @Test
  void onlyTheCommandLineWritesToTheConsole() {
    noClasses()
        .that()
        .resideOutsideOfPackage(in("cli"))
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("java.util.logging..")
        .check(CLASSES);
  }

  @Test
  void aNameSaysWhatAClassIsFor() {
    noClasses()
        .that(alwaysTrue())
        .should()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Impl")
        .check(CLASSES);
  }
}
