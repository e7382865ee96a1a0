package net.lumenia.voice.lumenia;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import net.lumenia.voice.assistant.Allowed;
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

  private static final Json NOTHING = new Json.Absent();

  private CatalogLists() {}

  static Allowed<VoiceProvider> voiceProviders(Json providers) {
    return providers(
        list(
            providers,
            provider ->
                new VoiceProvider(
                    voiceIds(provider), list(member(provider, "models"), _ -> new Plain()))));
  }

  static Allowed<TranscriberProvider> transcriberProviders(Json providers) {
    return providers(
        list(
            providers,
            provider ->
                new TranscriberProvider(
                    list(member(provider, "models"), CatalogLists::transcriberModel))));
  }

  /** A catalogue without any provider would forbid everything; it says nothing instead. */
  private static <T> Allowed<T> providers(Allowed<T> listed) {
    return listed.values().isEmpty() ? Allowed.anything() : listed;
  }

  private static Allowed<Plain> voiceIds(Json provider) {
    Allowed<Plain> listed = list(member(provider, "voiceIds"), _ -> new Plain());
    boolean free = member(provider, "voiceIdFreeform").equals(new Json.Bool(true));
    return free ? Allowed.atLeast(listed.values()) : listed;
  }

  private static TranscriberModel transcriberModel(Json model) {
    return new TranscriberModel(list(member(model, "languages"), _ -> new Plain()));
  }

  private static <T> Allowed<T> list(Json json, Function<Json, T> about) {
    return switch (json) {
      case Json.Arr(var items) -> {
        var list = new Entries<>(about);
        items.forEach(item -> list.add(name(item), item));
        yield list.allowed();
      }
      case Json.Obj(var members) when !members.isEmpty() -> {
        var list = new Entries<>(about);
        members.forEach((key, entry) -> list.add(keyedName(key, entry), entry));
        yield members.values().stream().allMatch(Json.Obj.class::isInstance)
            ? list.allowed()
            : Allowed.atLeast(list.values);
      }
      default -> Allowed.anything();
    };
  }

  /** {@code value} of an object, or a plain string. */
  private static Optional<String> name(Json item) {
    Json value = item instanceof Json.Obj ? member(item, "value") : item;
    return value instanceof Json.Str(String text) ? notBlank(text) : Optional.empty();
  }

  /** {@code value} of an object, or the key it stands under; a string there is only a label. */
  private static Optional<String> keyedName(String key, Json entry) {
    Optional<String> value = entry instanceof Json.Obj ? name(entry) : Optional.empty();
    return value.or(() -> notBlank(key));
  }

  private static Optional<String> notBlank(String text) {
    return Optional.of(text).filter(t -> !t.isBlank());
  }

  private static Json member(Json json, String name) {
    return json instanceof Json.Obj(var members) ? members.getOrDefault(name, NOTHING) : NOTHING;
  }

  /** What a list has, and whether that is all. */
  private static final class Entries<T> {

    private final Map<String, T> values = new HashMap<>();
    private final Function<Json, T> about;
    private boolean understood = true;

    Entries(Function<Json, T> about) {
      this.about = about;
    }

    void add(Optional<String> name, Json entry) {
      understood &= name.isPresent();
      name.ifPresent(value -> values.merge(value, about.apply(entry), this::either));
    }

    /** Of a value that is there twice, and not the same, nothing more is known. */
    private T either(T one, T other) {
      return one.equals(other) ? one : about.apply(NOTHING);
    }

    Allowed<T> allowed() {
      return understood ? Allowed.only(values) : Allowed.atLeast(values);
    }
  }
}
