package net.lumenia.voice.crd;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * The spec or the status of a resource, whatever it holds. One object that can't be decoded would
 * end the informer, and with it the operator for everybody; so nothing is decoded on arrival. An
 * empty list, a missing key, an unknown key and every digit of a number are still there when the
 * resource is written again.
 *
 * @param json any JSON value; not to be changed
 */
public record RawJson(@JsonValue JsonNode json) {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public RawJson {}

  /** Just the size: a spec holds whole prompts, and resources are logged by libraries. */
  @Override
  public String toString() {
    return "RawJson[%d characters]".formatted(json.toString().length());
  }
}
