package net.lumenia.voice.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import net.lumenia.voice.review.ValidationReport;

/** The result of {@code validate} for programs; docs/cli.md documents it. */
final class ValidationJson {

  private ValidationJson() {}

  static ObjectNode of(ValidationReport report) {
    ArrayNode errors = ProblemJson.problems(report.problems());
    report.failures().forEach(failure -> errors.add(ProblemJson.failure(failure)));
    ObjectNode json =
        ProblemJson.document()
            .put("valid", report.valid())
            .put("invalid", report.invalid())
            .put("unreadable", report.unreadable());
    json.set("skipped", ProblemJson.skipped(report.skipped()));
    json.set("warnings", ProblemJson.texts(report.warnings()));
    json.set("errors", errors);
    return json;
  }
}
