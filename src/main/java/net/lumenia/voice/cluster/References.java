package net.lumenia.voice.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.RawJson;
import net.lumenia.voice.crd.TokenSecretRef;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.spec.DesiredState;

/**
 * Whom a resource refers to, as keys of an index. Read from the raw spec, whatever it holds: an
 * index must never fail.
 */
public final class References {

  /** The key in a Secret that is meant when an account names none. */
  private static final String DEFAULT_SECRET_KEY = "token";

  private References() {}

  /** The LumeniaAccount of an assistant. */
  public static String account(VoiceAssistant assistant) {
    String name =
        spec(assistant).path("accountRef").path("name").asText(DesiredState.DEFAULT_ACCOUNT);
    return key(assistant.getMetadata().getNamespace(), name);
  }

  /** The Secret of an account. */
  public static String secret(LumeniaAccount account) {
    String name = spec(account).path("tokenSecretRef").path("name").asText("");
    return key(account.getMetadata().getNamespace(), name);
  }

  /** The key in the Secret of an account. */
  public static String secretKey(LumeniaAccount account) {
    return spec(account).path("tokenSecretRef").path("key").asText(DEFAULT_SECRET_KEY);
  }

  /** The key in the Secret that a reference means. */
  public static String dataKey(TokenSecretRef reference) {
    return Optional.ofNullable(reference.key()).orElse(DEFAULT_SECRET_KEY);
  }

  /** Whether nothing may be read, written or reported about an assistant. */
  public static boolean isSuspended(VoiceAssistant assistant) {
    return spec(assistant).path("suspend").asBoolean(false);
  }

  /** The ConfigMap that an assistant takes its prompt from; none if it does not. */
  public static List<String> prompts(VoiceAssistant assistant) {
    return Stream.of(spec(assistant).path("promptFrom").path("configMapKeyRef").path("name"))
        .filter(JsonNode::isTextual)
        .map(name -> key(assistant.getMetadata().getNamespace(), name.textValue()))
        .toList();
  }

  /** The key in the ConfigMap that an assistant takes its prompt from; blank if it does not. */
  public static String promptKey(VoiceAssistant assistant) {
    return spec(assistant).path("promptFrom").path("configMapKeyRef").path("key").asText("");
  }

  /** Whether an assistant is only looked at. */
  public static boolean isObserving(VoiceAssistant assistant) {
    return spec(assistant).path("mode").asText("").equals("Observe");
  }

  /** What {@link #key(HasMetadata)} made. */
  public static ResourceID id(String key) {
    String[] parts = key.split("/", 2);
    return new ResourceID(parts[1], parts[0]);
  }

  public static String key(HasMetadata resource) {
    return key(resource.getMetadata().getNamespace(), resource.getMetadata().getName());
  }

  /** The key of a namespaced resource. */
  public static String key(ResourceID id) {
    return key(id.getNamespace().orElseThrow(), id.getName());
  }

  public static String key(String namespace, String name) {
    return namespace + "/" + name;
  }

  private static JsonNode spec(CustomResource<RawJson, ?> resource) {
    return resource.getSpec() == null ? MissingNode.getInstance() : resource.getSpec().json();
  }
}
