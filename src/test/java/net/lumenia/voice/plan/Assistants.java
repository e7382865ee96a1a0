package net.lumenia.voice.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Generates valid specs and arbitrary assistants from few values, so that they often coincide. */
public final class Assistants {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Arbitrary<JsonNode> TEXTS =
      Arbitraries.of("Hi", "Hi ", "Hi\n", "é", "👋").map(JSON::textNode);
  private static final Arbitrary<JsonNode> NUMBERS =
      Arbitraries.of(1L, 7L, (1L << 53) - 1).map(JSON::numberNode);
  private static final Arbitrary<JsonNode> PROVIDERS = texts("vapi", "11labs", "azure");
  private static final Arbitrary<JsonNode> VALUES = texts("a", "b");

  private Assistants() {}

  /** The managed part of a spec that the schema accepts. */
  public static Arbitrary<ObjectNode> specs() {
    return objects(
            Map.of(
                "firstMessage", TEXTS,
                "prompt", TEXTS,
                "voice", Arbitraries.oneOf(voices(), partial("voiceId", "model")),
                "transcriber", Arbitraries.oneOf(transcribers(), partial("model", "language")),
                "fallbackVoices", lists(voices()),
                "fallbackTranscribers", lists(transcribers()),
                "numberId", NUMBERS))
        .filter(spec -> !spec.isEmpty());
  }

  /** What the API may show: every field, key and item is present, null or absent. */
  public static Arbitrary<ObjectNode> lives() {
    Arbitrary<JsonNode> voice = shown("voiceId", "model");
    Arbitrary<JsonNode> transcriber = shown("model", "language");
    return objects(
        Map.of(
            "firstMessage", orNull(TEXTS),
            "prompt", orNull(TEXTS),
            "voice", orNull(voice),
            "transcriber", orNull(transcriber),
            "fallbackVoices", orNull(lists(voice)),
            "fallbackTranscribers", orNull(lists(transcriber)),
            "number_id", orNull(NUMBERS),
            "unknown", TEXTS));
  }

  /** Every list may have some of the generated values, all, none, or be absent. */
  static Arbitrary<ObjectNode> catalogs() {
    Arbitrary<JsonNode> languages = entries(VALUES.map(value -> entry(value, Map.of())));
    Arbitrary<JsonNode> models =
        entries(
            Combinators.combine(VALUES, objects(Map.of("languages", languages)))
                .as(Assistants::entry));
    Arbitrary<JsonNode> plain = entries(VALUES.map(value -> entry(value, Map.of())));
    return Combinators.combine(
            providers(
                List.of("vapi", "11labs", "azure"), Map.of("voiceIds", plain, "models", plain)),
            providers(List.of("deepgram", "11labs", "azure"), Map.of("models", models)))
        .as((voice, transcriber) -> object(Map.of("voice", voice, "transcriber", transcriber)));
  }

  private static Arbitrary<JsonNode> providers(
      List<String> names, Map<String, Arbitrary<JsonNode>> lists) {
    Arbitrary<JsonNode> entries =
        Combinators.combine(
                Arbitraries.of(names).set().ofMinSize(2),
                objects(lists).list().ofSize(names.size()))
            .as(
                (chosen, about) -> {
                  var array = JSON.arrayNode();
                  chosen.forEach(
                      name -> array.add(entry(JSON.textNode(name), about.get(array.size()))));
                  return array;
                });
    return entries.map(list -> object(Map.of("providers", list)));
  }

  private static Arbitrary<JsonNode> entries(Arbitrary<JsonNode> entry) {
    var lists = entry.list().uniqueElements(one -> one.path("value"));
    return Arbitraries.oneOf(lists.ofSize(2), lists.ofSize(2), lists.ofMaxSize(1))
        .map(list -> JSON.arrayNode().addAll(list));
  }

  private static JsonNode entry(JsonNode value, ObjectNode details) {
    return entry(value, Map.of()).setAll(details);
  }

  private static ObjectNode entry(JsonNode value, Map<String, JsonNode> details) {
    ObjectNode entry = object(details);
    entry.set("value", value);
    return entry;
  }

  private static Arbitrary<JsonNode> voices() {
    return Arbitraries.oneOf(
        Combinators.combine(texts("vapi"), VALUES)
            .as((provider, id) -> object(Map.of("provider", provider, "voiceId", id))),
        Combinators.combine(texts("11labs", "azure"), VALUES, VALUES)
            .as(
                (provider, id, m) ->
                    object(Map.of("provider", provider, "voiceId", id, "model", m))),
        texts("azure").map(provider -> object(Map.of("provider", provider))));
  }

  private static Arbitrary<JsonNode> transcribers() {
    return Combinators.combine(texts("deepgram", "11labs", "azure"), VALUES, VALUES)
        .as((provider, m, l) -> object(Map.of("provider", provider, "model", m, "language", l)));
  }

  private static Arbitrary<JsonNode> partial(String one, String other) {
    return objects(Map.of(one, VALUES, other, VALUES))
        .filter(keys -> !keys.isEmpty())
        .map(keys -> keys);
  }

  private static Arbitrary<JsonNode> shown(String one, String other) {
    return objects(
            Map.of(
                "provider",
                orNull(Arbitraries.oneOf(PROVIDERS, texts("deepgram"))),
                one,
                orNull(VALUES),
                other,
                orNull(VALUES),
                "unknown",
                NUMBERS))
        .map(keys -> keys);
  }

  private static Arbitrary<JsonNode> lists(Arbitrary<JsonNode> items) {
    return items.list().ofMaxSize(3).map(list -> JSON.arrayNode().addAll(list));
  }

  private static Arbitrary<JsonNode> orNull(Arbitrary<JsonNode> values) {
    return values.injectNull(0.1).map(value -> value == null ? JSON.nullNode() : value);
  }

  private static Arbitrary<ObjectNode> objects(Map<String, Arbitrary<JsonNode>> members) {
    List<Arbitrary<Map<String, JsonNode>>> parts =
        members.entrySet().stream()
            .map(
                member ->
                    member
                        .getValue()
                        .optional(0.7)
                        .map(
                            value ->
                                value
                                    .map(present -> Map.of(member.getKey(), present))
                                    .orElse(Map.of())))
            .toList();
    return Combinators.combine(parts)
        .as(
            chosen -> {
              var all = new HashMap<String, JsonNode>();
              chosen.forEach(all::putAll);
              return object(all);
            });
  }

  private static ObjectNode object(Map<String, ? extends JsonNode> members) {
    ObjectNode object = JSON.objectNode();
    object.setAll(members);
    return object;
  }

  private static Arbitrary<JsonNode> texts(String... texts) {
    return Arbitraries.of(texts).map(JSON::textNode);
  }
}
