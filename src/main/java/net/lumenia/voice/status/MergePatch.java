package net.lumenia.voice.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Makes JSON merge patches (RFC 7396). */
public final class MergePatch {

  private MergePatch() {}

  /**
   * The patch that turns one object into another; empty if they are equal. A removed key becomes
   * null, so that the patch deletes it.
   */
  public static ObjectNode between(JsonNode before, ObjectNode after) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    before
        .propertyStream()
        .map(Map.Entry::getKey)
        .filter(key -> !after.has(key))
        .forEach(patch::putNull);
    after.propertyStream().forEach(entry -> put(patch, entry.getKey(), before, entry.getValue()));
    return patch;
  }

  private static void put(ObjectNode patch, String key, JsonNode parent, JsonNode after) {
    JsonNode before = parent.path(key);
    if (before.equals(after)) {
      return;
    }
    boolean nested = after instanceof ObjectNode && before.isObject();
    patch.set(key, nested ? between(before, (ObjectNode) after) : after);
  }
}
