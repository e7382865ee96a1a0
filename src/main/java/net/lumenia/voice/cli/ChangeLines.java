package net.lumenia.voice.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.lumenia.voice.assistant.WorkspaceSlug;
import net.lumenia.voice.export.YamlText;
import net.lumenia.voice.review.FieldChange;
import net.lumenia.voice.review.Reviewed;
import net.lumenia.voice.review.UnifiedDiff;
import net.lumenia.voice.review.Verdict;

/** What formats for people have in common. */
final class ChangeLines {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ChangeLines() {}

  /** The fields of an assistant as YAML, before and after, compared. */
  static List<UnifiedDiff.Line> of(Reviewed reviewed) {
    ObjectNode before = JSON.objectNode();
    ObjectNode after = JSON.objectNode();
    for (FieldChange change : reviewed.changes()) {
      change.before().ifPresent(value -> before.set(change.name(), value));
      after.set(change.name(), change.after());
    }
    return UnifiedDiff.of(lines(before), lines(after));
  }

  private static List<String> lines(ObjectNode fields) {
    return fields.isEmpty()
        ? List.of()
        : YamlText.of(JSON.objectNode().set("spec", fields)).lines().toList();
  }

  /** The assistant and its workspace. */
  static String title(Reviewed reviewed) {
    WorkspaceSlug slug = reviewed.target().desired().workspace();
    return "VoiceAssistant %s/%s, workspace %s"
        .formatted(reviewed.target().namespace(), reviewed.target().name(), Notes.label(slug));
  }

  /** What would happen, in a few words; empty if nothing is worth saying. */
  static Optional<String> verdict(Reviewed reviewed) {
    return switch (reviewed.verdict()) {
      case Verdict.Change(_, _, boolean needsApproval, boolean provisions) -> {
        var parts = new ArrayList<String>();
        if (provisions) {
          parts.add("creates the voice integration");
        }
        if (needsApproval) {
          parts.add("waits for approval");
        }
        yield parts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", parts));
      }
      case Verdict.Refused(String why, _) -> Optional.of("refused: " + why);
      case Verdict.Failed(String why) -> Optional.of("failed: " + why);
      case Verdict.Unchanged(String why) ->
          reviewed.changes().isEmpty() ? Optional.empty() : Optional.of("unchanged: " + why);
    };
  }
}
