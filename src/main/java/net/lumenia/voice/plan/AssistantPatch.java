package net.lumenia.voice.plan;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.lumenia.voice.assistant.Digest;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.Value;

/**
 * The smallest PATCH. The API leaves omitted fields unchanged.
 *
 * @param values the values to send, in the order of {@link Field}; a voice or transcriber has only
 *     the keys to send; never empty
 */
public record AssistantPatch(Map<Field, Value> values) {

  public AssistantPatch {
    values = Collections.unmodifiableMap(new EnumMap<>(values));
  }

  /** The same PATCH without these fields; empty if nothing is left. */
  Optional<AssistantPatch> without(Set<Field> fields) {
    var rest = new EnumMap<>(values);
    rest.keySet().removeAll(fields);
    return rest.isEmpty() ? Optional.empty() : Optional.of(new AssistantPatch(rest));
  }

  /** The fields in the PATCH, in the order of {@link Field}. */
  public Set<Field> fields() {
    return values.keySet();
  }

  /** The JSON request body. */
  public String body() {
    return PatchBody.render(values);
  }

  /** A hash of the body. */
  public String hash() {
    return Digest.of(body());
  }
}
