package net.lumenia.voice.simulator.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** How a body changes a stored assistant: "any field you omit is left unchanged". */
final class PatchMerge {

  private PatchMerge() {}

  /** The assistant after the body; the stored one stays as it is. */
  static ObjectNode merge(ObjectNode stored, JsonNode body) {
    ObjectNode merged = stored.deepCopy();
    body.properties()
        .forEach(
            entry ->
                merged.set(
                    entry.getKey(),
                    merge(entry.getKey(), stored.path(entry.getKey()), entry.getValue())));
    return merged;
  }

  private static JsonNode merge(String key, JsonNode stored, JsonNode sent) {
    boolean component = key.equals(ApiField.VOICE.key()) || key.equals(ApiField.TRANSCRIBER.key());
    return component ? mergeComponent(stored, sent) : sent.deepCopy();
  }

  /**
   * "The server will not carry over voiceId / model / language from the existing assistant when you
   * change provider": an object with a provider replaces the stored one, without one it is laid
   * over it.
   */
  private static JsonNode mergeComponent(JsonNode stored, JsonNode sent) {
    if (sent.has("provider") || !(stored instanceof ObjectNode before)) {
      return sent.deepCopy();
    }
    ObjectNode merged = before.deepCopy();
    sent.properties().forEach(entry -> merged.set(entry.getKey(), entry.getValue()));
    return merged;
  }
}
