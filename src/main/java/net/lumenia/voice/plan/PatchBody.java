package net.lumenia.voice.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import net.lumenia.voice.assistant.Component;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.Value;

/** The JSON of a PATCH. The order is fixed, so that equal PATCHes are equal texts. */
final class PatchBody {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private PatchBody() {}

  static String render(Map<Field, Value> values) {
    ObjectNode body = JSON.objectNode();
    values.forEach((field, value) -> body.set(field.apiName(), node(value)));
    return body.toString();
  }

  static String render(Value value) {
    return node(value).toString();
  }

  private static JsonNode node(Value value) {
    return switch (value) {
      case Value.Text(String text) -> JSON.textNode(text);
      case Value.WholeNumber(long id) -> JSON.numberNode(id);
      case Component component -> object(component);
      case Value.Fallbacks(var items) -> {
        var array = JSON.arrayNode();
        items.forEach(item -> array.add(object(item)));
        yield array;
      }
    };
  }

  private static ObjectNode object(Component component) {
    ObjectNode object = JSON.objectNode();
    component.keys().forEach(object::put);
    return object;
  }
}
