package net.lumenia.voice.reconcile;

import static java.util.stream.Collectors.joining;

import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.ServerText;
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

  /** In bytes; etcd refuses requests of 1.5 MiB, and there is more in one than the values. */
  private static final int LARGEST = 1_400_000;

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
    if (historyLimit == 0) {
      forget(assistant);
      return Optional.empty();
    }
    if (!image.cutShort().isEmpty()) {
      return Optional.of(
          notKept(
              "the API shows more of %s than the operator reads; set spec.revisionHistoryLimit: 0 to do without"
                  .formatted(
                      image.cutShort().stream()
                          .map(Field::specName)
                          .sorted()
                          .collect(joining(", ")))));
    }
    if (image.size() > LARGEST) {
      return Optional.of(
          notKept(
              "they are %d bytes, and the API server stores %d at most; set spec.revisionHistoryLimit: 0 to do without"
                  .formatted(image.size(), LARGEST)));
    }
    try {
      List<ControllerRevision> known = revisions(assistant);
      long newest = known.isEmpty() ? 0 : known.getFirst().getRevision();
      ControllerRevision wanted = Revision.of(assistant, image, newest + 1, clock.instant());
      store(wanted, known);
      prune(wanted, known, historyLimit);
      return Optional.empty();
    } catch (KubernetesClientException e) {
      if (e.getCode() < CLIENT_ERRORS || e.getCode() >= SERVER_ERRORS) {
        throw e;
      }
      return Optional.of(
          notKept(
              "%s; allow the operator to, or set spec.revisionHistoryLimit: 0 to do without"
                  .formatted(ServerText.clean(ApiServerTrouble.message(e)))));
    }
  }

  private static Problem notKept(String why) {
    return new Problem(
        Reason.UNAVAILABLE,
        "nothing was sent, because the values that it replaces could not be kept as a ControllerRevision: "
            + why);
  }

  /** Nobody who does without a history is kept waiting for it. */
  private void forget(VoiceAssistant assistant) {
    try {
      revisions(assistant).forEach(this::delete);
    } catch (KubernetesClientException e) {
      LOG.warn(
          "The ControllerRevisions of VoiceAssistant {} could not be listed to be deleted: {}",
          References.key(assistant),
          ApiServerTrouble.message(e));
    }
  }

  private List<ControllerRevision> revisions(VoiceAssistant assistant) {
    return limit.call(() -> RevisionHistory.of(assistant, kubernetes));
  }

  /** Content that was kept before becomes the newest revision again. */
  private void store(ControllerRevision wanted, List<ControllerRevision> known) {
    Optional<ControllerRevision> same =
        known.stream().filter(revision -> isSame(revision, wanted)).findFirst();
    if (same.isEmpty()) {
      create(wanted);
    } else if (same.get().getRevision() < known.getFirst().getRevision()) {
      renew(wanted);
    }
  }

  /** One that is there all the same has lost its label, or another leader was faster. */
  private void create(ControllerRevision wanted) {
    try {
      limit.call(() -> kubernetes.resource(wanted).create());
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
      renew(wanted);
    }
  }

  private void renew(ControllerRevision wanted) {
    String patch = Serialization.asJson(Revision.renewal(wanted));
    limit.call(
        () -> kubernetes.resource(wanted).patch(PatchContext.of(PatchType.JSON_MERGE), patch));
  }

  private static boolean isSame(ControllerRevision one, ControllerRevision other) {
    return one.getMetadata().getName().equals(other.getMetadata().getName());
  }

  /** One that can't be deleted stays until next time. */
  private void prune(ControllerRevision stored, List<ControllerRevision> known, int historyLimit) {
    known.stream()
        .filter(revision -> !isSame(revision, stored))
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
          ApiServerTrouble.message(e));
    }
  }
}
