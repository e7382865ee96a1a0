package net.lumenia.voice.simulator.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import net.lumenia.voice.simulator.exchange.StrictJson;

/** JSON merge patch (RFC 7396), for edits through the control endpoints. */
public final class JsonMergePatch {

  private JsonMergePatch() {}

  /** A patched copy of the target. */
  public static ObjectNode apply(ObjectNode target, ObjectNode patch) {
    ObjectNode patched = target.deepCopy();
    patch
        .properties()
        .forEach(
            entry -> {
              JsonNode value = entry.getValue();
              if (value.isNull()) {
                patched.remove(entry.getKey());
              } else {
                patched.set(entry.getKey(), merged(patched.path(entry.getKey()), value));
              }
            });
    return patched;
  }

  private static JsonNode merged(JsonNode target, JsonNode patch) {
    if (!(patch instanceof ObjectNode changes)) {
      return patch.deepCopy();
    }
    return apply(target instanceof ObjectNode object ? object : StrictJson.object(), changes);
  }
}
