package net.lumenia.voice.reconcile;

import static java.util.Comparator.comparing;

import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.plan.PreImage;
import net.lumenia.voice.status.Problem;
import net.lumenia.voice.status.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what is about to be overwritten: "Before an overwrite the values being replaced are kept as
 * a ControllerRevision owned by the VoiceAssistant, {@code revisionHistoryLimit} deep". The API
 * server is asked only when something is about to be sent.
 */
final class PreImages {

  private static final Logger LOG = LoggerFactory.getLogger(PreImages.class);
  private static final int CLIENT_ERRORS = 400;
  private static final int SERVER_ERRORS = 500;

  private final KubernetesClient kubernetes;
  private final ApiServerLimit limit;
  private final InstantSource clock;

  PreImages(KubernetesClient kubernetes, ApiServerLimit limit, InstantSource clock) {
    this.kubernetes = kubernetes;
    this.limit = limit;
    this.clock = clock;
  }

  /**
   * Keeps a pre-image, and as many older ones as the limit leaves.
   *
   * @param historyLimit how many are kept; none if it is 0
   * @return why it is not kept; empty if it is, or is not wanted
   * @throws KubernetesClientException if the API server can't be reached
   */
  Optional<Problem> keep(VoiceAssistant assistant, PreImage image, int historyLimit) {
    try {
      List<ControllerRevision> known = revisions(assistant);
      if (historyLimit > 0) {
        store(assistant, image, known);
      }
      prune(assistant, image, known, historyLimit);
      return Optional.empty();
    } catch (KubernetesClientException e) {
      if (e.getCode() < CLIENT_ERRORS || isPassing(e)) {
        throw e;
      }
      return Optional.of(notKept(e));
    }
  }

  /** Too large a value is a server error with a lasting cause. */
  private static boolean isPassing(KubernetesClientException e) {
    return e.getCode() >= SERVER_ERRORS && !String.valueOf(e.getMessage()).contains("too large");
  }

  private static Problem notKept(KubernetesClientException e) {
    String said = e.getStatus() == null ? e.getMessage() : e.getStatus().getMessage();
    return new Problem(
        Reason.UNAVAILABLE,
        "nothing was sent, because the values that it replaces could not be kept as a ControllerRevision: %s; allow the operator to, or set spec.revisionHistoryLimit: 0 to do without"
            .formatted(said));
  }

  private List<ControllerRevision> revisions(VoiceAssistant assistant) {
    var metadata = assistant.getMetadata();
    return limit
        .call(
            () ->
                kubernetes
                    .apps()
                    .controllerRevisions()
                    .inNamespace(metadata.getNamespace())
                    .withLabel(Revision.ASSISTANT_LABEL, Revision.label(metadata.getName()))
                    .list())
        .getItems()
        .stream()
        .filter(revision -> Revision.isOf(assistant, revision))
        .toList();
  }

  /** Content that was kept before becomes the newest revision again. */
  private void store(VoiceAssistant assistant, PreImage image, List<ControllerRevision> known) {
    Instant now = clock.instant();
    long newest = Revision.newest(known);
    ControllerRevision wanted = Revision.of(assistant, image, newest + 1, now);
    Optional<ControllerRevision> same =
        known.stream().filter(revision -> isSame(revision, wanted)).findFirst();
    if (same.isEmpty()) {
      limit.call(() -> kubernetes.resource(wanted).create());
    } else if (same.get().getRevision() < newest) {
      String patch =
          "{\"revision\": %d, \"metadata\": {\"annotations\": {\"%s\": \"%s\"}}}"
              .formatted(newest + 1, Revision.TIME, now);
      limit.call(
          () -> kubernetes.resource(wanted).patch(PatchContext.of(PatchType.JSON_MERGE), patch));
    }
  }

  private static boolean isSame(ControllerRevision one, ControllerRevision other) {
    return one.getMetadata().getName().equals(other.getMetadata().getName());
  }

  /** One that can't be deleted stays until next time. */
  private void prune(
      VoiceAssistant assistant, PreImage image, List<ControllerRevision> known, int historyLimit) {
    String stored = Revision.name(assistant.getMetadata().getName(), image);
    known.stream()
        .filter(revision -> !revision.getMetadata().getName().equals(stored))
        .sorted(comparing(ControllerRevision::getRevision).reversed())
        .skip(Math.max(0, historyLimit - 1))
        .forEach(this::delete);
  }

  private void delete(ControllerRevision revision) {
    try {
      limit.call(() -> kubernetes.resource(revision).delete());
    } catch (KubernetesClientException e) {
      LOG.warn(
          "ControllerRevision {} is beyond the limit and could not be deleted: {}",
          References.key(revision),
          e.getMessage());
    }
  }
}
