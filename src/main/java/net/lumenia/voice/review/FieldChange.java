package net.lumenia.voice.review;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.Live;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.assistant.LiveValue;
import net.lumenia.voice.assistant.PhoneNumber;
import net.lumenia.voice.assistant.PhoneNumbers;
import net.lumenia.voice.assistant.Value;
import net.lumenia.voice.plan.PatchPreview;

/**
 * A field before and after a change, as a spec has it.
 *
 * @param name of the field in a spec
 * @param before empty if nothing is live, or the API does not show it
 */
public record FieldChange(String name, Optional<JsonNode> before, JsonNode after) {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /**
   * What a part of a value changes.
   *
   * @param part what is sent
   */
  static FieldChange of(Field field, Value part, Value desired, LiveAssistant live) {
    Live<LiveValue> shown = live.field(field);
    Optional<JsonNode> before =
        shown instanceof Live.Reported<LiveValue>(LiveValue value)
            ? Optional.of(json(value))
            : Optional.empty();
    return new FieldChange(field.specName(), before, json(PatchPreview.of(part, desired, shown)));
  }

  /** The same in a spec that gives the number as a phone number. */
  FieldChange byPhoneNumber(PhoneNumbers numbers) {
    return name.equals(Field.NUMBER_ID.specName())
        ? new FieldChange(
            PhoneNumber.FIELD,
            before.map(id -> phoneNumber(id, numbers)),
            phoneNumber(after, numbers))
        : this;
  }

  private static JsonNode phoneNumber(JsonNode id, PhoneNumbers numbers) {
    return numbers
        .ofId(id.asLong())
        .<JsonNode>map(listed -> JSON.textNode(listed.number().text()))
        .orElse(id);
  }

  private static JsonNode json(LiveValue value) {
    return switch (value) {
      case Value.Text(String text) -> JSON.textNode(text);
      case Value.WholeNumber(long number) -> JSON.numberNode(number);
      case LiveValue.Keys keys -> object(keys);
      case LiveValue.Items(var items) -> {
        var list = JSON.arrayNode();
        items.forEach(item -> list.add(object(item)));
        yield list;
      }
    };
  }

  private static ObjectNode object(LiveValue.Keys keys) {
    ObjectNode object = JSON.objectNode();
    keys.keys()
        .forEach(
            (name, live) -> {
              if (live instanceof Live.Reported<String>(String text)) {
                object.put(name, text);
              }
            });
    return object;
  }
}
