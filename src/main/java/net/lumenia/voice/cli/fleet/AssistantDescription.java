package net.lumenia.voice.cli.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.lumenia.voice.assistant.ServerText;
import net.lumenia.voice.cli.output.Palette;
import net.lumenia.voice.cli.output.Palette.Style;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.crd.VoiceAssistantStatus;
import net.lumenia.voice.crd.VoiceAssistantStatus.DriftEntry;
import net.lumenia.voice.status.Conditions;
import org.jspecify.annotations.Nullable;

/** One assistant in depth: what it is, what differs, what waits, what was sent, what to do. */
public final class AssistantDescription {

  private static final int MIN_WIDTH = 16;
  private static final Set<String> KNOWN_OF_PATCH = Set.of("time", "fields", "generation");

  private final VoiceAssistant assistant;
  private final VoiceAssistantStatus status;
  private final AssistantRow row;
  private final NextStep next;
  private final int maxWidth;
  private final Palette palette;
  private final Instant now;
  private final Paragraphs text;

  /**
   * @param program what a user types before a command
   * @param maxWidth of a line, if the values allow it
   * @param now to which ages refer
   */
  public AssistantDescription(
      VoiceAssistant assistant, String program, int maxWidth, Palette palette, Instant now) {
    this.assistant = assistant;
    this.status = assistant.decodeStatus();
    this.row = AssistantRow.of(assistant);
    this.next = new NextStep(program, assistant);
    this.maxWidth = maxWidth;
    this.palette = palette;
    this.now = now;
    this.text = new Paragraphs(maxWidth, palette);
  }

  /** The lines to print. */
  public List<String> lines() {
    describeIdentity();
    describeReadiness();
    describeFields();
    describePlan();
    describeLastPatch();
    return text.lines();
  }

  private void describeIdentity() {
    text.entry("Name", row.name());
    text.entry("Namespace", row.namespace());
    text.entry(
        "Workspace",
        status.workspaceSlug() == null || status.workspaceSlug().equals(row.workspace())
            ? row.workspace()
            : "%s (slug %s)".formatted(row.workspace(), ServerText.clean(status.workspaceSlug())));
    text.entry("Account", json(assistant).path("accountRef").path("name").asText("default"));
    text.entry(
        "Mode",
        "%s, drift policy %s"
            .formatted(row.mode(), AssistantRow.specText(assistant, "driftPolicy", "Correct")));
    text.entry("Age", Age.since(row.created(), now));
    text.gap();
  }

  private void describeReadiness() {
    Readiness ready = row.readiness();
    text.entry(
        "Ready",
        "%s, %s%s".formatted(ready.status(), ready.reason(), sinceText(ready.since().orElse(null))),
        ready.style());
    text.continued(ready.message());
    Conditions.find(status.conditions(), Conditions.DRIFTED)
        .ifPresent(
            drifted ->
                text.entry(
                    "Drifted",
                    "%s%s"
                        .formatted(
                            ServerText.clean(drifted.status()),
                            sinceText(drifted.lastTransitionTime())),
                    drifted.status().equals("True") ? Style.WARNING : Style.FAINT));
    text.entry("Verified", ago(status.lastVerifiedTime()));
    text.entry("Next", next.text(), Style.HEADING);
    text.gap();
  }

  private String sinceText(@Nullable String time) {
    return AssistantRow.time(time)
        .map(since -> " for " + Age.since(Optional.of(since), now))
        .orElse("");
  }

  private String ago(@Nullable String time) {
    return AssistantRow.time(time)
        .map(then -> Age.since(Optional.of(then), now) + " ago")
        .orElse("");
  }

  private void describeFields() {
    if (status.fields() == null || status.fields().isEmpty()) {
      return;
    }
    text.heading("Fields");
    var rows = new ArrayList<FieldRow>();
    JsonNode live = status(assistant).path("assistant");
    status
        .fields()
        .forEach((name, field) -> rows.addAll(FieldRow.of(name, field, live, differences(name))));
    text.block(
        new TextTable<>(FieldRow.columns(MIN_WIDTH), maxWidth - Paragraphs.INDENT, palette)
            .withoutEmpty(rows)
            .lines(rows));
    text.gap();
  }

  private List<DriftEntry> differences(String field) {
    return status.drift() == null
        ? List.of()
        : status.drift().stream().filter(entry -> FieldRow.field(entry).equals(field)).toList();
  }

  private void describePlan() {
    if (row.plan().isEmpty()) {
      return;
    }
    text.heading("Waiting plan");
    text.entry("  Hash", row.plan());
    text.entry("  Fields", LiveText.of(status(assistant).path("plan").path("fields")));
    text.gap();
  }

  /** With everything that the operator noted, such as who approved it. */
  private void describeLastPatch() {
    JsonNode patch = status(assistant).path("lastPatch");
    if (!patch.isObject()) {
      return;
    }
    text.heading("Last PATCH");
    text.entry(
        "  Time",
        "%s (%s)".formatted(LiveText.of(patch.path("time")), ago(patch.path("time").asText())));
    text.entry("  Fields", LiveText.of(patch.path("fields")));
    text.entry("  Generation", LiveText.of(patch.path("generation")));
    for (Map.Entry<String, JsonNode> other : patch.properties()) {
      if (!KNOWN_OF_PATCH.contains(other.getKey())) {
        text.entry(
            "  " + Paragraphs.title(ServerText.clean(other.getKey())),
            LiveText.of(other.getValue()));
      }
    }
    text.gap();
  }

  private static JsonNode json(VoiceAssistant assistant) {
    return assistant.getSpec() == null ? MissingNode.getInstance() : assistant.getSpec().json();
  }

  private static JsonNode status(VoiceAssistant assistant) {
    return assistant.getStatus() == null ? MissingNode.getInstance() : assistant.getStatus().json();
  }
}
