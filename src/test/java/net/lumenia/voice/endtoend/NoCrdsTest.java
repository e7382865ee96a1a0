package net.lumenia.voice.endtoend;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.controlplane.ControlPlaneException;
import net.lumenia.voice.controlplane.WithProcesses;
import org.junit.jupiter.api.Test;

/** Where the CRDs are not installed, the operator ends and says so. */
@WithProcesses
class NoCrdsTest {

  @Test
  void saysWhatToInstall() {
    try (var plane = ControlPlane.start()) {
      assertThatExceptionOfType(ControlPlaneException.class)
          .isThrownBy(
              () ->
                  OperatorProcess.run(plane, List.of("--default-base-url", "https://api.example")))
          .withMessageContaining(
              "the CRD lumeniaaccounts.voice.lumenia.net is not installed; install it with the chart");
    }
  }
}
