package net.lumenia.voice.lumenia;

import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.lumenia.voice.assistant.ComponentType;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.FieldType;
import net.lumenia.voice.assistant.NestedPlace;

/**
 * Finds voices and transcribers with keys that this program does not know. They affect no decision,
 * but a revision must keep such a value before it is overwritten.
 */
final class UnknownKeys {

  private UnknownKeys() {}

  /** The values with unknown keys, as JSON. */
  static Map<Field, String> in(Node assistant) {
    var values = new EnumMap<Field, String>(Field.class);
    for (Field field : Field.values()) {
      field
          .type()
          .component()
          .flatMap(type -> value(field, assistant).filter(json -> hasUnknown(json, type.keys())))
          .map(JsonText::of)
          .ifPresent(json -> values.put(field, json));
    }
    return values;
  }

  /** The fields whose unknown keys or list items exceed the limits. */
  static Set<Field> cutShortIn(Node assistant) {
    var fields = EnumSet.noneOf(Field.class);
    for (Field field : Field.values()) {
      if (value(field, assistant).filter(json -> !isComplete(json)).isPresent()) {
        fields.add(field);
      }
    }
    return fields;
  }

  private static Optional<JsonValue> value(Field field, Node assistant) {
    Node flat = assistant.member(field.apiName());
    return switch (field.type()) {
      case FieldType.Text _, FieldType.WholeNumber _ -> Optional.empty();
      case FieldType.Single _ -> withoutPlan(flat);
      case FieldType.ListOf(ComponentType type) ->
          list(flat, AssistantFields.nestedList(assistant, new NestedPlace.FallbackPlan(type)));
    };
  }

  /** Removes the fallbacks of the nested shape, which are fields of their own. */
  private static Optional<JsonValue> withoutPlan(Node component) {
    if (!(component.json() instanceof JsonValue.Obj(var members, boolean complete))) {
      return Optional.empty();
    }
    var own = new LinkedHashMap<>(members);
    own.remove(NestedPlace.FallbackPlan.KEY);
    return Optional.of(new JsonValue.Obj(own, complete));
  }

  private static Optional<JsonValue> list(Node flat, Node nested) {
    return Stream.of(flat, nested).filter(Node::isArray).map(Node::json).findFirst();
  }

  /** A known key whose value is not a string counts as unknown: a LiveValue keeps only strings. */
  private static boolean hasUnknown(JsonValue json, Collection<String> known) {
    return switch (json) {
      case JsonValue.Obj(var members, _) ->
          !known.containsAll(members.keySet())
              || members.values().stream().anyMatch(JsonValue.Raw.class::isInstance);
      case JsonValue.Arr(List<JsonValue> items, _) ->
          items.stream().anyMatch(item -> hasUnknown(item, known));
      default -> false;
    };
  }

  private static boolean isComplete(JsonValue json) {
    return switch (json) {
      case JsonValue.Obj(_, boolean complete) -> complete;
      case JsonValue.Arr(List<JsonValue> items, boolean complete) ->
          complete && items.stream().allMatch(UnknownKeys::isComplete);
      default -> true;
    };
  }
}
