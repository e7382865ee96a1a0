package net.lumenia.voice.simulator.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** How a PATCH body changes a stored assistant. Absent fields stay unchanged. */
final class PatchMerge {

  private PatchMerge() {}

  /** A changed copy of the stored assistant. */
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
   * With a provider, the sent object replaces the stored one: nothing is carried over. Without a
   * provider, its keys are merged into the stored one.
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
