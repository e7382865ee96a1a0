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

/** A clock on the wall may be set; the limiter's time is given to it, and never goes back. */
class InjectedTimeTest {

  @Test
  void theLimiterAsksNoClockOfItsOwn() throws URISyntaxException {
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
