package net.lumenia.voice.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A document of a YAML or JSON stream.
 *
 * @param problems keys that are not allowed, such as one that is there twice
 */
record Document(JsonNode json, Positions positions, List<KeyProblem> problems) {

  Document {
    problems = List.copyOf(problems);
  }

  /** A key that is not allowed. */
  record KeyProblem(Position position, String path, String message) {}
}
