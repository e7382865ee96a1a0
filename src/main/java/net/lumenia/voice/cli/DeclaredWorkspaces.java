package net.lumenia.voice.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.lumenia.voice.assistant.ServerText;
import net.lumenia.voice.cluster.References;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.manifest.Manifests;
import net.lumenia.voice.spec.DesiredState;
import net.lumenia.voice.spec.SpecReader;
import net.lumenia.voice.spec.SpecReading;

/**
 * The VoiceAssistants to audit, of a cluster or of manifests.
 *
 * @param problems why others can't be audited
 */
record DeclaredWorkspaces(List<One> all, List<String> problems) {

  /**
   * A VoiceAssistant with a valid spec.
   *
   * @param namespace empty for a manifest without one
   * @param place where it is declared
   */
  record One(
      Optional<String> namespace, VoiceAssistant resource, DesiredState desired, String place) {

    WorkspaceTarget target() {
      return new WorkspaceTarget(
          desired.workspace(), namespace, desired.accountName(), Optional.empty());
    }
  }

  /**
   * Reads a cluster.
   *
   * @param namespace empty for all
   * @throws io.fabric8.kubernetes.client.KubernetesClientException if a request to the API server
   *     fails
   */
  static DeclaredWorkspaces ofCluster(KubernetesClient kubernetes, Optional<String> namespace) {
    var resources = kubernetes.resources(VoiceAssistant.class);
    var declared = new DeclaredWorkspaces(new ArrayList<>(), new ArrayList<>());
    namespace
        .map(where -> resources.inNamespace(where).list())
        .orElseGet(() -> resources.inAnyNamespace().list())
        .getItems()
        .forEach(
            one ->
                declared.add(
                    Optional.of(one.getMetadata().getNamespace()),
                    one,
                    "VoiceAssistant " + References.key(one)));
    return declared;
  }

  static DeclaredWorkspaces ofManifests(Manifests manifests) {
    var declared = new DeclaredWorkspaces(new ArrayList<>(), new ArrayList<>());
    manifests.problems().forEach(problem -> declared.problems.add(problem.toString()));
    manifests
        .assistants()
        .forEach(one -> declared.add(one.namespace(), one.resource(), one.source().at("spec")));
    return declared;
  }

  private void add(Optional<String> namespace, VoiceAssistant resource, String place) {
    switch (SpecReader.read(resource.decodeSpec())) {
      case SpecReading.Usable(var desired) -> all.add(new One(namespace, resource, desired, place));
      case SpecReading.Unusable(var violations) ->
          problems.add(
              "%s cannot be audited: %s"
                  .formatted(place, ServerText.clean(violations.getFirst().toString())));
    }
  }
}
