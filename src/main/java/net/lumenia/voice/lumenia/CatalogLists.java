package net.lumenia.voice.lumenia;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import net.lumenia.voice.assistant.AllowedValues;
import net.lumenia.voice.assistant.Catalog.Plain;
import net.lumenia.voice.assistant.Catalog.TranscriberModel;
import net.lumenia.voice.assistant.Catalog.TranscriberProvider;
import net.lumenia.voice.assistant.Catalog.VoiceProvider;

/**
 * Reads the lists of a catalog in all shapes that {@code docs/contract.md} describes: an array of
 * objects with {@code value}, an array of strings, or an object keyed by the value.
 *
 * <p>A list is complete only if every entry is understood. An object with members that are not
 * objects is never complete: {@code {"freeform": true}} is not a list of one voice. Works on values
 * without paths, because a path per value would take quadratic memory.
 */
final class CatalogLists {

  private static final JsonValue NOTHING = new JsonValue.Absent();

  private static final String VALUE = "value";

  /** The limit of a key in a spec. */
  private static final JsonShape NAME = JsonShape.text(256);

  private static final JsonShape VALUES = listOf(Map.of());

  /** What is read of {@code voice.providers}. */
  static final JsonShape VOICE_PROVIDERS =
      listOf(Map.of("voiceIds", VALUES, "voiceIdFreeform", JsonShape.NOTHING, "models", VALUES));

  /** What is read of {@code transcriber.providers}. */
  static final JsonShape TRANSCRIBER_PROVIDERS =
      listOf(Map.of("models", listOf(Map.of("languages", VALUES))));

  private CatalogLists() {}

  private static JsonShape listOf(Map<String, JsonShape> about) {
    var members = new HashMap<>(about);
    members.put(VALUE, NAME);
    return JsonShape.listOf(NAME.or(members)).asCounted();
  }

  static AllowedValues<VoiceProvider> voiceProviders(JsonValue providers) {
    return providers(
        list(
            providers,
            provider ->
                new VoiceProvider(
                    voiceIds(provider), list(member(provider, "models"), _ -> new Plain()))));
  }

  static AllowedValues<TranscriberProvider> transcriberProviders(JsonValue providers) {
    return providers(
        list(
            providers,
            provider ->
                new TranscriberProvider(
                    list(member(provider, "models"), CatalogLists::transcriberModel))));
  }

  /**
   * A catalog without providers allows everything, because it would forbid everything otherwise.
   */
  private static <T> AllowedValues<T> providers(AllowedValues<T> listed) {
    return listed.values().isEmpty() ? AllowedValues.anything() : listed;
  }

  private static AllowedValues<Plain> voiceIds(JsonValue provider) {
    AllowedValues<Plain> listed = list(member(provider, "voiceIds"), _ -> new Plain());
    boolean freeform = member(provider, "voiceIdFreeform").equals(new JsonValue.Bool(true));
    boolean known = !(provider instanceof JsonValue.Obj(_, boolean complete)) || complete;
    return freeform || !known ? AllowedValues.atLeast(listed.values()) : listed;
  }

  private static TranscriberModel transcriberModel(JsonValue model) {
    return new TranscriberModel(list(member(model, "languages"), _ -> new Plain()));
  }

  private static <T> AllowedValues<T> list(JsonValue json, Function<JsonValue, T> about) {
    return switch (json) {
      case JsonValue.Arr(var items, boolean complete) -> {
        var list = new Entries<>(about, complete);
        items.forEach(item -> list.add(name(item), item));
        yield list.allowed();
      }
      case JsonValue.Obj(var members, boolean complete) when !members.isEmpty() -> {
        var list = new Entries<>(about, complete);
        members.forEach((key, entry) -> list.add(keyedName(key, entry), entry));
        yield members.values().stream().allMatch(JsonValue.Obj.class::isInstance)
            ? list.allowed()
            : AllowedValues.atLeast(list.values);
      }
      default -> AllowedValues.anything();
    };
  }

  /** {@code value} of an object, or a plain string. */
  private static Optional<String> name(JsonValue item) {
    JsonValue value = item instanceof JsonValue.Obj ? member(item, VALUE) : item;
    return value instanceof JsonValue.Str(String text) ? notBlank(text) : Optional.empty();
  }

  /** {@code value} of an object, or its key; a string under a key is only a label. */
  private static Optional<String> keyedName(String key, JsonValue entry) {
    if (member(entry, VALUE) instanceof JsonValue.Discarded) {
      return Optional.empty();
    }
    Optional<String> value = entry instanceof JsonValue.Obj ? name(entry) : Optional.empty();
    return value.or(() -> notBlank(key));
  }

  private static Optional<String> notBlank(String text) {
    return Optional.of(text).filter(t -> !t.isBlank());
  }

  private static JsonValue member(JsonValue json, String name) {
    return json instanceof JsonValue.Obj(var members, _)
        ? members.getOrDefault(name, NOTHING)
        : NOTHING;
  }

  /** The entries of a list, and whether all of them were understood. */
  private static final class Entries<T> {

    private final Map<String, T> values = new HashMap<>();
    private final Function<JsonValue, T> about;
    private boolean understood;

    Entries(Function<JsonValue, T> about, boolean complete) {
      this.about = about;
      this.understood = complete;
    }

    void add(Optional<String> name, JsonValue entry) {
      understood &= name.isPresent();
      name.ifPresent(value -> values.merge(value, about.apply(entry), this::either));
    }

    /** Of a value with two different entries, only the name is known. */
    private T either(T one, T other) {
      return one.equals(other) ? one : about.apply(NOTHING);
    }

    AllowedValues<T> allowed() {
      return understood ? AllowedValues.only(values) : AllowedValues.atLeast(values);
    }
  }
}
