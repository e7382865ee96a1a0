package net.lumenia.voice.endtoend;

import static net.lumenia.voice.endtoend.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.controlplane.Kubectl;
import net.lumenia.voice.controlplane.WithControlPlane;
import net.lumenia.voice.crd.InstalledCrds;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the example's policy warns of, and that large manifests need server-side apply. */
@WithControlPlane
@Execution(ExecutionMode.CONCURRENT)
class AdmissionWarningsTest {

  private static final String CREATED =
      "the first check of a new object overwrites every difference";
  private static final String UNLINKED = "the number was removed from the spec: it stays linked";
  private static final String LARGE = "use kubectl apply --server-side";

  private final Kubectl kubectl;
  private final String namespace;

  AdmissionWarningsTest(ControlPlane plane, KubernetesClient client) {
    InstalledCrds.in(client);
    kubectl = plane.kubectl();
    namespace = client.getNamespace();
  }

  /** The API server needs a moment to enforce a new policy. */
  @BeforeEach
  void applyPolicy() {
    assertThat(
            kubectl
                .run("apply", "--server-side", "--force-conflicts", "-f", "examples/admission")
                .exitCode())
        .isZero();
    eventually(
        () ->
            assertThat(dryRun(Cluster.assistant("probe", "driftPolicy: Report\nprompt: Hi")))
                .contains(CREATED));
  }

  @Test
  void warnsOfWhatMayNotBeMeant() {
    assertThat(apply("numberId: 42\nprompt: Hi")).doesNotContain("Warning");
    assertThat(apply("prompt: Hi")).contains(UNLINKED).doesNotContain(CREATED);
    assertThat(apply("driftPolicy: Report\nprompt: Hi")).doesNotContain("Warning");
    assertThat(dryRun(Cluster.assistant("other", "driftPolicy: Report\nmode: Plan\nprompt: Hi")))
        .doesNotContain("Warning");
  }

  @Test
  void clientSideApplyHasALimitThatServerSideApplyHasNot() {
    String large = Cluster.assistant("large", "prompt: " + "x".repeat(210_000));
    assertThat(dryRun(large)).contains(LARGE);
    String larger = Cluster.assistant("large", "prompt: " + "x".repeat(262_144));
    assertThat(run(larger, "apply", "-f", "-").stderr()).contains("metadata.annotations: Too long");
    Kubectl.Result serverSide = run(larger, "apply", "--server-side", "-f", "-");
    assertThat(serverSide.exitCode()).as(serverSide.stderr()).isZero();
    assertThat(serverSide.stderr()).doesNotContain("Warning");
  }

  private String apply(String spec) {
    Kubectl.Result result = run(Cluster.assistant("acme", spec), "apply", "-f", "-");
    assertThat(result.exitCode()).as(result.stderr()).isZero();
    return result.stderr();
  }

  private String dryRun(String manifest) {
    return run(manifest, "apply", "--dry-run=server", "-f", "-").stderr();
  }

  private Kubectl.Result run(String manifest, String verb, String... options) {
    var arguments = new ArrayList<String>();
    arguments.add(verb);
    arguments.addAll(List.of("--namespace", namespace));
    arguments.addAll(List.of(options));
    return kubectl.runWithInput(manifest, arguments.toArray(String[]::new));
  }
}
