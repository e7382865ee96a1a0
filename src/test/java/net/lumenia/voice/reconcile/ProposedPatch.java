package net.lumenia.voice.reconcile;

import static java.util.stream.Collectors.toUnmodifiableSet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Set;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.LiveAssistant;

/**
 * A PATCH that waits for approval or is about to be sent.
 *
 * @param live what was read before it
 */
record ProposedPatch(String body, LiveAssistant live) {

  private static final ObjectMapper JSON = new ObjectMapper();

  Set<Field> fields() {
    JsonNode sent = parse(body);
    return Arrays.stream(Field.values())
        .filter(field -> sent.has(field.apiName()))
        .collect(toUnmodifiableSet());
  }

  /** The same without the phone number. */
  ProposedPatch withoutNumber() {
    var smaller = (ObjectNode) parse(body);
    smaller.remove(Field.NUMBER_ID.apiName());
    return new ProposedPatch(smaller.toString(), live);
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
