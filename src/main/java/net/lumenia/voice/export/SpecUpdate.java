package net.lumenia.voice.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.lumenia.voice.assistant.Component;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.FieldType;
import net.lumenia.voice.assistant.Live;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.assistant.LiveValue;
import net.lumenia.voice.assistant.PhoneNumber;
import net.lumenia.voice.assistant.PhoneNumbers;

/**
 * What changes in a spec so that it describes the live assistant. Fields and keys that the spec
 * does not manage stay unmanaged.
 *
 * @param values the new values of the fields that change, by their names
 * @param notes what the spec manages and can't be brought up to date, and why
 */
public record SpecUpdate(Map<String, JsonNode> values, List<String> notes) {

  static final SpecUpdate NONE = new SpecUpdate(Map.of(), List.of());

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  public SpecUpdate {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    notes = List.copyOf(notes);
  }

  /**
   * Compares a spec with a live assistant; a pure function.
   *
   * @param numbers of the account; empty if they are not known
   */
  public static SpecUpdate of(JsonNode spec, LiveAssistant live, Optional<PhoneNumbers> numbers) {
    LiveSpec found = LiveSpec.of(live);
    var values = new LinkedHashMap<String, JsonNode>();
    var notes = new ArrayList<String>();
    for (Field field : Field.values()) {
      String name = field.specName();
      if (!spec.has(name)) {
        continue;
      }
      found.notes().stream().filter(note -> isAbout(note, name)).forEach(notes::add);
      JsonNode given = spec.get(name);
      Optional<JsonNode> shown = value(field, found, live);
      if (shown.isEmpty()) {
        if (live.field(field) instanceof Live.Unset<LiveValue>) {
          notes.add(
              "%s is not set in the live assistant, which a spec can't say: it stays in the manifest"
                  .formatted(name));
        }
        continue;
      }
      JsonNode wanted = managedPart(given, shown.get());
      if (!isSame(wanted, given)) {
        values.put(name, wanted);
      }
    }
    if (spec.has(PhoneNumber.FIELD)) {
      phoneNumber(spec.get(PhoneNumber.FIELD), found, numbers, values, notes);
    }
    return new SpecUpdate(values, notes);
  }

  private static void phoneNumber(
      JsonNode given,
      LiveSpec found,
      Optional<PhoneNumbers> numbers,
      Map<String, JsonNode> values,
      List<String> notes) {
    Optional<JsonNode> live =
        numbers.flatMap(found::phoneNumber).map(number -> JSON.textNode(number.text()));
    if (live.isEmpty()) {
      notes.add(
          "phoneNumber is left as it is: the API does not show a number that the account's list has once");
    }
    live.filter(number -> !number.equals(given))
        .ifPresent(number -> values.put(PhoneNumber.FIELD, number));
  }

  private static boolean isAbout(String note, String name) {
    return note.matches("%s\\b(?s:.*)".formatted(name));
  }

  /** In any order of keys. A number from YAML and one from an answer may be of two classes. */
  private static boolean isSame(JsonNode wanted, JsonNode given) {
    return wanted.isNumber()
        ? wanted.asText().equals(given.asText()) && given.isNumber()
        : wanted.equals(given);
  }

  private static Optional<JsonNode> value(Field field, LiveSpec found, LiveAssistant live) {
    if (found.fields().has(field.specName())) {
      return Optional.of(found.fields().get(field.specName()));
    }
    boolean isEmptyList =
        field.type() instanceof FieldType.ListOf
            && live.field(field) instanceof Live.Unset<LiveValue>;
    return isEmptyList ? Optional.of(JSON.arrayNode()) : Optional.empty();
  }

  /** Without a provider, only the given keys are managed. */
  private static JsonNode managedPart(JsonNode given, JsonNode shown) {
    if (!given.isObject()
        || !shown.isObject()
        || (given.has(Component.PROVIDER) && shown.has(Component.PROVIDER))) {
      return shown;
    }
    ObjectNode part = given.deepCopy();
    part.fieldNames()
        .forEachRemaining(
            key -> {
              if (shown.has(key)) {
                part.set(key, shown.get(key));
              }
            });
    return part;
  }

  /** The spec after the update. */
  JsonNode applyTo(JsonNode spec) {
    ObjectNode updated = spec.deepCopy();
    values.forEach((name, value) -> updated.set(name, value));
    return updated;
  }
}
