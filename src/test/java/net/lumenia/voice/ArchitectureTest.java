package net.lumenia.voice;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Imports point in one direction, and pure packages stay pure. */
class ArchitectureTest {

  private static final String ROOT = "net.lumenia.voice";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  private static String in(String name) {
    return "%s.%s..".formatted(ROOT, name);
  }

  private static DescribedPredicate<JavaClass> exactly(String names) {
    return resideInAnyPackage(
        Arrays.stream(names.split(" ")).map(name -> ROOT + "." + name).toArray(String[]::new));
  }

  /** The picture in docs/architecture.md shows the same arrows. */
  @ParameterizedTest
  @CsvSource({
    "assistant, ''",
    "crd, ''",
    "plan, assistant",
    "network, ''",
    "lumenia, network assistant",
    "lumenia.limiter, lumenia assistant",
    "lumenia.cache, lumenia.limiter lumenia",
    "numbers, lumenia.cache lumenia.limiter lumenia assistant",
    "status, plan crd assistant",
    "spec, plan crd assistant",
    "cluster, spec status lumenia.limiter crd assistant",
    "cluster.cache, cluster spec status crd assistant",
    "catalog, lumenia.cache lumenia.limiter lumenia plan crd assistant",
    "revision, cluster spec status plan crd assistant",
    "account, catalog numbers cluster.cache cluster spec status lumenia.limiter lumenia crd"
        + " assistant",
    "reconcile, account catalog numbers revision cluster.cache cluster spec status plan"
        + " lumenia.cache lumenia.limiter lumenia crd assistant",
    "operator.http, ''",
    "operator.election, cluster",
    "operator.metrics, reconcile cluster status plan lumenia.limiter lumenia crd assistant",
    "operator, operator.http operator.election operator.metrics reconcile account catalog"
        + " cluster.cache cluster status plan lumenia.limiter lumenia network crd assistant",
    "manifest, crd assistant",
    "review, manifest account cluster.cache cluster spec status plan lumenia crd assistant",
    "session, account cluster numbers status lumenia.limiter lumenia network crd assistant",
    "audit, plan spec assistant",
    "export, manifest spec plan crd assistant",
    "cli.output, session",
    "cli.fleet, cli.output cluster status crd assistant",
    "cli, cli.fleet cli.output audit export manifest review session operator simulator"
        + " simulator.state simulator.faults account numbers revision cluster spec status plan"
        + " lumenia.limiter lumenia network crd assistant",
    "simulator.http, ''",
    "simulator.exchange, simulator.http",
    "simulator.rules, simulator.exchange",
    "simulator.faults, simulator.rules simulator.exchange simulator.http",
    "simulator.state, simulator.faults simulator.rules simulator.exchange",
    "simulator.control, simulator.state simulator.faults simulator.rules simulator.exchange",
    "simulator, simulator.control simulator.state simulator.faults simulator.rules"
        + " simulator.exchange simulator.http",
  })
  void importsPointInOneDirection(String name, String known) {
    noClasses()
        .that(exactly(name))
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOT + "..")
                .and(DescribedPredicate.not(exactly(name)))
                .and(DescribedPredicate.not(exactly(known))))
        .check(CLASSES);
  }

  @Test
  void theDomainUsesOnlyJava() {
    noClasses()
        .that()
        .resideInAPackage(in("assistant"))
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages("java..", "org.jspecify..", in("assistant"))
        .check(CLASSES);
  }

  @Test
  void onlyTheOuterPackagesUseTheKubernetesClient() {
    noClasses()
        .that()
        .resideInAnyPackage(
            in("assistant"),
            in("crd"),
            in("plan"),
            in("spec"),
            in("status"),
            in("lumenia"),
            in("catalog"),
            in("numbers"),
            in("simulator"))
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
        .resideInAnyPackage(
            in("assistant"),
            in("plan"),
            in("spec"),
            in("status"),
            in("lumenia"),
            in("catalog"),
            in("numbers"),
            in("simulator"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.fabric8..")
        .check(CLASSES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"assistant", "plan", "spec", "status", "crd", "simulator"})
  void purePackagesAndTheSimulatorHaveNoHttpClient(String name) {
    noClasses()
        .that()
        .resideInAPackage(in(name))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("okhttp3..", "java.net.http..")
        .check(CLASSES);
  }

  @Test
  void decisionsHaveNoClock() {
    noClasses()
        .that()
        .resideInAnyPackage(in("assistant"), in("plan"), in("spec"), in("status"))
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

  /** When the wall clock is set back, such timers stop for as long. */
  @Test
  void timersDoNotUseTheWallClock() {
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
  void noSimpleNameIsUsedTwice() {
    Map<String, List<String>> names =
        CLASSES.stream()
            .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
            .collect(groupingBy(JavaClass::getSimpleName, mapping(JavaClass::getName, toList())));
    assertThat(names.values()).allSatisfy(same -> assertThat(same).hasSize(1));
  }

  @Test
  void namesOfClassesSayTheirPurpose() {
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
