package net.lumenia.voice.endtoend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;
import net.lumenia.voice.assistant.Field;

/** What has to be at the API: what was declared, and everything else as it was in the beginning. */
final class LiveModel {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String BEGINNING =
      """
      {"firstMessage": "Old",
       "prompt": "Theirs.",
       "voice": {"provider": "vapi", "voiceId": "Clara"},
       "transcriber": {"provider": "deepgram", "model": "nova-3", "language": "en"},
       "fallbackVoices": [{"provider": "vapi", "voiceId": "Kai"}]}
      """;

  private final ObjectNode assistant = read();
  private final Set<String> declared = new HashSet<>(Set.of("firstMessage"));

  private static ObjectNode read() {
    try {
      return (ObjectNode) JSON.readTree(BEGINNING);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Takes in an edit.
   *
   * @param otherwise what comes of it where that is something else; null for nothing
   */
  void declare(ObjectNode edit, ObjectNode otherwise) {
    edit.properties()
        .forEach(
            field -> {
              String name = Field.ofSpecName(field.getKey()).orElseThrow().apiName();
              declared.add(name);
              set(name, field.getValue());
            });
    otherwise.properties().forEach(field -> set(field.getKey(), field.getValue()));
  }

  private void set(String name, JsonNode value) {
    if (value.isNull()) {
      assistant.remove(name);
    } else if (value.isObject()) {
      assistant.withObject("/" + name).setAll((ObjectNode) value);
    } else {
      assistant.set(name, value);
    }
  }

  /** The fields that may be sent. */
  Set<String> declared() {
    return declared;
  }

  ObjectNode copy() {
    return assistant.deepCopy();
  }
}
