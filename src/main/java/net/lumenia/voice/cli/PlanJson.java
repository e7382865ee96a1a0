package net.lumenia.voice.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import net.lumenia.voice.review.ReviewReport;
import net.lumenia.voice.review.Reviewed;
import net.lumenia.voice.review.Verdict;

/** The file that {@code diff --out} writes: the exact changes that were reviewed. */
final class PlanJson {

  private PlanJson() {}

  /** Only the changes. */
  static ObjectNode of(ReviewReport report) {
    ObjectNode json = ProblemJson.document();
    ArrayNode assistants = json.putArray("assistants");
    for (Reviewed one : report.assistants()) {
      if (one.verdict() instanceof Verdict.Change change) {
        ObjectNode plan = identity(one);
        patch(plan, change);
        assistants.add(plan);
      }
    }
    return json;
  }

  /** Which assistant it is. */
  static ObjectNode identity(Reviewed one) {
    return ProblemJson.JSON
        .objectNode()
        .put("namespace", one.target().namespace())
        .put("name", one.target().name())
        .put("workspace", one.target().desired().workspace().text());
  }

  /**
   * What would be sent, byte for byte. The plan's hash is there if the operator's memory is known.
   */
  static void patch(ObjectNode json, Verdict.Change change) {
    json.put("body", change.patch().body()).put("patchHash", change.patch().hash());
    change.planHash().ifPresent(hash -> json.put("planHash", hash));
  }
}
