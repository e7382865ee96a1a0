package net.lumenia.voice.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.spec.DesiredState;
import net.lumenia.voice.spec.SpecReader;
import net.lumenia.voice.spec.SpecReading;

/** The workspaces that the VoiceAssistants of a namespace name. */
final class ClusterWorkspaces {

  private ClusterWorkspaces() {}

  /**
   * Those of the VoiceAssistants with a valid spec.
   *
   * @throws io.fabric8.kubernetes.client.KubernetesClientException if a request to the API server
   *     fails
   */
  static List<WorkspaceTarget> read(KubernetesClient kubernetes, String namespace) {
    return kubernetes
        .resources(VoiceAssistant.class)
        .inNamespace(namespace)
        .list()
        .getItems()
        .stream()
        .flatMap(ClusterWorkspaces::target)
        .toList();
  }

  private static Stream<WorkspaceTarget> target(VoiceAssistant assistant) {
    return SpecReader.read(assistant.decodeSpec())
            instanceof SpecReading.Usable(DesiredState desired)
        ? Stream.of(
            new WorkspaceTarget(
                desired.workspace(),
                Optional.empty(),
                desired.accountName(),
                Optional.of(assistant.getMetadata().getName())))
        : Stream.empty();
  }
}
