package net.lumenia.voice.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.List;
import java.util.Optional;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.TokenSecretRef;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.spec.DesiredState;

/**
 * Keys of resources, and the references of a spec as keys of an index. They are read from the raw
 * spec, because an index function must never fail, not even for an invalid spec.
 */
public final class References {

  /** The key in a Secret if an account names none. */
  private static final String DEFAULT_SECRET_KEY = "token";

  private References() {}

  /**
   * What events and indexes ask of an assistant's spec, often: it is read once for each version.
   *
   * @param prompt the name of the ConfigMap with the prompt; empty if the prompt is in the spec
   */
  private record OfAssistant(
      String account,
      Optional<String> prompt,
      String promptKey,
      boolean isSuspended,
      boolean isObserving) {

    private static final OfAssistant NONE = read(MissingNode.getInstance());

    static OfAssistant of(VoiceAssistant assistant) {
      return assistant.getSpec() == null
          ? NONE
          : assistant.getSpec().summary(OfAssistant.class, OfAssistant::read);
    }

    private static OfAssistant read(JsonNode spec) {
      JsonNode configMap = spec.path("promptFrom").path("configMapKeyRef");
      return new OfAssistant(
          spec.path("accountRef").path("name").asText(DesiredState.DEFAULT_ACCOUNT),
          Optional.ofNullable(configMap.path("name").textValue()),
          configMap.path("key").asText(""),
          spec.path("suspend").asBoolean(false),
          spec.path("mode").asText("").equals("Observe"));
    }
  }

  /** The key of an assistant's LumeniaAccount. */
  public static String account(VoiceAssistant assistant) {
    return key(assistant.getMetadata().getNamespace(), OfAssistant.of(assistant).account);
  }

  /** The key of an account's Secret. */
  public static String secret(LumeniaAccount account) {
    String name = spec(account).path("tokenSecretRef").path("name").asText("");
    return key(account.getMetadata().getNamespace(), name);
  }

  /** The key within an account's Secret. */
  public static String secretKey(LumeniaAccount account) {
    return spec(account).path("tokenSecretRef").path("key").asText(DEFAULT_SECRET_KEY);
  }

  /** The key within the Secret that a reference names, explicitly or by default. */
  public static String dataKey(TokenSecretRef reference) {
    return Optional.ofNullable(reference.key()).orElse(DEFAULT_SECRET_KEY);
  }

  /** Whether an assistant is suspended: the operator does not read, write or report it. */
  public static boolean isSuspended(VoiceAssistant assistant) {
    return OfAssistant.of(assistant).isSuspended;
  }

  /** The key of the ConfigMap with an assistant's prompt; empty if the prompt is in the spec. */
  public static List<String> prompts(VoiceAssistant assistant) {
    return OfAssistant.of(assistant).prompt.stream()
        .map(name -> key(assistant.getMetadata().getNamespace(), name))
        .toList();
  }

  /** The key within the ConfigMap with an assistant's prompt; blank if it is in the spec. */
  public static String promptKey(VoiceAssistant assistant) {
    return OfAssistant.of(assistant).promptKey;
  }

  /** Whether an assistant has mode Observe. */
  public static boolean isObserving(VoiceAssistant assistant) {
    return OfAssistant.of(assistant).isObserving;
  }

  /** The inverse of {@link #key(ResourceID)}. */
  public static ResourceID id(String key) {
    String[] parts = key.split("/", 2);
    return new ResourceID(parts[1], parts[0]);
  }

  /** {@code namespace/name} of a namespaced resource. */
  public static String key(HasMetadata resource) {
    return key(resource.getMetadata().getNamespace(), resource.getMetadata().getName());
  }

  /** {@code namespace/name} of a namespaced resource. */
  public static String key(ResourceID id) {
    return key(id.getNamespace().orElseThrow(), id.getName());
  }

  /** The path of one of our resources, relative to the API server's URL. */
  public static String path(CustomResource<?, ?> resource) {
    return "apis/%s/%s/namespaces/%s/%s/%s"
        .formatted(
            resource.getGroup(),
            resource.getVersion(),
            resource.getMetadata().getNamespace(),
            resource.getPlural(),
            resource.getMetadata().getName());
  }

  public static String key(String namespace, String name) {
    return namespace + "/" + name;
  }

  private static JsonNode spec(LumeniaAccount resource) {
    return resource.getSpec() == null ? MissingNode.getInstance() : resource.getSpec().json();
  }
}
