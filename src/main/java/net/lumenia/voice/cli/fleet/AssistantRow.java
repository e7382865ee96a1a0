package net.lumenia.voice.cli.fleet;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import net.lumenia.voice.assistant.ServerText;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.crd.VoiceAssistantStatus;
import net.lumenia.voice.crd.VoiceAssistantStatus.LastPatch;
import net.lumenia.voice.crd.VoiceAssistantStatus.PlanStatus;
import net.lumenia.voice.crd.VoiceAssistantStatus.Summary;
import org.jspecify.annotations.Nullable;

/**
 * What the fleet's table shows of an assistant. Texts are safe for a terminal, and empty if there
 * is nothing to show.
 *
 * @param plan the hash of the waiting plan
 */
public record AssistantRow(
    String namespace,
    String name,
    Readiness readiness,
    String voice,
    String number,
    int drift,
    String plan,
    Optional<Instant> lastPatch,
    Optional<Instant> created,
    String workspace,
    String mode) {

  /** Reads an assistant as the API server has it. */
  public static AssistantRow of(VoiceAssistant assistant) {
    VoiceAssistantStatus status = assistant.decodeStatus();
    Optional<Summary> summary = Optional.ofNullable(status.summary());
    return new AssistantRow(
        assistant.getMetadata().getNamespace(),
        assistant.getMetadata().getName(),
        Readiness.of(assistant),
        summary.map(Summary::voice).map(ServerText::clean).orElse(""),
        summary.map(Summary::number).map(String::valueOf).orElse(""),
        summary.map(Summary::drift).orElse(0),
        Optional.ofNullable(status.plan()).map(PlanStatus::hash).map(ServerText::clean).orElse(""),
        Optional.ofNullable(status.lastPatch()).map(LastPatch::time).flatMap(AssistantRow::time),
        time(assistant.getMetadata().getCreationTimestamp()),
        workspace(assistant),
        specText(assistant, "mode", "Apply"));
  }

  /** The workspace, as the spec names it. */
  static String workspace(VoiceAssistant assistant) {
    if (assistant.getSpec() == null) {
      return "";
    }
    var workspace = assistant.getSpec().json().path("workspace");
    return ServerText.clean(
        workspace.path("originalSlug").asText(workspace.path("slug").asText("")));
  }

  /** A text of the spec, or what its absence means. */
  static String specText(VoiceAssistant assistant, String key, String absent) {
    return assistant.getSpec() == null
        ? absent
        : ServerText.clean(assistant.getSpec().json().path(key).asText(absent));
  }

  /** A time in status; empty if it is absent or damaged. */
  static Optional<Instant> time(@Nullable String text) {
    try {
      return Optional.ofNullable(text).map(Instant::parse);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** The place of the row in a sorted table. */
  public String key() {
    return namespace + "/" + name;
  }
}
