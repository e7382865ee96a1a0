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
 * Stores the values that a PATCH replaces as a ControllerRevision owned by the VoiceAssistant, and
 * keeps at most {@code revisionHistoryLimit} of them. It makes requests only for a PATCH, and never
 * reads the values of older revisions.
 */
public final class RevisionWriter {

  private static final Logger LOG = LoggerFactory.getLogger(RevisionWriter.class);

  /** In bytes; etcd rejects requests of 1.5 MiB, and an object has more than the values. */
  private static final int MAX_SIZE = 1_400_000;

  private static final int CLIENT_ERRORS = 400;
  private static final int SERVER_ERRORS = 500;

  private final KubernetesClient kubernetes;
  private final ApiServerLimit limit;
  private final InstantSource clock;

  public RevisionWriter(KubernetesClient kubernetes, ApiServerLimit limit, InstantSource clock) {
    this.kubernetes = kubernetes;
    this.limit = limit;
    this.clock = clock;
  }

  /**
   * Stores replaced values before their PATCH. After the PATCH, call {@link #finish}.
   *
   * @param historyLimit the maximum number of revisions; 0 stores none
   * @throws KubernetesClientException if the API server can't be reached
   */
  public RevisionResult store(VoiceAssistant assistant, ReplacedValues replaced, int historyLimit) {
    if (historyLimit == 0) {
      return new RevisionResult.HistoryDisabled(assistant);
    }
    if (!replaced.cutShort().isEmpty()) {
      return failed(
          "the API returns more of %s than the operator reads; set spec.revisionHistoryLimit: 0 to disable the history"
              .formatted(
                  replaced.cutShort().stream()
                      .map(Field::specName)
                      .sorted()
                      .collect(joining(", "))));
    }
    if (replaced.size() > MAX_SIZE) {
      return failed(
          "they have %d bytes, and the API server stores at most %d; set spec.revisionHistoryLimit: 0 to disable the history"
              .formatted(replaced.size(), MAX_SIZE));
    }
    try {
      List<Entry> known = limit.call(() -> RevisionHistory.of(assistant, kubernetes));
      long newest = known.isEmpty() ? 0 : known.getFirst().number();
      return store(
          Revision.of(assistant, replaced, newest + 1, clock.instant()), known, historyLimit);
    } catch (KubernetesClientException e) {
      if (e.getCode() < CLIENT_ERRORS || e.getCode() >= SERVER_ERRORS) {
        throw e;
      }
      return failed(
          "%s; grant the operator this permission, or set spec.revisionHistoryLimit: 0 to disable the history"
              .formatted(ServerText.clean(ApiServerErrors.message(e))));
    }
  }

  private static RevisionResult failed(String why) {
    return new RevisionResult.Failed(
        new Problem(
            Reason.UNAVAILABLE,
            "no PATCH was sent, because the values that it replaces could not be stored as a ControllerRevision: "
                + why));
  }

  /** An existing revision with the same values is used, however old it is. */
  private RevisionResult store(ControllerRevision revision, List<Entry> known, int historyLimit) {
    String name = revision.getMetadata().getName();
    boolean isNewest = !known.isEmpty() && known.getFirst().name().equals(name);
    boolean isNew =
        known.stream().noneMatch(entry -> entry.name().equals(name)) && create(revision);
    return new RevisionResult.Stored(
        revision.getMetadata().getNamespace(),
        name,
        isNew,
        isNew || isNewest
            ? Optional.empty()
            : Optional.of(Serialization.asJson(Revision.renewal(revision))),
        known.stream().filter(entry -> !entry.name().equals(name)).toList(),
        historyLimit);
  }

  /** A conflict means that the revision lost its label, or that another leader created it. */
  private boolean create(ControllerRevision revision) {
    try {
      limit.call(() -> kubernetes.resource(revision).create());
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
      return false;
    }
  }

  /**
   * Updates the history after a PATCH. A PATCH without effect neither adds nor removes a revision.
   * With an unknown effect, its revision is stored beyond the limit. Failures are logged and left
   * to the next PATCH, because they must not prevent the report of this one.
   */
  public void finish(RevisionResult result, PatchEffect effect) {
    switch (result) {
      case RevisionResult.NothingReplaced _, RevisionResult.Failed _ -> {}
      case RevisionResult.HistoryDisabled(VoiceAssistant assistant) -> {
        if (effect == PatchEffect.APPLIED) {
          deleteAll(assistant);
        }
      }
      case RevisionResult.Stored stored -> {
        switch (effect) {
          case APPLIED -> {
            renew(stored);
            prune(stored, stored.historyLimit() - 1);
          }
          case UNKNOWN -> {
            renew(stored);
            prune(stored, stored.historyLimit());
          }
          case NONE -> {
            if (stored.isNew()) {
              delete(stored.namespace(), stored.name());
            }
          }
        }
      }
    }
  }

  private void deleteAll(VoiceAssistant assistant) {
    String namespace = assistant.getMetadata().getNamespace();
    try {
      limit
          .call(() -> RevisionHistory.of(assistant, kubernetes))
          .forEach(entry -> delete(namespace, entry.name()));
    } catch (KubernetesClientException e) {
      LOG.warn(
          "Could not list the ControllerRevisions of VoiceAssistant {} to delete them: {}",
          References.key(assistant),
          ApiServerErrors.message(e));
    }
  }

  /** Makes an older revision with the same values the newest one. */
  private void renew(RevisionResult.Stored stored) {
    try {
      stored
          .renewal()
          .ifPresent(
              patch ->
                  limit.call(
                      () ->
                          revision(stored.namespace(), stored.name())
                              .patch(PatchContext.of(PatchType.JSON_MERGE), patch)));
    } catch (KubernetesClientException e) {
      LOG.warn(
          "Could not make ControllerRevision {}/{} the newest one: {}",
          stored.namespace(),
          stored.name(),
          ApiServerErrors.message(e));
    }
  }

  private void prune(RevisionResult.Stored stored, int others) {
    stored.others().stream()
        .skip(others)
        .forEach(entry -> delete(stored.namespace(), entry.name()));
  }

  /** A revision that can't be deleted stays until the next PATCH. */
  private void delete(String namespace, String name) {
    try {
      limit.call(() -> revision(namespace, name).delete());
    } catch (KubernetesClientException e) {
      LOG.warn(
          "Could not delete the superfluous ControllerRevision {}/{}: {}",
          namespace,
          name,
          ApiServerErrors.message(e));
    }
  }

  /** Passed as an object: given only a name, the client would first read the whole revision. */
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
