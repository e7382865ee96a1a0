package net.lumenia.voice.cli;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.Optional;
import net.lumenia.voice.cluster.ReconcileAnnotation;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.crd.VoiceAssistantStatus;
import net.lumenia.voice.operator.KubernetesClients;
import net.lumenia.voice.plan.History;
import net.lumenia.voice.review.ReviewTarget;
import net.lumenia.voice.status.Memory;

/** What the cluster knows that manifests do not have: status, and ConfigMaps with prompts. */
interface ClusterMemory extends AutoCloseable {

  /** What the operator remembers of an assistant; empty if that is not known. */
  Optional<History> history(ReviewTarget target);

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
        public Optional<History> history(ReviewTarget target) {
          return Optional.empty();
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
    public Optional<History> history(ReviewTarget target) {
      VoiceAssistant stored =
          kubernetes
              .resources(VoiceAssistant.class)
              .inNamespace(target.namespace())
              .withName(target.name())
              .get();
      return Optional.of(stored == null ? History.NONE : history(stored));
    }

    private static History history(VoiceAssistant stored) {
      VoiceAssistantStatus status = stored.decodeStatus();
      return Memory.recall(
          status,
          ReconcileAnnotation.unhandled(stored, status.lastHandledReconcileAt()),
          Instant.now());
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
