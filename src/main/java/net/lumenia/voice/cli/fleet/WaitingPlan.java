package net.lumenia.voice.cli.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import net.lumenia.voice.assistant.ServerText;
import net.lumenia.voice.cli.output.Palette;
import net.lumenia.voice.cli.output.Palette.Style;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.crd.VoiceAssistantStatus;
import net.lumenia.voice.crd.VoiceAssistantStatus.DriftEntry;
import org.jspecify.annotations.Nullable;

/**
 * A change that waits for its approval.
 *
 * @param hash the value of spec.approvedPlan that approves it
 * @param fields that would be sent
 * @param differences in these fields, as far as status has them
 */
public record WaitingPlan(String hash, List<String> fields, List<DriftEntry> differences) {

  /** The plan in the status of an assistant, if one waits. */
  public static Optional<WaitingPlan> of(VoiceAssistant assistant) {
    VoiceAssistantStatus status = assistant.decodeStatus();
    return Optional.ofNullable(status.plan())
        .filter(plan -> plan.hash() != null)
        .map(
            plan -> {
              List<String> fields = Objects.requireNonNullElse(plan.fields(), List.of());
              return new WaitingPlan(
                  Objects.requireNonNull(plan.hash()),
                  fields,
                  Objects.requireNonNullElse(status.drift(), List.<DriftEntry>of()).stream()
                      .filter(entry -> fields.contains(FieldRow.field(entry)))
                      .toList());
            });
  }

  /** What would be replaced, as a diff. */
  public List<String> lines(Palette palette) {
    var lines = new ArrayList<String>();
    lines.add(
        "Plan " + ServerText.clean(hash) + " sends " + ServerText.clean(String.join(", ", fields)));
    for (DriftEntry one : differences) {
      lines.add("  " + text(one.field()));
      lines.add("  " + palette.paint(Style.REMOVED, "- " + text(one.live())));
      lines.add("  " + palette.paint(Style.ADDED, "+ " + text(one.desired())));
    }
    return lines;
  }

  private static String text(@Nullable String text) {
    return Optional.ofNullable(text).map(ServerText::clean).orElse("(nothing)");
  }
}
