package net.lumenia.voice.revision;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.comparingLong;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.net.HttpURLConnection;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
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

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final VoiceAssistant assistant;
  private final KubernetesClient kubernetes;

  private RevisionHistory(VoiceAssistant assistant, KubernetesClient kubernetes) {
    this.assistant = assistant;
    this.kubernetes = kubernetes;
  }

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
    return new RevisionHistory(assistant, kubernetes).entries();
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

  private List<Entry> entries() {
    var entries = new ArrayList<Entry>();
    String next = "";
    for (int page = 0; page == 0 || (page < MAX_PAGES && !next.isEmpty()); page++) {
      JsonNode list = page(next);
      list.path("items")
          .valueStream()
          .map(item -> item.path("metadata"))
          .filter(this::isOfAssistant)
          .forEach(metadata -> entries.add(entry(metadata)));
      next = list.path("metadata").path("continue").asText("");
    }
    return entries.stream().sorted(comparingLong(Entry::number).reversed()).toList();
  }

  private boolean isOfAssistant(JsonNode metadata) {
    String uid = assistant.getMetadata().getUid();
    return metadata
        .path("ownerReferences")
        .valueStream()
        .anyMatch(owner -> owner.path("uid").asText().equals(uid));
  }

  private static Entry entry(JsonNode metadata) {
    return new Entry(
        metadata.path("name").asText(),
        metadata.path("annotations").path(Revision.NUMBER).asLong(0));
  }

  private JsonNode page(String next) {
    var metadata = assistant.getMetadata();
    String selector = Revision.ASSISTANT_LABEL + "=" + Revision.label(metadata.getName());
    String path =
        "apis/apps/v1/namespaces/%s/controllerrevisions?labelSelector=%s&limit=%d%s"
            .formatted(
                metadata.getNamespace(),
                encoded(selector),
                PAGE_SIZE,
                next.isEmpty() ? "" : "&continue=" + encoded(next));
    return parsed(MetadataRequest.get(kubernetes, MetadataRequest.LIST, path, "listing revisions"));
  }

  private static JsonNode parsed(HttpResponse<String> response) {
    if (response.code() != HttpURLConnection.HTTP_OK) {
      throw new KubernetesClientException(status(response));
    }
    try {
      return JSON.readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new KubernetesClientException("listing revisions: the response is not JSON", e);
    }
  }

  private static Status status(HttpResponse<String> response) {
    String message;
    try {
      message = JSON.readTree(response.body()).path("message").asText("");
    } catch (JsonProcessingException e) {
      message = "";
    }
    return new StatusBuilder()
        .withCode(response.code())
        .withMessage(
            message.isEmpty() ? "listing revisions: HTTP %d".formatted(response.code()) : message)
        .build();
  }

  private static String encoded(String parameter) {
    return URLEncoder.encode(parameter, UTF_8);
  }
}
