package net.lumenia.voice.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

@WithProcesses
class ControlPlaneTest {

  @Test
  void twoAtOnceShareNothingAndLeaveNothing() {
    Path firstDirectory;
    Path secondDirectory;
    try (ControlPlane second = ControlPlane.start()) {
      secondDirectory = directory(second);
      try (ControlPlane first = ControlPlane.start()) {
        firstDirectory = directory(first);
        assertThat(first.url()).isNotEqualTo(second.url());

        String namespace = first.newNamespace();
        assertThat(first.kubectl().run("get", "namespace", namespace).exitCode()).isZero();
        Kubectl.Result elsewhere = second.kubectl().run("get", "namespace", namespace);
        assertThat(elsewhere.exitCode()).isOne();
        assertThat(elsewhere.stderr()).contains("NotFound");
      }
      assertThat(second.kubectl().run("get", "namespaces").exitCode()).isZero();
    }
    for (Path directory : List.of(firstDirectory, secondDirectory)) {
      assertThat(directory).doesNotExist();
      assertThat(Processes.of(directory)).isEmpty();
    }
  }

  @Test
  void theApiServerComesBackWithItsData() {
    try (ControlPlane plane = ControlPlane.start();
        KubernetesClient client = Clients.impatient(plane.kubeconfig())) {
      ConfigMap kept =
          new ConfigMapBuilder()
              .withNewMetadata()
              .withName("kept")
              .withNamespace("default")
              .endMetadata()
              .addToData("key", "value")
              .build();
      client.resource(kept).create();

      plane.stopApiServer();
      assertThatThrownBy(() -> client.resource(kept).get())
          .isInstanceOf(KubernetesClientException.class);

      plane.startApiServer();
      assertThat(client.resource(kept).get().getData()).containsEntry("key", "value");
    }
  }

  private static Path directory(ControlPlane plane) {
    return plane.kubectl().directory();
  }
}
