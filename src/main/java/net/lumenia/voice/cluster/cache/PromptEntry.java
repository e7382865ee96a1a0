package net.lumenia.voice.cluster.cache;

import static java.util.stream.Collectors.joining;

import io.fabric8.kubernetes.api.model.ConfigMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import net.lumenia.voice.assistant.Digest;
import net.lumenia.voice.assistant.ServerText;
import net.lumenia.voice.spec.SpecRules;

/**
 * The cached form of one key of a labeled ConfigMap. The text itself is in {@link TextCache}. A
 * change of the ConfigMap requeues assistants only if the entries before and after it differ.
 */
public sealed interface PromptEntry {

  /**
   * The key has a usable prompt.
   *
   * @param digest 64 hex digits of the text's SHA-256
   */
  record Text(String digest) implements PromptEntry {

    public static Text of(String text) {
      return new Text(Digest.of(text, 64));
    }
  }

  /** The key has no usable prompt. */
  sealed interface Unavailable extends PromptEntry {

    /** What is wrong and what to do. */
    String message();
  }

  /** The value of the key is no prompt. */
  record Unusable(String message) implements Unavailable {}

  /**
   * The ConfigMap has no such key. Its message lists other keys, which do not count when entries
   * are compared.
   */
  record Missing(String message) implements Unavailable {

    @Override
    public boolean equals(Object other) {
      return other instanceof Missing;
    }

    @Override
    public int hashCode() {
      return Missing.class.hashCode();
    }
  }

  static PromptEntry of(ConfigMap configMap, String key) {
    String name = configMap.getMetadata().getName();
    String text = text(configMap, key).orElse(null);
    if (text == null) {
      return missing(configMap, key);
    }
    if (text.isBlank()) {
      return new Unusable(
          "key %s of ConfigMap %s is empty or blank; write a prompt there, or remove spec.promptFrom"
              .formatted(key, name));
    }
    int length = text.codePointCount(0, text.length());
    if (length > SpecRules.MAX_PROMPT) {
      return new Unusable(
          "key %s of ConfigMap %s has %d characters; a prompt must have at most %d: shorten it"
              .formatted(key, name, length, SpecRules.MAX_PROMPT));
    }
    return Text.of(text);
  }

  /** The text of a key, valid or not; empty if there is none. */
  static Optional<String> text(ConfigMap configMap, String key) {
    return Optional.ofNullable(data(configMap).get(key));
  }

  private static Map<String, String> data(ConfigMap configMap) {
    return Optional.ofNullable(configMap.getData()).orElse(Map.of());
  }

  private static PromptEntry missing(ConfigMap configMap, String key) {
    String name = configMap.getMetadata().getName();
    if (configMap.getBinaryData() != null && configMap.getBinaryData().containsKey(key)) {
      return new Unusable(
          "key %s of ConfigMap %s is in binaryData; store it as UTF-8 text in data"
              .formatted(key, name));
    }
    String keys = firstKeys(data(configMap));
    return new Missing(
        "ConfigMap %s has no key %s; %s"
            .formatted(
                name,
                key,
                keys.isEmpty()
                    ? "it has no keys: add it"
                    : "it has %s: add it, or set spec.promptFrom.configMapKeyRef.key to one of these"
                        .formatted(keys)));
  }

  /** At most ten; a ConfigMap may have a hundred thousand keys. */
  private static String firstKeys(Map<String, String> data) {
    var first = new TreeSet<String>();
    for (String key : data.keySet()) {
      first.add(key);
      if (first.size() > 10) {
        first.pollLast();
      }
    }
    return first.stream().map(ServerText::clean).collect(joining(", "));
  }
}
