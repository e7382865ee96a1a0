package net.lumenia.voice.plan;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import net.lumenia.voice.assistant.Digest;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.Value;

/**
 * The smallest PATCH: "Only the fields you send are updated; any field you omit is left unchanged".
 *
 * @param values what is sent, in the contract's order; a voice or transcriber holds only the keys
 *     that are sent; never empty
 */
public record AssistantPatch(Map<Field, Value> values) {

  public AssistantPatch {
    values = Collections.unmodifiableMap(new EnumMap<>(values));
  }

  /** The fields that it carries, in the contract's order. */
  public Set<Field> fields() {
    return values.keySet();
  }

  /** The request body: JSON. */
  public String body() {
    return PatchBody.render(values);
  }

  /** A fingerprint of the body. */
  public String hash() {
    return Digest.of(body());
  }
}
