package net.lumenia.voice.cluster.cache;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import net.lumenia.voice.crd.RawJson;
import net.lumenia.voice.crd.VoiceAssistant;

/**
 * The form in which VoiceAssistants are cached: without long texts and lists, of which one
 * namespace could declare more than the heap can hold. What finds and compares resources in the
 * cache does without them; a reconcile has them from {@link FullSpecs}.
 */
public final class AbridgedSpec {

  /** In characters of JSON. */
  static final int LONGEST_VALUE = 1_024;

  /** As valid as any text, so that an abridged spec is as valid as the whole one. */
  private static final String NOT_CACHED = "(not cached)";

  private static final String MARK = "voice.lumenia.net/abridged";

  private AbridgedSpec() {}

  /** Takes long values out of the spec, and marks the resource if there were any. */
  public static void abridge(VoiceAssistant resource) {
    Optional.ofNullable(resource.getSpec())
        .map(RawJson::json)
        .filter(AbridgedSpec::hasLongValues)
        .ifPresent(
            spec -> {
              ObjectNode abridged = JsonNodeFactory.instance.objectNode();
              spec.properties()
                  .forEach(field -> abridged.set(field.getKey(), abridged(field.getValue())));
              resource.setSpec(new RawJson(abridged));
              resource.getMetadata().getAnnotations().put(MARK, "true");
            });
  }

  private static boolean hasLongValues(JsonNode spec) {
    return spec.isObject() && spec.valueStream().anyMatch(AbridgedSpec::isLong);
  }

  /** Components are short: the API server checks their length. */
  private static boolean isLong(JsonNode value) {
    return value.isTextual()
        ? value.textValue().length() > LONGEST_VALUE
        : value.isArray() && value.toString().length() > LONGEST_VALUE;
  }

  private static JsonNode abridged(JsonNode value) {
    if (!isLong(value)) {
      return value;
    }
    return value.isArray()
        ? JsonNodeFactory.instance.arrayNode()
        : JsonNodeFactory.instance.textNode(NOT_CACHED);
  }

  public static boolean isAbridged(VoiceAssistant resource) {
    return resource.getMetadata().getAnnotations().containsKey(MARK);
  }

  /** Whether the resource takes much memory when it is read as a whole. */
  public static boolean isLong(VoiceAssistant resource) {
    return isAbridged(resource) || hasLongValues(resource.getSpec().json());
  }
}
