package net.lumenia.voice.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.Live;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.assistant.LiveValue;
import net.lumenia.voice.assistant.Value;
import org.jspecify.annotations.Nullable;

/**
 * The values that a PATCH replaces, as a spec fragment with full texts. Has the whole value even if
 * only a key of it is sent, with the keys that this program does not know.
 *
 * @param data {@code {"spec": {...}}}, to be written only: a value with unknown keys is JSON text
 *     in it
 * @param fields the fields in it
 * @param cutShort the fields of which the data has only a part, because the API shows more than
 *     this program reads. If there are any, the data must not be restored as if it were complete
 */
public record ReplacedValues(ObjectNode data, Set<Field> fields, Set<Field> cutShort) {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  public ReplacedValues {
    fields = Set.copyOf(fields);
    cutShort = Set.copyOf(cutShort);
  }

  /** Complete data. */
  public ReplacedValues(ObjectNode data, Set<Field> fields) {
    this(data, fields, Set.of());
  }

  /** Empty if the PATCH replaces nothing, or only empty lists. */
  public static Optional<ReplacedValues> of(AssistantPatch patch, LiveAssistant live) {
    ObjectNode spec = JSON.objectNode();
    var fields = EnumSet.noneOf(Field.class);
    for (Field field : patch.fields()) {
      if (live.field(field) instanceof Live.Reported<LiveValue>(LiveValue value)) {
        spec.set(field.specName(), node(value, live.withUnknownKeys().get(field)));
        fields.add(field);
      }
    }
    var cutShort = EnumSet.copyOf(fields);
    cutShort.retainAll(live.cutShort());
    boolean nothing =
        cutShort.isEmpty()
            && spec.properties().stream().allMatch(entry -> isNothing(entry.getValue()));
    return nothing
        ? Optional.empty()
        : Optional.of(
            new ReplacedValues(JSON.objectNode().<ObjectNode>set("spec", spec), fields, cutShort));
  }

  /** The size in bytes of UTF-8. */
  public int size() {
    return data.toString().getBytes(UTF_8).length;
  }

  private static JsonNode node(LiveValue value, @Nullable String json) {
    return json == null ? node(value) : JSON.rawValueNode(new RawValue(json));
  }

  private static JsonNode node(LiveValue value) {
    return switch (value) {
      case Value.Text(String text) -> JSON.textNode(text);
      case Value.WholeNumber(long id) -> JSON.numberNode(id);
      case LiveValue.Keys keys -> object(keys);
      case LiveValue.Items(var items) -> {
        var array = JSON.arrayNode();
        items.forEach(item -> array.add(object(item)));
        yield array;
      }
    };
  }

  private static ObjectNode object(LiveValue.Keys keys) {
    ObjectNode object = JSON.objectNode();
    keys.keys()
        .forEach(
            (name, live) -> {
              if (live instanceof Live.Reported<String>(String value)) {
                object.put(name, value);
              }
            });
    return object;
  }

  /** All unknown keys of an object may be unreadable for others, and so omitted. */
  private static boolean isNothing(JsonNode value) {
    return value.isPojo()
        ? value.toString().equals("{}")
        : value.isContainerNode() && value.isEmpty();
  }
}
