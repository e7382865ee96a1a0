package net.lumenia.voice.cluster.cache;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import net.lumenia.voice.crd.RawJson;
import net.lumenia.voice.crd.VoiceAssistant;

/**
 * The form in which informers cache VoiceAssistants: without long texts and lists, because the
 * specs of one namespace could exceed the heap. Indexes and filters do not need them; a reconcile
 * gets them from {@link SpecLoader}.
 */
public final class TrimmedSpec {

  /** In characters of JSON. */
  static final int MAX_LENGTH = 1_024;

  /** In bytes of JSON. Larger specs are read when they are needed, a few at a time. */
  private static final int MAX_KEPT = 65_536;

  /** A valid text, so that trimming does not make a spec invalid. */
  private static final String NOT_CACHED = "(not cached)";

  /** The annotation of a cached resource whose spec is trimmed. */
  public static final String TRIMMED = "voice.lumenia.net/trimmed";

  private TrimmedSpec() {}

  /**
   * Removes long values from the spec, and marks the resource if there are any.
   *
   * @param texts keeps the whole spec while there is room: a new or changed resource is reconciled
   *     soon
   */
  public static void trim(VoiceAssistant resource, TextCache texts) {
    Optional.ofNullable(resource.getSpec())
        .filter(TrimmedSpec::mayHaveLongValues)
        .map(RawJson::json)
        .filter(TrimmedSpec::hasLongValues)
        .ifPresent(
            spec -> {
              if (resource.getSpec().size() <= MAX_KEPT) {
                SpecLoader.remember(resource, texts);
              }
              ObjectNode trimmed = JsonNodeFactory.instance.objectNode();
              spec.properties()
                  .forEach(field -> trimmed.set(field.getKey(), trimmed(field.getValue())));
              resource.setSpec(new RawJson(trimmed));
              resource.getMetadata().getAnnotations().put(TRIMMED, "true");
            });
  }

  /** Most specs are shorter than one long value, and need not be parsed. */
  private static boolean mayHaveLongValues(RawJson spec) {
    return spec.size() > MAX_LENGTH;
  }

  private static boolean hasLongValues(JsonNode spec) {
    return spec.isObject() && spec.valueStream().anyMatch(TrimmedSpec::isLong);
  }

  /** Components are never long: the API server checks their length. */
  private static boolean isLong(JsonNode value) {
    return value.isTextual()
        ? value.textValue().length() > MAX_LENGTH
        : value.isArray() && value.toString().length() > MAX_LENGTH;
  }

  private static JsonNode trimmed(JsonNode value) {
    if (!isLong(value)) {
      return value;
    }
    return value.isArray()
        ? JsonNodeFactory.instance.arrayNode()
        : JsonNodeFactory.instance.textNode(NOT_CACHED);
  }

  static boolean isTrimmed(VoiceAssistant resource) {
    return resource.getMetadata().getAnnotations().containsKey(TRIMMED);
  }

  /** Whether the complete resource takes much memory. */
  public static boolean isLarge(VoiceAssistant resource) {
    return isTrimmed(resource)
        || (mayHaveLongValues(resource.getSpec()) && hasLongValues(resource.getSpec().json()));
  }
}
