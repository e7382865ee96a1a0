package net.lumenia.voice.status;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import net.lumenia.voice.assistant.ServerText;
import net.lumenia.voice.crd.VoiceAssistantStatus;
import net.lumenia.voice.crd.VoiceAssistantStatus.DriftEntry;
import net.lumenia.voice.plan.Difference;
import net.lumenia.voice.plan.InvisibleDifference;

/**
 * The list of differences in status: since when, and whether it is drift; bounded, texts as
 * digests.
 */
record DriftView(
    VoiceAssistantStatus previous,
    CheckReport report,
    Optional<ReconcileResult.SentPatch> sent,
    Instant now) {

  private static final int MOST = 32;

  List<DriftEntry> entries() {
    return report.drift().stream().limit(MOST).map(this::entry).toList();
  }

  /** The paths that differ, such as {@code prompt, voice.voiceId}. */
  static String paths(CheckReport report) {
    return report.drift().stream().limit(MOST).map(Difference::path).collect(joining(", "));
  }

  private DriftEntry entry(Difference difference) {
    return new DriftEntry(
        difference.path(),
        ServerText.clean(difference.desired()),
        difference.live().map(ServerText::clean).orElse(null),
        difference.invisible().map(InvisibleDifference::text).orElse(null),
        since(difference),
        DriftAttribution.isOutside(previous, report, sent, difference.field()) ? true : null);
  }

  private String since(Difference difference) {
    return Memory.orEmpty(previous.drift()).stream()
        .filter(entry -> difference.path().equals(entry.field()))
        .map(entry -> Memory.intact(entry.since()))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(now.toString());
  }
}
