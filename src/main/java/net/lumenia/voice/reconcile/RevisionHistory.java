package net.lumenia.voice.reconcile;

import static java.util.Comparator.comparing;

import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import net.lumenia.voice.crd.VoiceAssistant;

/** Reads what is kept of an assistant. */
public final class RevisionHistory {

  private RevisionHistory() {}

  /**
   * The revisions of this very assistant, and not of an earlier one of its name; the newest first.
   *
   * @throws KubernetesClientException if the API server can't be reached or refuses
   */
  public static List<ControllerRevision> of(VoiceAssistant assistant, KubernetesClient kubernetes) {
    var metadata = assistant.getMetadata();
    return kubernetes
        .apps()
        .controllerRevisions()
        .inNamespace(metadata.getNamespace())
        .withLabel(Revision.ASSISTANT_LABEL, Revision.label(metadata.getName()))
        .list()
        .getItems()
        .stream()
        .filter(revision -> isOf(assistant, revision))
        .sorted(comparing(ControllerRevision::getRevision).reversed())
        .toList();
  }

  private static boolean isOf(VoiceAssistant assistant, ControllerRevision revision) {
    return revision.getMetadata().getOwnerReferences().stream()
        .anyMatch(owner -> owner.getUid().equals(assistant.getMetadata().getUid()));
  }
}
