package net.lumenia.voice.revision;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.comparingLong;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.lumenia.voice.cluster.MetadataRequest;
import net.lumenia.voice.crd.VoiceAssistant;

/**
 * Lists the names and numbers of an assistant's revisions. It lists metadata only, because each
 * revision may have the maximum size of an object; the values of one are read for a rollback.
 */
public final class RevisionHistory {

  /** Small, because each revision may have 256 KiB of annotations. */
  private static final int PAGE_SIZE = 25;

  /** Enough for the maximum history of 100, and a bound if others create revisions, too. */
  private static final int MAX_PAGES = 20;

  /** 2,500 revisions of a namespace. */
  private static final int MAX_NAMESPACE_PAGES = 100;

  private RevisionHistory() {}

  /**
   * One revision, without its values.
   *
   * @param number newer revisions have higher numbers; 0 if the metadata has none
   */
  public record Entry(String name, long number) {}

  /**
   * The revisions that this assistant owns by uid, newest first, at most 500.
   *
   * @throws KubernetesClientException if the API server can't be reached or rejects the request
   */
  public static List<Entry> of(VoiceAssistant assistant, KubernetesClient kubernetes) {
    var metadata = assistant.getMetadata();
    var listed =
        list(
            metadata.getNamespace(),
            Revision.ASSISTANT_LABEL + "=" + Revision.label(metadata.getName()),
            MAX_PAGES,
            kubernetes);
    return sorted(listed.byOwner().getOrDefault(metadata.getUid(), List.of()));
  }

  /**
   * The revisions of all assistants in a namespace by the uid of their owner, newest first; empty
   * if there are more than 2,500.
   *
   * @throws KubernetesClientException if the API server can't be reached or rejects the request
   */
  static Optional<Map<String, List<Entry>>> ofNamespace(
      String namespace, KubernetesClient kubernetes) {
    var listed = list(namespace, Revision.ASSISTANT_LABEL, MAX_NAMESPACE_PAGES, kubernetes);
    listed.byOwner().replaceAll((_, entries) -> sorted(entries));
    return listed.isComplete() ? Optional.of(listed.byOwner()) : Optional.empty();
  }

  /**
   * A revision with its values; empty if it was deleted.
   *
   * @throws KubernetesClientException if the API server can't be reached or rejects the request
   */
  public static Optional<ControllerRevision> read(
      VoiceAssistant assistant, Entry entry, KubernetesClient kubernetes) {
    return Optional.ofNullable(
        kubernetes
            .apps()
            .controllerRevisions()
            .inNamespace(assistant.getMetadata().getNamespace())
            .withName(entry.name())
            .get());
  }

  private record Listed(Map<String, List<Entry>> byOwner, boolean isComplete) {}

  private static Listed list(
      String namespace, String selector, int maxPages, KubernetesClient kubernetes) {
    var byOwner = new HashMap<String, List<Entry>>();
    String next = "";
    for (int page = 0; page == 0 || (page < maxPages && !next.isEmpty()); page++) {
      JsonNode list = page(namespace, selector, next, kubernetes);
      list.path("items")
          .valueStream()
          .map(item -> item.path("metadata"))
          .forEach(metadata -> add(metadata, byOwner));
      next = list.path("metadata").path("continue").asText("");
    }
    return new Listed(byOwner, next.isEmpty());
  }

  private static void add(JsonNode metadata, Map<String, List<Entry>> byOwner) {
    metadata
        .path("ownerReferences")
        .valueStream()
        .map(owner -> owner.path("uid").asText())
        .distinct()
        .forEach(uid -> byOwner.computeIfAbsent(uid, _ -> new ArrayList<>()).add(entry(metadata)));
  }

  private static Entry entry(JsonNode metadata) {
    return new Entry(
        metadata.path("name").asText(),
        metadata.path("annotations").path(Revision.NUMBER).asLong(0));
  }

  private static List<Entry> sorted(List<Entry> entries) {
    return entries.stream().sorted(comparingLong(Entry::number).reversed()).toList();
  }

  private static JsonNode page(
      String namespace, String selector, String next, KubernetesClient kubernetes) {
    String path =
        "apis/apps/v1/namespaces/%s/controllerrevisions?labelSelector=%s&limit=%d%s"
            .formatted(
                namespace,
                encoded(selector),
                PAGE_SIZE,
                next.isEmpty() ? "" : "&continue=" + encoded(next));
    return MetadataRequest.read(kubernetes, MetadataRequest.LIST, path, "listing revisions");
  }

  private static String encoded(String parameter) {
    return URLEncoder.encode(parameter, UTF_8);
  }
}
