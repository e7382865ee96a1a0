package net.lumenia.voice.lumenia.limiter;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The limiter uses only the monotonic clock that it is given, because the wall clock can be set.
 */
class InjectedClockTest {

  @Test
  void limiterReadsNoClockOfItsOwn() throws URISyntaxException {
    Path main =
        Path.of(AccountLimiters.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    noClasses()
        .should()
        .callMethodWhere(
            target(owner(resideInAPackage("java.time..")))
                .and(target(nameMatching("now|system.*|tick.*"))))
        .orShould()
        .callMethodWhere(
            target(owner(assignableTo(System.class)))
                .and(target(nameMatching("currentTimeMillis|nanoTime"))))
        .check(
            new ClassFileImporter()
                .importPath(
                    main.resolve(AccountLimiters.class.getPackageName().replace('.', '/'))));
  }
}
