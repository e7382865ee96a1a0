package net.lumenia.voice.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import net.lumenia.voice.simulator.rules.ApiField;
import net.lumenia.voice.simulator.state.ResponseShape;
import net.lumenia.voice.simulator.state.Settings;

/** Renders a stored assistant in the configured shape, without hidden fields. Other keys stay. */
final class AssistantRenderer {

  private AssistantRenderer() {}

  static ObjectNode render(ObjectNode stored, Settings settings) {
    ObjectNode shown = stored.deepCopy();
    shown.remove(settings.hide());
    return settings.shape() == ResponseShape.NESTED ? nested(shown) : shown;
  }

  private static ObjectNode nested(ObjectNode assistant) {
    JsonNode prompt = assistant.path(ApiField.PROMPT.key());
    if (prompt.isTextual()) {
      assistant.remove(ApiField.PROMPT.key());
      assistant
          .withObject("/model")
          .put("provider", "openai")
          .withArray("messages")
          .addObject()
          .put("role", "system")
          .set("content", prompt);
    }
    nestList(assistant, ApiField.FALLBACK_VOICES, ApiField.VOICE, "voices");
    nestList(assistant, ApiField.FALLBACK_TRANSCRIBERS, ApiField.TRANSCRIBER, "transcribers");
    JsonNode number = assistant.path(ApiField.NUMBER_ID.key());
    if (number.isNumber()) {
      assistant.remove(ApiField.NUMBER_ID.key());
      assistant.putObject("number").set("id", number);
    }
    return assistant;
  }

  /** {@code fallbackVoices} becomes {@code voice.fallbackPlan.voices}. */
  private static void nestList(ObjectNode assistant, ApiField list, ApiField parent, String key) {
    JsonNode items = assistant.path(list.key());
    if (!items.isArray()) {
      return;
    }
    assistant.remove(list.key());
    ObjectNode owner =
        assistant.path(parent.key()) instanceof ObjectNode object
            ? object
            : assistant.putObject(parent.key());
    owner.putObject("fallbackPlan").set(key, items);
  }
}
