package net.lumenia.voice.controlplane;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@WithControlPlane(controllerManager = true)
class ControllerManagerTest {
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  @Test
  void makesServiceAccountsForNewNamespaces(KubernetesClient client) {
    await()
        .atMost(DEADLINE)
        .until(() -> client.serviceAccounts().withName("default").get() != null);
  }

  @Test
  void collectsWhatHasLostItsOwner(KubernetesClient client) {
    ConfigMap owner =
        client
            .resource(
                new ConfigMapBuilder().withNewMetadata().withName("owner").endMetadata().build())
            .create();
    client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName("owned")
                .addNewOwnerReference()
                .withApiVersion("v1")
                .withKind("ConfigMap")
                .withName("owner")
                .withUid(owner.getMetadata().getUid())
                .endOwnerReference()
                .endMetadata()
                .build())
        .create();

    client.resource(owner).delete();

    await().atMost(DEADLINE).until(() -> client.configMaps().withName("owned").get() == null);
  }
}
