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
 * The lists of a catalogue in all the shapes that may come: "an array of objects with {@code
 * value}" or "an object keyed by provider", and likewise for voice ids, models and languages; an
 * array may hold plain strings.
 *
 * <p>A list counts as complete only if all of it was understood. So an object that has anything but
 * objects in it only hints at what there is: {@code {"freeform": true}} is no list of one voice.
 * Works on values without their paths: a path per value would not be linear.
 */
final class CatalogLists {

  private static final JsonValue NOTHING = new JsonValue.Absent();

  private static final String VALUE = "value";

  /** As long as a key in a spec may be. */
  private static final JsonShape NAME = JsonShape.text(256);

  private static final JsonShape VALUES = listOf(Map.of());

  /** What is kept of {@code voice.providers}. */
  static final JsonShape VOICE_PROVIDERS =
      listOf(Map.of("voiceIds", VALUES, "voiceIdFreeform", JsonShape.NOTHING, "models", VALUES));

  /** What is kept of {@code transcriber.providers}. */
  static final JsonShape TRANSCRIBER_PROVIDERS =
      listOf(Map.of("models", listOf(Map.of("languages", VALUES))));

  private CatalogLists() {}

  private static JsonShape listOf(Map<String, JsonShape> about) {
    var members = new HashMap<>(about);
    members.put(VALUE, NAME);
    return JsonShape.listOf(NAME.or(members)).asLimited();
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

  /** A catalogue without any provider would forbid everything; it says nothing instead. */
  private static <T> AllowedValues<T> providers(AllowedValues<T> listed) {
    return listed.values().isEmpty() ? AllowedValues.anything() : listed;
  }

  private static AllowedValues<Plain> voiceIds(JsonValue provider) {
    AllowedValues<Plain> listed = list(member(provider, "voiceIds"), _ -> new Plain());
    boolean free = member(provider, "voiceIdFreeform").equals(new JsonValue.Bool(true));
    boolean known = !(provider instanceof JsonValue.Obj(_, boolean whole)) || whole;
    return free || !known ? AllowedValues.atLeast(listed.values()) : listed;
  }

  private static TranscriberModel transcriberModel(JsonValue model) {
    return new TranscriberModel(list(member(model, "languages"), _ -> new Plain()));
  }

  private static <T> AllowedValues<T> list(JsonValue json, Function<JsonValue, T> about) {
    return switch (json) {
      case JsonValue.Arr(var items, boolean whole) -> {
        var list = new Entries<>(about, whole);
        items.forEach(item -> list.add(name(item), item));
        yield list.allowed();
      }
      case JsonValue.Obj(var members, boolean whole) when !members.isEmpty() -> {
        var list = new Entries<>(about, whole);
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

  /** {@code value} of an object, or the key it stands under; a string there is only a label. */
  private static Optional<String> keyedName(String key, JsonValue entry) {
    if (member(entry, VALUE) instanceof JsonValue.Unkept) {
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

  /** What a list has, and whether that is all. */
  private static final class Entries<T> {

    private final Map<String, T> values = new HashMap<>();
    private final Function<JsonValue, T> about;
    private boolean understood;

    Entries(Function<JsonValue, T> about, boolean whole) {
      this.about = about;
      this.understood = whole;
    }

    void add(Optional<String> name, JsonValue entry) {
      understood &= name.isPresent();
      name.ifPresent(value -> values.merge(value, about.apply(entry), this::either));
    }

    /** Of a value that is there twice, and not the same, nothing more is known. */
    private T either(T one, T other) {
      return one.equals(other) ? one : about.apply(NOTHING);
    }

    AllowedValues<T> allowed() {
      return understood ? AllowedValues.only(values) : AllowedValues.atLeast(values);
    }
  }
}
