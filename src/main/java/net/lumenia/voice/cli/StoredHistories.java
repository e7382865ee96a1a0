package net.lumenia.voice.cli;

import static java.util.stream.Collectors.groupingBy;

import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.lumenia.voice.cluster.ListPages;
import net.lumenia.voice.cluster.ReconcileAnnotation;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.crd.VoiceAssistantStatus;
import net.lumenia.voice.plan.History;
import net.lumenia.voice.review.ReviewTarget;
import net.lumenia.voice.status.Memory;

/** What the VoiceAssistants of a cluster remember in their status. */
record StoredHistories(KubernetesClient kubernetes) {

  /** A list transfers all assistants of the namespace, so a few are read one by one. */
  static final int MOST_SINGLE_READS = 10;

  /**
   * The histories of all these assistants, empty ones for those that the cluster does not have.
   *
   * @throws io.fabric8.kubernetes.client.KubernetesClientException if a request to the API server
   *     fails
   */
  Map<ReviewTarget, History> of(List<ReviewTarget> targets) {
    var histories = new HashMap<ReviewTarget, History>();
    targets.stream()
        .collect(groupingBy(ReviewTarget::namespace))
        .forEach(
            (namespace, some) -> {
              Map<String, History> stored =
                  some.size() > MOST_SINGLE_READS
                      ? listed(namespace)
                      : singles(namespace, some.stream().map(ReviewTarget::name).toList());
              some.forEach(
                  target ->
                      histories.put(target, stored.getOrDefault(target.name(), History.NONE)));
            });
    return histories;
  }

  private Map<String, History> singles(String namespace, List<String> names) {
    var all = kubernetes.resources(VoiceAssistant.class).inNamespace(namespace);
    var histories = new HashMap<String, History>();
    for (String name : names) {
      VoiceAssistant stored = all.withName(name).get();
      if (stored != null) {
        histories.put(name, history(stored));
      }
    }
    return histories;
  }

  /** Keeps only the histories, because each assistant may have the maximum size of an object. */
  private Map<String, History> listed(String namespace) {
    var all = kubernetes.resources(VoiceAssistant.class).inNamespace(namespace);
    var histories = new HashMap<String, History>();
    String next = "";
    do {
      var page =
          all.list(
              new ListOptionsBuilder()
                  .withLimit((long) ListPages.MAX_SIZE)
                  .withContinue(next)
                  .build());
      page.getItems().forEach(one -> histories.put(one.getMetadata().getName(), history(one)));
      next = Objects.requireNonNullElse(page.getMetadata().getContinue(), "");
    } while (!next.isEmpty());
    return histories;
  }

  private static History history(VoiceAssistant stored) {
    VoiceAssistantStatus status = stored.decodeStatus();
    return Memory.recall(
        status,
        ReconcileAnnotation.unhandled(stored, status.lastHandledReconcileAt()),
        Instant.now());
  }
}
