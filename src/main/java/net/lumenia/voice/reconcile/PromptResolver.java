package net.lumenia.voice.reconcile;

import static java.util.stream.Collectors.joining;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;
import java.util.Optional;
import net.lumenia.voice.assistant.ServerText;
import net.lumenia.voice.crd.ConfigMapKeyRef;

/** Finds the prompt that a spec takes from a ConfigMap, or says why it can't be used. */
final class PromptResolver {

  /** The consent of a ConfigMap's owner to have it sent to the API. */
  static final String PROMPT_LABEL = "voice.lumenia.net/prompt=true";

  private static final int MOST_KEYS = 10;

  private final MetadataProbe probe;

  PromptResolver(MetadataProbe probe) {
    this.probe = probe;
  }

  /**
   * @throws KubernetesClientException if it is not in the cache, and the API server can't be asked
   *     why
   */
  Prompt resolve(String namespace, ConfigMapKeyRef reference, AssistantDirectory directory) {
    return directory
        .prompt(namespace, reference.name())
        .map(found -> read(found, reference.key()))
        .orElseGet(() -> new Prompt.Unavailable(absent(namespace, reference.name())));
  }

  private String absent(String namespace, String name) {
    return probe.exists("configmaps", namespace, name)
        ? "ConfigMap %s lacks its owner's consent to be used as a prompt; label it: kubectl -n %s label configmap %s %s"
            .formatted(name, namespace, name, PROMPT_LABEL)
        : "there is no ConfigMap %s in this namespace; create it with the label %s, or correct spec.promptFrom"
            .formatted(name, PROMPT_LABEL);
  }

  private static Prompt read(ConfigMap found, String key) {
    String name = found.getMetadata().getName();
    Map<String, String> data = Optional.ofNullable(found.getData()).orElse(Map.of());
    String text = data.get(key);
    if (text == null) {
      return new Prompt.Unavailable(keyMissing(found, data, key));
    }
    if (text.isBlank()) {
      return new Prompt.Unavailable(
          "ConfigMap %s has only blanks under the key %s; a prompt can't be empty: write one, or take promptFrom out of the spec"
              .formatted(name, key));
    }
    int length = text.codePointCount(0, text.length());
    if (length > SpecRules.MAX_PROMPT) {
      return new Prompt.Unavailable(
          "ConfigMap %s has %d characters under the key %s; a prompt has at most %d: shorten it"
              .formatted(name, length, key, SpecRules.MAX_PROMPT));
    }
    var metadata = found.getMetadata();
    return new Prompt.Found(
        text, new Prompt.Source(metadata.getNamespace(), name, metadata.getResourceVersion()));
  }

  private static String keyMissing(ConfigMap found, Map<String, String> data, String key) {
    String name = found.getMetadata().getName();
    if (found.getBinaryData() != null && found.getBinaryData().containsKey(key)) {
      return "ConfigMap %s has %s in binaryData; store it as UTF-8 text in data"
          .formatted(name, key);
    }
    String keys =
        data.keySet().stream()
            .sorted()
            .limit(MOST_KEYS)
            .map(ServerText::clean)
            .collect(joining(", "));
    return "ConfigMap %s has no key %s; %s"
        .formatted(
            name,
            key,
            keys.isEmpty()
                ? "it has none at all: add it"
                : "it has %s: add it, or name one of these in spec.promptFrom.configMapKeyRef.key"
                    .formatted(keys));
  }
}
