package net.lumenia.voice.cluster.cache;

import static java.util.stream.Collectors.joining;

import io.fabric8.kubernetes.api.model.ConfigMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import net.lumenia.voice.assistant.Digest;
import net.lumenia.voice.assistant.ServerText;
import net.lumenia.voice.spec.SpecRules;

/** What is kept of a key of a labelled ConfigMap. The text itself is in {@link TextCache}. */
public sealed interface PromptEntry {

  /**
   * It is a prompt.
   *
   * @param digest 64 hex digits of the text's SHA-256
   */
  record Text(String digest) implements PromptEntry {

    public static Text of(String text) {
      return new Text(Digest.of(text, 64));
    }
  }

  /**
   * It can't be a prompt.
   *
   * @param message what is wrong and what to do
   */
  record Unusable(String message) implements PromptEntry {}

  /**
   * There is no such key. Which others there are is only in the message: a change of them is no
   * news.
   *
   * @param message what there is and what to do
   */
  record Missing(String message) implements PromptEntry {

    @Override
    public boolean equals(Object other) {
      return other instanceof Missing;
    }

    @Override
    public int hashCode() {
      return Missing.class.hashCode();
    }
  }

  /** What is to be kept of a key of a ConfigMap. */
  static PromptEntry of(ConfigMap found, String key) {
    String name = found.getMetadata().getName();
    String text = text(found, key).orElse(null);
    if (text == null) {
      return missing(found, key);
    }
    if (text.isBlank()) {
      return new Unusable(
          "ConfigMap %s has only blanks under the key %s; a prompt can't be empty: write one, or take promptFrom out of the spec"
              .formatted(name, key));
    }
    int length = text.codePointCount(0, text.length());
    if (length > SpecRules.MAX_PROMPT) {
      return new Unusable(
          "ConfigMap %s has %d characters under the key %s; a prompt has at most %d: shorten it"
              .formatted(name, length, key, SpecRules.MAX_PROMPT));
    }
    return Text.of(text);
  }

  /** The text under a key, whatever its length; empty if there is none. */
  static Optional<String> text(ConfigMap found, String key) {
    return Optional.ofNullable(data(found).get(key));
  }

  private static Map<String, String> data(ConfigMap found) {
    return Optional.ofNullable(found.getData()).orElse(Map.of());
  }

  private static PromptEntry missing(ConfigMap found, String key) {
    String name = found.getMetadata().getName();
    if (found.getBinaryData() != null && found.getBinaryData().containsKey(key)) {
      return new Unusable(
          "ConfigMap %s has %s in binaryData; store it as UTF-8 text in data".formatted(name, key));
    }
    String keys = firstKeys(data(found));
    return new Missing(
        "ConfigMap %s has no key %s; %s"
            .formatted(
                name,
                key,
                keys.isEmpty()
                    ? "it has none at all: add it"
                    : "it has %s: add it, or name one of these in spec.promptFrom.configMapKeyRef.key"
                        .formatted(keys)));
  }

  /** Ten of them; there may be a hundred thousand. */
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
