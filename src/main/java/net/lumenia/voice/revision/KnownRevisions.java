package net.lumenia.voice.revision;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Executor;
import net.lumenia.voice.cluster.ApiServerErrors;
import net.lumenia.voice.cluster.ApiServerLimit;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.revision.RevisionHistory.Entry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The names and numbers of assistants' revisions in memory, so that they are listed once and not
 * before each PATCH. Only the leader writes revisions, so its own writes keep them up to date.
 *
 * <p>The second assistant of a namespace that is not known starts a list of the whole namespace in
 * the background. If that list is complete, no other assistant of the namespace has to be listed.
 * Bounded: beyond the bound, the assistant that was used least recently is listed again. A restart
 * forgets everything. Thread-safe.
 */
final class KnownRevisions {

  private static final Logger LOG = LoggerFactory.getLogger(KnownRevisions.class);

  /** Assistants and revisions together; a few megabytes. */
  private static final int MAX_SIZE = 20_000;

  private static final int MAX_NAMESPACES = 1_000;

  /** How much of a namespace is known. */
  private enum Namespace {
    /** One assistant was listed. */
    ONE_LISTED,
    /** The list of the namespace is under way, or it is too long, or it failed. */
    LISTED_IN_PART,
    /** An assistant that is not known has no revisions. */
    COMPLETE
  }

  private record Known(String namespace, List<Entry> revisions) {
    int size() {
      return 1 + revisions.size();
    }
  }

  private final KubernetesClient kubernetes;
  private final ApiServerLimit limit;
  private final Executor background;
  private final SequencedMap<String, Known> byUid = new LinkedHashMap<>(16, 0.75f, true);
  private final SequencedMap<String, Namespace> namespaces = new LinkedHashMap<>(16, 0.75f, true);
  private int size;

  /** How often an assistant was forgotten that may have revisions. */
  private long forgotten;

  /**
   * @param background runs the lists of namespaces
   */
  KnownRevisions(KubernetesClient kubernetes, ApiServerLimit limit, Executor background) {
    this.kubernetes = kubernetes;
    this.limit = limit;
    this.background = background;
  }

  /**
   * An assistant's revisions from memory, newest first. They may have been deleted since; empty if
   * they have to be listed.
   */
  synchronized Optional<List<Entry>> get(VoiceAssistant assistant) {
    Optional<List<Entry>> known =
        Optional.ofNullable(byUid.get(uid(assistant))).map(Known::revisions);
    boolean isComplete =
        namespaces.get(assistant.getMetadata().getNamespace()) == Namespace.COMPLETE;
    return known.isEmpty() && isComplete ? Optional.of(List.of()) : known;
  }

  /**
   * Lists an assistant's revisions, newest first.
   *
   * @throws KubernetesClientException if the API server can't be reached or rejects the request
   */
  List<Entry> list(VoiceAssistant assistant) {
    List<Entry> listed = limit.call(() -> RevisionHistory.of(assistant, kubernetes));
    put(assistant, listed);
    String namespace = assistant.getMetadata().getNamespace();
    if (isSecondOf(namespace)) {
      long before = forgotten();
      background.execute(() -> list(namespace, before));
    }
    return listed;
  }

  private synchronized long forgotten() {
    return forgotten;
  }

  private synchronized boolean isSecondOf(String namespace) {
    Optional<Namespace> before = Optional.ofNullable(namespaces.get(namespace));
    if (before.isEmpty()) {
      namespaces.put(namespace, Namespace.ONE_LISTED);
      if (namespaces.size() > MAX_NAMESPACES) {
        namespaces.pollFirstEntry();
      }
    }
    boolean isSecond = before.filter(Namespace.ONE_LISTED::equals).isPresent();
    if (isSecond) {
      namespaces.put(namespace, Namespace.LISTED_IN_PART);
    }
    return isSecond;
  }

  private void list(String namespace, long before) {
    try {
      limit
          .callInBackground(() -> RevisionHistory.ofNamespace(namespace, kubernetes))
          .ifPresent(all -> complete(namespace, all, before));
    } catch (KubernetesClientException e) {
      LOG.warn(
          "Could not list the ControllerRevisions in namespace {}: {}",
          namespace,
          ApiServerErrors.message(e));
    }
  }

  /**
   * What is known of an assistant is newer than the list. Of one that was forgotten meanwhile, the
   * list may be too old.
   *
   * @param before how many were forgotten before the list
   */
  private synchronized void complete(String namespace, Map<String, List<Entry>> all, long before) {
    if (forgotten == before) {
      namespaces.put(namespace, Namespace.COMPLETE);
      all.forEach(
          (uid, revisions) -> {
            if (!byUid.containsKey(uid)) {
              put(uid, new Known(namespace, revisions));
            }
          });
    }
  }

  /** Remembers an assistant's revisions, newest first. */
  synchronized void put(VoiceAssistant assistant, List<Entry> revisions) {
    String namespace = assistant.getMetadata().getNamespace();
    put(uid(assistant), new Known(namespace, List.copyOf(revisions)));
  }

  private void put(String uid, Known known) {
    forget(uid);
    byUid.put(uid, known);
    size += known.size();
    while (size > MAX_SIZE) {
      Map.Entry<String, Known> eldest = byUid.firstEntry();
      forget(eldest.getKey());
      markIncomplete(eldest.getValue().namespace());
    }
  }

  /** Has an assistant's revisions listed again before its next PATCH. */
  synchronized void invalidate(VoiceAssistant assistant) {
    forget(uid(assistant));
    markIncomplete(assistant.getMetadata().getNamespace());
  }

  private void markIncomplete(String namespace) {
    namespaces.remove(namespace);
    forgotten++;
  }

  /** Forgets a deleted assistant. Another one of its name has another uid, and no revisions. */
  synchronized void forget(HasMetadata assistant) {
    forget(assistant.getMetadata().getUid());
  }

  private void forget(String uid) {
    Optional.ofNullable(byUid.remove(uid)).ifPresent(known -> size -= known.size());
  }

  private static String uid(VoiceAssistant assistant) {
    return assistant.getMetadata().getUid();
  }
}
