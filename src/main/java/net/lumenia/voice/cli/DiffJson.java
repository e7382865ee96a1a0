package net.lumenia.voice.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import net.lumenia.voice.review.FieldChange;
import net.lumenia.voice.review.ReviewReport;
import net.lumenia.voice.review.Reviewed;
import net.lumenia.voice.review.Verdict;

/** A review for programs; docs/cli.md documents it. */
final class DiffJson {

  private DiffJson() {}

  static ObjectNode of(ReviewReport report) {
    ObjectNode json = ProblemJson.document().put("summary", report.summary());
    ArrayNode assistants = json.putArray("assistants");
    report.assistants().forEach(one -> assistants.add(assistant(one)));
    json.set("notes", ProblemJson.texts(report.notes()));
    json.set("skipped", ProblemJson.skipped(report.skipped()));
    json.set("warnings", ProblemJson.texts(report.warnings()));
    ArrayNode errors = ProblemJson.problems(report.problems());
    report.failures().forEach(failure -> errors.add(ProblemJson.failure(failure)));
    json.set("errors", errors);
    return json;
  }

  private static ObjectNode assistant(Reviewed one) {
    ObjectNode json = PlanJson.identity(one).put("place", one.target().assistant().source().at(""));
    switch (one.verdict()) {
      case Verdict.Change change -> {
        json.put("action", "Change").put("needsApproval", change.needsApproval());
        json.put("provisions", change.provisions());
        PlanJson.patch(json, change);
      }
      case Verdict.Refused(String why, _) -> json.put("action", "Refused").put("reason", why);
      case Verdict.Unchanged(String why) -> json.put("action", "Unchanged").put("reason", why);
      case Verdict.Failed(String why) -> json.put("action", "Failed").put("reason", why);
    }
    ArrayNode fields = json.putArray("fields");
    one.changes().forEach(change -> fields.add(field(change)));
    json.set("warnings", ProblemJson.texts(one.warnings()));
    return json;
  }

  private static ObjectNode field(FieldChange change) {
    ObjectNode json = ProblemJson.JSON.objectNode().put("field", change.name());
    change.before().ifPresent(before -> json.set("before", before));
    json.set("after", change.after());
    return json;
  }
}
