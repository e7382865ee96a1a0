package net.lumenia.voice.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.lumenia.voice.assistant.Component;
import net.lumenia.voice.assistant.ComponentType;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.ListedNumber;
import net.lumenia.voice.assistant.Live;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.assistant.LiveValue;
import net.lumenia.voice.assistant.NumberLookup;
import net.lumenia.voice.assistant.PhoneNumber;
import net.lumenia.voice.assistant.PhoneNumbers;
import net.lumenia.voice.assistant.ProviderRule;
import net.lumenia.voice.assistant.ServerText;
import net.lumenia.voice.assistant.Value;
import net.lumenia.voice.crd.RawJson;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.plan.LostKeys;
import net.lumenia.voice.spec.SpecReader;
import net.lumenia.voice.spec.SpecReading;

/**
 * The spec fields that describe a live assistant. Applying them changes nothing.
 *
 * @param fields by their names in a spec; every one is valid
 * @param notes what is live and not in the fields, and why
 */
public record LiveSpec(ObjectNode fields, List<String> notes) {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  public LiveSpec {
    notes = List.copyOf(notes);
  }

  /** Describes an assistant; a pure function. */
  public static LiveSpec of(LiveAssistant live) {
    ObjectNode fields = JSON.objectNode();
    var notes = new ArrayList<String>();
    for (Field field : Field.values()) {
      describe(field, live, notes).ifPresent(value -> fields.set(field.specName(), value));
    }
    LostKeys.unknown(live)
        .forEach(
            path ->
                notes.add(
                    "%s is live, but a spec can't have it: a later change of its field may remove it"
                        .formatted(path)));
    return new LiveSpec(fields, notes);
  }

  /**
   * Describes an assistant with the phone number instead of its id, if the account's list has
   * exactly one row for both.
   *
   * @param numbers of the account; empty if they are not known
   */
  public static LiveSpec of(LiveAssistant live, Optional<PhoneNumbers> numbers) {
    LiveSpec found = of(live);
    return numbers.flatMap(found::phoneNumber).map(found::with).orElse(found);
  }

  private LiveSpec with(PhoneNumber number) {
    ObjectNode changed = fields.deepCopy();
    changed.remove(Field.NUMBER_ID.specName());
    changed.put(PhoneNumber.FIELD, number.text());
    return new LiveSpec(changed, notes);
  }

  /** The linked phone number, if it means the same as its id. */
  Optional<PhoneNumber> phoneNumber(PhoneNumbers numbers) {
    return Optional.ofNullable(fields.get(Field.NUMBER_ID.specName()))
        .flatMap(id -> numbers.ofId(id.asLong()))
        .map(ListedNumber::number)
        .filter(number -> numbers.find(number) instanceof NumberLookup.Found);
  }

  private static Optional<JsonNode> describe(Field field, LiveAssistant live, List<String> notes) {
    String name = field.specName();
    return switch (live.field(field)) {
      case Live.Unset<LiveValue> _ -> Optional.empty();
      case Live.Unreported<LiveValue> _ -> {
        notes.add("%s is left out: the API does not show it".formatted(name));
        yield Optional.empty();
      }
      case Live.Unreadable<LiveValue>(String path, String problem) -> {
        notes.add("%s is left out: %s cannot be read: %s".formatted(name, path, problem));
        yield Optional.empty();
      }
      case Live.Reported<LiveValue>(LiveValue value) -> {
        if (live.cutShort().contains(field)) {
          notes.add("%s is left out: it is longer than a spec can have it".formatted(name));
          yield Optional.empty();
        }
        yield valid(field, node(field, value, notes), notes);
      }
    };
  }

  private static JsonNode node(Field field, LiveValue value, List<String> notes) {
    return switch (value) {
      case Value.Text(String text) -> JSON.textNode(text);
      case Value.WholeNumber(long number) -> JSON.numberNode(number);
      case LiveValue.Keys keys ->
          withoutUnfinishedProvider(field, component(field.specName(), field, keys, notes), notes);
      case LiveValue.Items(List<LiveValue.Keys> items) -> {
        var list = JSON.arrayNode();
        for (int i = 0; i < items.size(); i++) {
          list.add(component("%s[%d]".formatted(field.specName(), i), field, items.get(i), notes));
        }
        yield list;
      }
    };
  }

  private static ObjectNode component(
      String path, Field field, LiveValue.Keys keys, List<String> notes) {
    ObjectNode component = JSON.objectNode();
    ComponentType type = field.type().component().orElseThrow();
    for (String key : type.keys()) {
      switch (keys.key(key)) {
        case Live.Reported<String>(String text) -> component.put(key, text);
        case Live.Unreadable<String>(String where, String problem) ->
            notes.add(
                "%s.%s is left out: %s cannot be read: %s".formatted(path, key, where, problem));
        case Live.Unset<String> _, Live.Unreported<String> _ -> {}
      }
    }
    rule(type, component)
        .ifPresent(
            rule ->
                rule.refuses().stream()
                    .filter(key -> component.remove(key) != null)
                    .forEach(
                        key ->
                            notes.add(
                                "%s.%s is left out: %s".formatted(path, key, rule.unwanted(key)))));
    return component;
  }

  private static Optional<ProviderRule> rule(ComponentType type, ObjectNode component) {
    return ProviderRule.find(type, component.path(Component.PROVIDER).asText());
  }

  /** With a provider, a voice or transcriber must be complete; without, any key will do. */
  private static ObjectNode withoutUnfinishedProvider(
      Field field, ObjectNode component, List<String> notes) {
    ComponentType type = field.type().component().orElseThrow();
    rule(type, component)
        .filter(rule -> component.size() > 1 && !rule.needs().stream().allMatch(component::has))
        .ifPresent(
            rule -> {
              component.remove(Component.PROVIDER);
              notes.add(
                  "%s.provider is left out, because the API does not show all keys that it needs: %s"
                      .formatted(field.specName(), rule.missing()));
            });
    return component;
  }

  /** Leaves out a field that the schema would refuse. */
  private static Optional<JsonNode> valid(Field field, JsonNode value, List<String> notes) {
    var assistant = new VoiceAssistant();
    ObjectNode spec = JSON.objectNode();
    spec.putObject("workspace").put("slug", "00");
    spec.set(field.specName(), value);
    assistant.setSpec(new RawJson(spec));
    return switch (SpecReader.read(assistant.decodeSpec())) {
      case SpecReading.Usable _ -> Optional.of(value);
      case SpecReading.Unusable(var violations) -> {
        notes.add(
            "%s is left out, because a spec can't have it: %s"
                .formatted(field.specName(), ServerText.clean(violations.getFirst().toString())));
        yield Optional.empty();
      }
    };
  }
}
