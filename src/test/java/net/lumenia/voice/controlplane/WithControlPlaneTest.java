package net.lumenia.voice.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@WithControlPlane
@TestInstance(Lifecycle.PER_CLASS)
class WithControlPlaneTest {
  private final Set<String> namespaces = new HashSet<>();

  @BeforeAll
  void aClassHasANamespaceToo(KubernetesClient client) {
    namespaces.add(client.getNamespace());
  }

  @RepeatedTest(2)
  void everyTestHasANamespaceOfItsOwn(KubernetesClient client, KubernetesClient same) {
    assertThat(namespaces.add(client.getNamespace())).isTrue();
    assertThat(same).isSameAs(client);
    assertThat(client.configMaps().list().getItems()).isEmpty();
  }

  @Test
  void kubectlAndServerAreOfOneVersion(ControlPlane plane, KubernetesClient client) {
    Kubectl.Result version = plane.kubectl().run("version");
    assertThat(version.stdout())
        .contains("Server Version: " + client.getKubernetesVersion().getGitVersion());
    assertThat(plane.kubectl().run("get", "namespaces", "-o", "name").stdout())
        .contains("namespace/default", "namespace/" + client.getNamespace());
  }

  @Test
  void kubectlAppliesWhatItIsGiven(ControlPlane plane, KubernetesClient client) {
    String manifest = "{apiVersion: v1, kind: ConfigMap, metadata: {name: given}}";
    Kubectl.Result applied =
        plane.kubectl().runWithInput(manifest, "apply", "-n", client.getNamespace(), "-f", "-");
    assertThat(applied.stdout()).isEqualTo("configmap/given created\n");
    assertThat(client.configMaps().withName("given").get()).isNotNull();
  }

  @Test
  void rbacHoldsForEverybodyElse(ControlPlane plane, KubernetesClient client) {
    try (KubernetesClient stranger = plane.newClientAs("stranger", "system:authenticated")) {
      assertThatThrownBy(() -> stranger.secrets().inNamespace(client.getNamespace()).list())
          .isInstanceOf(KubernetesClientException.class)
          .hasMessageContaining("User \"stranger\" cannot list resource \"secrets\"");
    }
  }

  @Nested
  class InANestedClass {
    @Test
    void itIsTheSameControlPlane(ControlPlane plane, KubernetesClient client) {
      assertThat(client.getMasterUrl()).hasToString(plane.url() + "/");
      assertThat(namespaces).doesNotContain(client.getNamespace());
    }
  }
}
