package net.lumenia.voice.cli;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.lumenia.voice.operator.KubernetesClients;
import net.lumenia.voice.plan.History;
import net.lumenia.voice.review.ReviewTarget;

/** What the cluster knows that manifests do not have: status, and ConfigMaps with prompts. */
interface ClusterMemory extends AutoCloseable {

  /** What the operator remembers of these assistants; empty if that is not known. */
  Map<ReviewTarget, History> histories(List<ReviewTarget> targets);

  /** The namespace of the kubeconfig's context, or of the pod. */
  Optional<String> namespace();

  /** A ConfigMap of the cluster. */
  Optional<ConfigMap> configMap(String namespace, String name);

  @Override
  void close();

  /** Without a cluster. */
  ClusterMemory NONE =
      new ClusterMemory() {
        @Override
        public Map<ReviewTarget, History> histories(List<ReviewTarget> targets) {
          return Map.of();
        }

        @Override
        public Optional<String> namespace() {
          return Optional.empty();
        }

        @Override
        public Optional<ConfigMap> configMap(String namespace, String name) {
          return Optional.empty();
        }

        @Override
        public void close() {}
      };

  /** Of a cluster, with the permissions of the user. */
  record Of(KubernetesClient kubernetes) implements ClusterMemory {

    @Override
    public Map<ReviewTarget, History> histories(List<ReviewTarget> targets) {
      return new StoredHistories(kubernetes).of(targets);
    }

    @Override
    public Optional<String> namespace() {
      return Optional.of(KubernetesClients.namespace(kubernetes));
    }

    @Override
    public Optional<ConfigMap> configMap(String namespace, String name) {
      return Optional.ofNullable(
          kubernetes.configMaps().inNamespace(namespace).withName(name).get());
    }

    @Override
    public void close() {
      kubernetes.close();
    }
  }
}
