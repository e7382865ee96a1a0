package net.lumenia.voice.revision;

import static java.util.stream.Collectors.joining;

import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.ControllerRevisionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.ServerText;
import net.lumenia.voice.cluster.ApiServerErrors;
import net.lumenia.voice.cluster.ApiServerLimit;
import net.lumenia.voice.cluster.References;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.plan.ReplacedValues;
import net.lumenia.voice.revision.RevisionHistory.Entry;
import net.lumenia.voice.status.Problem;
import net.lumenia.voice.status.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what is about to be overwritten: "Before an overwrite the values being replaced are kept as
 * a ControllerRevision owned by the VoiceAssistant, {@code revisionHistoryLimit} deep". The API
 * server is asked only when something is about to be sent, and never for what older ones hold.
 */
public final class RevisionKeeper {

  private static final Logger LOG = LoggerFactory.getLogger(RevisionKeeper.class);

  /** In bytes; etcd refuses requests of 1.5 MiB, and there is more in one than the values. */
  private static final int LARGEST = 1_400_000;

  private static final int CLIENT_ERRORS = 400;
  private static final int SERVER_ERRORS = 500;

  private final KubernetesClient kubernetes;
  private final ApiServerLimit limit;
  private final InstantSource clock;

  public RevisionKeeper(KubernetesClient kubernetes, ApiServerLimit limit, InstantSource clock) {
    this.kubernetes = kubernetes;
    this.limit = limit;
    this.clock = clock;
  }

  /**
   * Keeps a pre-image before its PATCH. What becomes of the PATCH has to be told to {@link
   * #settle}.
   *
   * @param historyLimit how many are kept; none if it is 0
   * @throws KubernetesClientException if the API server can't be reached
   */
  public KeptRevision keep(VoiceAssistant assistant, ReplacedValues image, int historyLimit) {
    if (historyLimit == 0) {
      return new KeptRevision.Unwanted(assistant);
    }
    if (!image.cutShort().isEmpty()) {
      return notKept(
          "the API shows more of %s than the operator reads; set spec.revisionHistoryLimit: 0 to do without"
              .formatted(
                  image.cutShort().stream().map(Field::specName).sorted().collect(joining(", "))));
    }
    if (image.size() > LARGEST) {
      return notKept(
          "they are %d bytes, and the API server stores %d at most; set spec.revisionHistoryLimit: 0 to do without"
              .formatted(image.size(), LARGEST));
    }
    try {
      List<Entry> known = limit.call(() -> RevisionHistory.of(assistant, kubernetes));
      long newest = known.isEmpty() ? 0 : known.getFirst().number();
      return store(Revision.of(assistant, image, newest + 1, clock.instant()), known, historyLimit);
    } catch (KubernetesClientException e) {
      if (e.getCode() < CLIENT_ERRORS || e.getCode() >= SERVER_ERRORS) {
        throw e;
      }
      return notKept(
          "%s; allow the operator to, or set spec.revisionHistoryLimit: 0 to do without"
              .formatted(ServerText.clean(ApiServerErrors.message(e))));
    }
  }

  private static KeptRevision notKept(String why) {
    return new KeptRevision.Refused(
        new Problem(
            Reason.UNAVAILABLE,
            "nothing was sent, because the values that it replaces could not be kept as a ControllerRevision: "
                + why));
  }

  /** What is there already, however old, is as safe as what is made for this. */
  private KeptRevision store(ControllerRevision wanted, List<Entry> known, int historyLimit) {
    String name = wanted.getMetadata().getName();
    boolean isNewest = !known.isEmpty() && known.getFirst().name().equals(name);
    boolean isNew = known.stream().noneMatch(entry -> entry.name().equals(name)) && create(wanted);
    return new KeptRevision.Kept(
        wanted.getMetadata().getNamespace(),
        name,
        isNew,
        isNew || isNewest
            ? Optional.empty()
            : Optional.of(Serialization.asJson(Revision.renewal(wanted))),
        known.stream().filter(entry -> !entry.name().equals(name)).toList(),
        historyLimit);
  }

  /** One that is there all the same has lost its label, or another leader was faster. */
  private boolean create(ControllerRevision wanted) {
    try {
      limit.call(() -> kubernetes.resource(wanted).create());
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
      return false;
    }
  }

  /**
   * Puts the history in order after a PATCH. A PATCH without effect has none, so it neither adds a
   * revision nor costs one; while it is not known, its revision is one more than the limit. What
   * fails here is logged and left to the next PATCH: that this one was sent must not be forgotten
   * over it.
   */
  public void settle(KeptRevision keeping, KeptRevision.Effect effect) {
    switch (keeping) {
      case KeptRevision.Unneeded _, KeptRevision.Refused _ -> {}
      case KeptRevision.Unwanted(VoiceAssistant assistant) -> {
        if (effect == KeptRevision.Effect.TAKEN) {
          forget(assistant);
        }
      }
      case KeptRevision.Kept kept -> {
        switch (effect) {
          case TAKEN -> {
            renew(kept);
            prune(kept, kept.historyLimit() - 1);
          }
          case UNKNOWN -> {
            renew(kept);
            prune(kept, kept.historyLimit());
          }
          case NONE -> {
            if (kept.isNew()) {
              delete(kept.namespace(), kept.name());
            }
          }
        }
      }
    }
  }

  private void forget(VoiceAssistant assistant) {
    String namespace = assistant.getMetadata().getNamespace();
    try {
      limit
          .call(() -> RevisionHistory.of(assistant, kubernetes))
          .forEach(entry -> delete(namespace, entry.name()));
    } catch (KubernetesClientException e) {
      LOG.warn(
          "The ControllerRevisions of VoiceAssistant {} could not be listed to be deleted: {}",
          References.key(assistant),
          ApiServerErrors.message(e));
    }
  }

  /** Content that was kept before becomes the newest revision again. */
  private void renew(KeptRevision.Kept kept) {
    try {
      kept.renewal()
          .ifPresent(
              patch ->
                  limit.call(
                      () ->
                          revision(kept.namespace(), kept.name())
                              .patch(PatchContext.of(PatchType.JSON_MERGE), patch)));
    } catch (KubernetesClientException e) {
      LOG.warn(
          "ControllerRevision {}/{} could not be made the newest one: {}",
          kept.namespace(),
          kept.name(),
          ApiServerErrors.message(e));
    }
  }

  private void prune(KeptRevision.Kept kept, int others) {
    kept.others().stream().skip(others).forEach(entry -> delete(kept.namespace(), entry.name()));
  }

  /** One that can't be deleted stays until next time. */
  private void delete(String namespace, String name) {
    try {
      limit.call(() -> revision(namespace, name).delete());
    } catch (KubernetesClientException e) {
      LOG.warn(
          "ControllerRevision {}/{} is not needed and could not be deleted: {}",
          namespace,
          name,
          ApiServerErrors.message(e));
    }
  }

  /** Known as an object: by its name alone the client would read it first, with its content. */
  private Resource<ControllerRevision> revision(String namespace, String name) {
    return kubernetes.resource(
        new ControllerRevisionBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(name)
            .endMetadata()
            .build());
  }
}
