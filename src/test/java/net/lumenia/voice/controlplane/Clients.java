package net.lumenia.voice.controlplane;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import java.nio.file.Path;

/** Kubernetes clients, always with the HTTP client that is named here. */
final class Clients {
  private Clients() {}

  static Config config(Path kubeconfig) {
    return Config.fromKubeconfig(kubeconfig.toFile());
  }

  static KubernetesClient of(Config config) {
    return new KubernetesClientBuilder()
        .withHttpClientFactory(new OkHttpClientFactory())
        .withConfig(config)
        .build();
  }

  /** Does not try again by itself: for asking whether a server is there. */
  static KubernetesClient impatient(Path kubeconfig) {
    return of(
        new ConfigBuilder(config(kubeconfig))
            .withRequestRetryBackoffLimit(0)
            .withConnectionTimeout(1_000)
            .withRequestTimeout(5_000)
            .build());
  }
}
