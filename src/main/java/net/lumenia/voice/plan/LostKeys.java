package net.lumenia.voice.plan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.lumenia.voice.assistant.ComponentType;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.FieldType;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.assistant.ServerText;
import net.lumenia.voice.assistant.Value;

/**
 * The keys that a PATCH removes from the live assistant although no spec can have them, such as
 * {@code fallbackVoices[0].speed}: the API replaces a fallback list as a whole, and a voice whose
 * provider changes. Only a revision keeps their values. A list that is cleared on purpose loses
 * nothing.
 */
public final class LostKeys {

  /** In a key of the API, which may be as long as an answer. */
  private static final int MAX_NAME = 64;

  /** Reads numbers of any length, as an answer may have them, and caches no name of an answer. */
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNumberLength(Integer.MAX_VALUE).build())
                  .build())
          .build();

  private LostKeys() {}

  /** All such keys of an assistant, whether a PATCH removes them or not. */
  public static List<String> unknown(LiveAssistant live) {
    return Stream.of(Field.values()).flatMap(field -> paths(field, live).stream()).toList();
  }

  /** What a PATCH would remove: all such keys of the lists that it replaces. */
  public static List<String> ahead(AssistantPatch patch, LiveAssistant live) {
    return patch.fields().stream()
        .filter(field -> isReplaced(field, patch))
        .flatMap(field -> paths(field, live).stream())
        .toList();
  }

  /**
   * What a PATCH removed from some of its fields.
   *
   * @param unproven the fields that {@code after} does not show as they were sent. Their lists
   *     count as replaced
   */
  public static List<String> of(
      AssistantPatch patch,
      Set<Field> fields,
      LiveAssistant before,
      LiveAssistant after,
      Set<Field> unproven) {
    return patch.fields().stream()
        .filter(fields::contains)
        .flatMap(field -> of(field, patch, before, after, unproven.contains(field)))
        .toList();
  }

  private static Stream<String> of(
      Field field,
      AssistantPatch patch,
      LiveAssistant before,
      LiveAssistant after,
      boolean isUnproven) {
    boolean isList = field.type() instanceof FieldType.ListOf;
    if (isList ? !isReplaced(field, patch) : isUnproven) {
      return Stream.empty();
    }
    Set<String> kept = isUnproven ? Set.of() : Set.copyOf(paths(field, after));
    return paths(field, before).stream().filter(path -> !kept.contains(path));
  }

  private static boolean isReplaced(Field field, AssistantPatch patch) {
    return patch.values().get(field) instanceof Value.Fallbacks(var items) && !items.isEmpty();
  }

  /** The unknown keys of a field: those that a spec has not, or has only as strings. */
  private static List<String> paths(Field field, LiveAssistant live) {
    String json = live.withUnknownKeys().get(field);
    if (json == null) {
      return List.of();
    }
    List<String> known = field.type().component().map(ComponentType::keys).orElse(List.of());
    JsonNode value = parse(json);
    return value.isArray()
        ? IntStream.range(0, value.size())
            .boxed()
            .flatMap(i -> keys("%s[%d]".formatted(field.specName(), i), known, value.get(i)))
            .toList()
        : keys(field.specName(), known, value).toList();
  }

  private static Stream<String> keys(String owner, List<String> known, JsonNode component) {
    return component.properties().stream()
        .filter(key -> !known.contains(key.getKey()) || !isText(key.getValue()))
        .map(key -> owner + "." + ServerText.cut(ServerText.visible(key.getKey()), MAX_NAME));
  }

  private static boolean isText(JsonNode value) {
    return value.isTextual() || value.isNull();
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the unknown keys of an answer are kept as JSON", e);
    }
  }
}
