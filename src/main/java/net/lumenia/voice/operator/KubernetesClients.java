package net.lumenia.voice.operator;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import java.nio.file.Path;
import java.util.Optional;

/** Makes the client for the API server. */
public final class KubernetesClients {

  private KubernetesClients() {}

  /**
   * Makes a client.
   *
   * @param kubeconfig absent: {@code KUBECONFIG}, {@code ~/.kube/config}, or the pod's account
   */
  public static KubernetesClient create(Optional<Path> kubeconfig) {
    Config config =
        kubeconfig
            .map(file -> Config.fromKubeconfig(file.toFile()))
            .orElseGet(() -> Config.autoConfigure(null));
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withHttpClientFactory(new OkHttpClientFactory())
        .build();
  }
}
