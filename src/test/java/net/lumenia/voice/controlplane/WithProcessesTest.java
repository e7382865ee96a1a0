package net.lumenia.voice.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import net.lumenia.voice.endtoend.OperatorProcess;
import net.lumenia.voice.gitops.GitOpsTools;
import org.junit.jupiter.api.Test;

/** The first loop of tests starts no process, so that it stays fast. */
class WithProcessesTest {

  private static final Set<String> STARTERS =
      Set.of(
          ProcessBuilder.class.getName(),
          ControlPlane.class.getName(),
          GuardedProcess.class.getName(),
          GitOpsTools.class.getName(),
          OperatorProcess.class.getName());

  @Test
  void testsThatStartProcessesAreTagged() {
    List<JavaClass> tests =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
                .importPackages("net.lumenia.voice")
                .stream()
                .filter(type -> type.getSimpleName().endsWith("Test"))
                .filter(WithProcessesTest::startsProcesses)
                .toList();
    assertThat(tests)
        .hasSizeGreaterThan(20)
        .allSatisfy(test -> assertThat(isTagged(test)).as(test.getName()).isTrue());
  }

  private static boolean startsProcesses(JavaClass test) {
    return test.getCodeUnitCallsFromSelf().stream()
        .anyMatch(call -> STARTERS.contains(call.getTargetOwner().getName()));
  }

  private static boolean isTagged(JavaClass test) {
    return test.isMetaAnnotatedWith(WithProcesses.class)
        || test.getMethods().stream()
            .anyMatch(method -> method.isAnnotatedWith(WithProcesses.class));
  }
}
