package net.lumenia.voice.lumenia;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.lumenia.voice.assistant.ComponentType;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.FieldType;
import net.lumenia.voice.assistant.Live;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.assistant.LiveValue;
import net.lumenia.voice.assistant.NestedPlace;
import net.lumenia.voice.assistant.Value;

/**
 * Reads the fields of an assistant in both shapes that {@code docs/contract.md} describes: flat or
 * nested. If both are present, the flat one takes precedence, unless it is null and the nested one
 * has a value.
 *
 * <p>A field of the wrong type is unreadable. A {@code model} or {@code number} that is not an
 * object only means that the answer does not have the nested shape.
 */
final class AssistantFields {

  private static final int MAX_KEY = 256;

  /** Four times the limit of a spec. */
  private static final int MAX_FALLBACKS = 128;

  private static final int MAX_ROLE = 16;

  /** What is read of an assistant. */
  static final Map<String, JsonShape> SHAPES = shapes();

  private AssistantFields() {}

  private static Map<String, JsonShape> shapes() {
    var shapes = new HashMap<String, JsonShape>();
    for (Field field : Field.values()) {
      JsonShape shape = shape(field.type());
      field.answerNames().forEach(name -> shapes.put(name, shape));
      field.nested().ifPresent(place -> addTo(shapes, place, shape));
    }
    return Map.copyOf(shapes);
  }

  private static void addTo(Map<String, JsonShape> shapes, NestedPlace place, JsonShape shape) {
    switch (place) {
      case NestedPlace.SystemMessage _ ->
          shapes.put("model", JsonShape.object(Map.of("messages", messages(shape))));
      case NestedPlace.KeyOf(String object, String key) ->
          shapes.merge(object, JsonShape.object(Map.of(key, shape)), JsonShape::withMembersOf);
      case NestedPlace.FallbackPlan _ -> {} // part of its component
    }
  }

  /** A text that is longer than a spec allows is cut, and then differs from every valid spec. */
  private static JsonShape shape(FieldType type) {
    return switch (type) {
      case FieldType.Text(int maxLength) -> JsonShape.text(maxLength);
      case FieldType.WholeNumber _ -> JsonShape.number();
      case FieldType.Single(ComponentType component) -> component(component);
      case FieldType.ListOf(ComponentType component) -> items(component.keys());
    };
  }

  private static JsonShape messages(JsonShape content) {
    var message = JsonShape.object(Map.of("role", JsonShape.text(MAX_ROLE), "content", content));
    return JsonShape.arrayWith(message, AssistantFields::isSystem);
  }

  /** In the nested shape, the fallbacks are inside the voice or transcriber. */
  private static JsonShape component(ComponentType type) {
    var members = keyShapes(type.keys());
    String list = new NestedPlace.FallbackPlan(type).list();
    members.put(NestedPlace.FallbackPlan.KEY, JsonShape.object(Map.of(list, items(type.keys()))));
    return withUnknownKeys(members);
  }

  private static JsonShape items(List<String> names) {
    return JsonShape.array(withUnknownKeys(keyShapes(names)), MAX_FALLBACKS);
  }

  private static Map<String, JsonShape> keyShapes(List<String> names) {
    var shapes = new HashMap<String, JsonShape>();
    names.forEach(name -> shapes.put(name, JsonShape.text(MAX_KEY).orVerbatim()));
    return shapes;
  }

  private static JsonShape withUnknownKeys(Map<String, JsonShape> members) {
    return JsonShape.object(members).andOthers(JsonShape.NOTHING.orVerbatim().asCounted());
  }

  static LiveAssistant read(Node assistant) {
    var values = new EnumMap<Field, Live<LiveValue>>(Field.class);
    var cutShort = UnknownKeys.cutShortIn(assistant);
    for (Field field : Field.values()) {
      Live<LiveValue> live = read(field, assistant);
      if (!(live instanceof Live.Unreported)) {
        values.put(field, live);
      }
      if (isCutText(field, live)) {
        cutShort.add(field);
      }
    }
    return new LiveAssistant(values, UnknownKeys.in(assistant), cutShort);
  }

  private static boolean isCutText(Field field, Live<LiveValue> live) {
    return field.type() instanceof FieldType.Text(int maxLength)
        && live instanceof Live.Reported<LiveValue>(Value.Text(String text))
        && text.codePointCount(0, text.length()) > maxLength;
  }

  private static Live<LiveValue> read(Field field, Node assistant) {
    return Stream.concat(
            field.answerNames().stream().map(name -> read(field.type(), assistant.member(name))),
            field.nested().stream().map(place -> nested(place, field.type(), assistant)))
        .reduce(AssistantFields::either)
        .orElseThrow();
  }

  private static Live<LiveValue> read(FieldType type, Node node) {
    return switch (type) {
      case FieldType.Text _ -> text(node);
      case FieldType.WholeNumber range -> number(node, range);
      case FieldType.Single(ComponentType component) -> component(node, component.keys());
      case FieldType.ListOf(ComponentType component) -> components(node, component.keys());
    };
  }

  private static Live<LiveValue> nested(NestedPlace place, FieldType type, Node assistant) {
    return switch (place) {
      case NestedPlace.SystemMessage _ -> systemMessage(assistant, type);
      case NestedPlace.KeyOf(String object, String key) -> {
        Node owner = assistant.member(object);
        yield owner.isNull() ? new Live.Unset<>() : read(type, owner.member(key));
      }
      case NestedPlace.FallbackPlan plan -> fallbackPlan(assistant, plan, type);
    };
  }

  /** The first, unless it is unreported, or unset while the second is reported. */
  private static Live<LiveValue> either(Live<LiveValue> first, Live<LiveValue> second) {
    return switch (first) {
      case Live.Reported<LiveValue> _, Live.Unreadable<LiveValue> _ -> first;
      case Live.Unset<LiveValue> _ -> second instanceof Live.Unreported ? first : second;
      case Live.Unreported<LiveValue> _ -> second;
    };
  }

  private static Live<LiveValue> text(Node node) {
    return node.live(
        "a string",
        json ->
            json instanceof JsonValue.Str(String text)
                ? Optional.of(new Value.Text(text))
                : none());
  }

  private static Live<LiveValue> systemMessage(Node assistant, FieldType type) {
    Node messages = assistant.member("model").member("messages");
    if (!messages.isArray()) {
      return messages.isAbsent() || messages.isNull()
          ? new Live.Unreported<>()
          : unreadable(messages, "an array");
    }
    return messages
        .firstItem(AssistantFields::isSystem)
        .map(message -> read(type, message.member("content")))
        .orElseGet(Live.Unreported::new);
  }

  private static boolean isSystem(JsonValue message) {
    return message instanceof JsonValue.Obj(var members, _)
        && new JsonValue.Str("system").equals(members.get("role"));
  }

  private static Live<LiveValue> component(Node node, List<String> names) {
    return node.live(
        "an object",
        json -> json instanceof JsonValue.Obj ? Optional.of(keys(node, names)) : none());
  }

  private static LiveValue.Keys keys(Node component, List<String> names) {
    var keys = new LinkedHashMap<String, Live<String>>();
    for (String name : names) {
      Live<String> live = component.member(name).live("a string", AssistantFields::string);
      if (!(live instanceof Live.Unreported)) {
        keys.put(name, live);
      }
    }
    return new LiveValue.Keys(keys);
  }

  /** A null plan means no fallbacks. */
  private static Live<LiveValue> fallbackPlan(
      Node assistant, NestedPlace.FallbackPlan place, FieldType type) {
    Node plan = planNode(assistant, place);
    return plan.isObject()
        ? read(type, plan.member(place.list()))
        : plan.live("an object", _ -> none());
  }

  private static Node planNode(Node assistant, NestedPlace.FallbackPlan place) {
    return assistant.member(place.component().label()).member(NestedPlace.FallbackPlan.KEY);
  }

  /** The fallbacks of the nested shape. */
  static Node nestedList(Node assistant, NestedPlace.FallbackPlan place) {
    return planNode(assistant, place).member(place.list());
  }

  private static Live<LiveValue> components(Node node, List<String> names) {
    return node.items().stream()
        .filter(item -> !item.isObject())
        .findFirst()
        .map(item -> AssistantFields.<LiveValue>unreadable(item, "an object"))
        .orElseGet(
            () ->
                node.live(
                    "an array",
                    json ->
                        json instanceof JsonValue.Arr ? Optional.of(items(node, names)) : none()));
  }

  private static LiveValue.Items items(Node list, List<String> names) {
    return new LiveValue.Items(list.items().stream().map(item -> keys(item, names)).toList());
  }

  private static Live<LiveValue> number(Node node, FieldType.WholeNumber range) {
    return node.live(
        "an integer from %d to %d".formatted(range.min(), range.max()),
        json -> WholeNumbers.read(json, range));
  }

  private static Optional<String> string(JsonValue json) {
    return switch (json) {
      case JsonValue.Str(String text) -> Optional.of(text);
      case JsonValue.Raw(_, _, Optional<String> start) -> start;
      default -> Optional.empty();
    };
  }

  private static <T> Live<T> unreadable(Node node, String expected) {
    return new Live.Unreadable<>(node.path(), node.problem(expected));
  }

  private static Optional<LiveValue> none() {
    return Optional.empty();
  }
}
