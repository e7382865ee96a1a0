package net.lumenia.voice.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import net.lumenia.voice.manifest.ManifestProblem;
import net.lumenia.voice.manifest.Position;
import net.lumenia.voice.manifest.SkippedManifest;

/** What all machine formats have in common: problems, warnings and skipped objects. */
final class ProblemJson {

  static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int SCHEMA_VERSION = 1;

  private ProblemJson() {}

  /** The start of a document. */
  static ObjectNode document() {
    return JSON.objectNode().put("schemaVersion", SCHEMA_VERSION);
  }

  static ArrayNode problems(List<ManifestProblem> problems) {
    ArrayNode array = JSON.arrayNode();
    problems.forEach(problem -> array.add(problem(problem)));
    return array;
  }

  private static ObjectNode problem(ManifestProblem problem) {
    ObjectNode json = JSON.objectNode().put("file", problem.file());
    Position position = problem.position();
    if (position != null) {
      json.put("line", position.line()).put("column", position.column());
    }
    return json.put("path", problem.path())
        .put("message", problem.message())
        .put("kind", problem.isUnreadable() ? "Unreadable" : "Invalid");
  }

  /** A failure that has no place in a file. */
  static ObjectNode failure(String message) {
    return JSON.objectNode().put("message", message).put("kind", "Failed");
  }

  static ArrayNode skipped(List<SkippedManifest> skipped) {
    ArrayNode array = JSON.arrayNode();
    skipped.forEach(
        one ->
            array
                .addObject()
                .put("place", one.place())
                .put("apiVersion", one.apiVersion())
                .put("kind", one.kind())
                .put("name", one.name()));
    return array;
  }

  static ArrayNode texts(List<String> texts) {
    ArrayNode array = JSON.arrayNode();
    texts.forEach(array::add);
    return array;
  }
}
