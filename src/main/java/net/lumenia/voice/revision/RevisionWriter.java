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
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.ServerText;
import net.lumenia.voice.cluster.ApiServerErrors;
import net.lumenia.voice.cluster.ApiServerLimit;
import net.lumenia.voice.cluster.MetadataRequest;
import net.lumenia.voice.cluster.References;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.plan.ReplacedValues;
import net.lumenia.voice.revision.RevisionHistory.Entry;
import net.lumenia.voice.status.Approval;
import net.lumenia.voice.status.Problem;
import net.lumenia.voice.status.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores the values that a PATCH replaces as a ControllerRevision owned by the VoiceAssistant, and
 * keeps at most {@code revisionHistoryLimit} of them. It makes requests only for a PATCH, and never
 * reads the values of older revisions. It remembers the names and numbers of revisions; if others
 * delete some of them, the history is shorter than its limit until the operator notices.
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
  private final KnownRevisions known;

  public RevisionWriter(KubernetesClient kubernetes, ApiServerLimit limit, InstantSource clock) {
    this(kubernetes, limit, clock, Thread::startVirtualThread);
  }

  /**
   * @param background runs lists of revisions that no PATCH waits for
   */
  RevisionWriter(
      KubernetesClient kubernetes, ApiServerLimit limit, InstantSource clock, Executor background) {
    this.kubernetes = kubernetes;
    this.limit = limit;
    this.clock = clock;
    known = new KnownRevisions(kubernetes, limit, background);
  }

  /**
   * Stores replaced values before their PATCH. After the PATCH, call {@link #finish}.
   *
   * @param historyLimit the maximum number of revisions; 0 stores none
   * @param approval of the PATCH, if it needs one
   * @throws KubernetesClientException if the API server can't be reached
   */
  public RevisionResult store(
      VoiceAssistant assistant,
      ReplacedValues replaced,
      int historyLimit,
      Optional<Approval> approval) {
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
      return storeNow(assistant, replaced, historyLimit, approval);
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
            "no PATCH was sent, because the values that it replaces could not be stored as a"
                + " ControllerRevision: "
                + why));
  }

  /**
   * An existing revision with the same values is used, however old it is. One that is only
   * remembered may have been deleted, so it is created and found in the way.
   */
  private RevisionResult storeNow(
      VoiceAssistant assistant,
      ReplacedValues replaced,
      int historyLimit,
      Optional<Approval> approval) {
    Optional<List<Entry>> remembered = known.get(assistant);
    List<Entry> before = remembered.orElseGet(() -> known.list(assistant));
    ControllerRevision revision = revision(assistant, replaced, before, approval);
    String name = revision.getMetadata().getName();
    boolean isKnown = contains(before, name);
    boolean isListed = remembered.isEmpty();
    if (!(isKnown && isListed) && create(assistant, revision)) {
      return stored(assistant, revision, before, true, historyLimit);
    }
    List<Entry> now = isKnown || isListed ? before : known.list(assistant);
    return stored(
        assistant, revision(assistant, replaced, now, approval), now, false, historyLimit);
  }

  private ControllerRevision revision(
      VoiceAssistant assistant,
      ReplacedValues replaced,
      List<Entry> before,
      Optional<Approval> approval) {
    long newest = before.isEmpty() ? 0 : before.getFirst().number();
    return Revision.of(assistant, replaced, newest + 1, clock.instant(), approval);
  }

  private static boolean contains(List<Entry> entries, String name) {
    return entries.stream().anyMatch(entry -> entry.name().equals(name));
  }

  private RevisionResult stored(
      VoiceAssistant assistant,
      ControllerRevision revision,
      List<Entry> before,
      boolean isNew,
      int historyLimit) {
    String name = revision.getMetadata().getName();
    boolean isNewest = !before.isEmpty() && before.getFirst().name().equals(name);
    boolean isRenewed = !isNew && (!isNewest || Revision.isApproved(revision));
    List<Entry> others = before.stream().filter(entry -> !entry.name().equals(name)).toList();
    long number = isNew || isRenewed ? revision.getRevision() : before.getFirst().number();
    if (isNew) {
      known.put(assistant, newestFirst(name, number, others));
    }
    return new RevisionResult.Stored(
        assistant,
        name,
        number,
        isNew,
        isRenewed
            ? Optional.of(Serialization.asJson(Revision.renewal(revision)))
            : Optional.empty(),
        others,
        historyLimit);
  }

  private static List<Entry> newestFirst(String name, long number, List<Entry> others) {
    return Stream.concat(Stream.of(new Entry(name, number)), others.stream()).toList();
  }

  /** A conflict means that the revision lost its label, or that another leader created it. */
  private boolean create(VoiceAssistant assistant, ControllerRevision revision) {
    try {
      String all =
          "apis/apps/v1/namespaces/%s/controllerrevisions"
              .formatted(revision.getMetadata().getNamespace());
      limit.call(() -> MetadataRequest.create(kubernetes, all, revision, "creating a revision"));
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        known.invalidate(assistant);
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
          case APPLIED -> update(stored, stored.historyLimit() - 1);
          case UNKNOWN -> update(stored, stored.historyLimit());
          case NONE -> {
            if (stored.isNew()) {
              remember(stored.assistant(), delete(stored, stored.name()), stored.others());
            }
          }
        }
      }
    }
  }

  /** Makes the revision the newest, and deletes those beyond a number of others. */
  private void update(RevisionResult.Stored stored, int others) {
    boolean isUpdated = renew(stored);
    for (Entry entry : stored.others().stream().skip(others).toList()) {
      isUpdated &= delete(stored, entry.name());
    }
    remember(
        stored.assistant(),
        isUpdated,
        newestFirst(
            stored.name(), stored.number(), stored.others().stream().limit(others).toList()));
  }

  private void remember(VoiceAssistant assistant, boolean isAsExpected, List<Entry> now) {
    if (isAsExpected) {
      known.put(assistant, now);
    } else {
      known.invalidate(assistant);
    }
  }

  private void deleteAll(VoiceAssistant assistant) {
    String namespace = assistant.getMetadata().getNamespace();
    try {
      boolean isDeleted = true;
      for (Entry entry : known.get(assistant).orElseGet(() -> known.list(assistant))) {
        isDeleted &= delete(namespace, entry.name());
      }
      remember(assistant, isDeleted, List.of());
    } catch (KubernetesClientException e) {
      LOG.warn(
          "Could not list the ControllerRevisions of VoiceAssistant {} to delete them: {}",
          References.key(assistant),
          ApiServerErrors.message(e));
    }
  }

  /** Makes an older revision with the same values the newest one; returns whether it is. */
  private boolean renew(RevisionResult.Stored stored) {
    String namespace = namespace(stored);
    try {
      stored
          .renewal()
          .ifPresent(
              patch ->
                  limit.call(
                      () ->
                          revision(namespace, stored.name())
                              .patch(PatchContext.of(PatchType.JSON_MERGE), patch)));
      return true;
    } catch (KubernetesClientException e) {
      LOG.warn(
          "Could not make ControllerRevision {}/{} the newest one: {}",
          namespace,
          stored.name(),
          ApiServerErrors.message(e));
      return false;
    }
  }

  private boolean delete(RevisionResult.Stored stored, String name) {
    return delete(namespace(stored), name);
  }

  private static String namespace(RevisionResult.Stored stored) {
    return stored.assistant().getMetadata().getNamespace();
  }

  /**
   * A revision that can't be deleted stays until the next PATCH. Returns whether it was there and
   * is deleted.
   */
  private boolean delete(String namespace, String name) {
    try {
      return !limit.call(() -> revision(namespace, name).delete()).isEmpty();
    } catch (KubernetesClientException e) {
      LOG.warn(
          "Could not delete the superfluous ControllerRevision {}/{}: {}",
          namespace,
          name,
          ApiServerErrors.message(e));
      return false;
    }
  }

  /** Forgets a deleted assistant. */
  public void forget(VoiceAssistant assistant) {
    known.forget(assistant);
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
