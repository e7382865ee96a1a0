package net.lumenia.voice.status;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import net.lumenia.voice.assistant.ServerText;
import net.lumenia.voice.crd.VoiceAssistantStatus;
import net.lumenia.voice.crd.VoiceAssistantStatus.DriftEntry;
import net.lumenia.voice.plan.Leaf;

/** Shows in status what differs, since when, and whose change it is; bounded, texts as digests. */
record DriftView(
    VoiceAssistantStatus previous, Look look, Optional<Outcome.SentPatch> sent, Instant now) {

  private static final int MOST = 32;

  List<DriftEntry> entries() {
    return look.drift().stream().limit(MOST).map(this::entry).toList();
  }

  /** Where the assistant differs, such as {@code prompt, voice.voiceId}. */
  static String paths(Look look) {
    return look.drift().stream().limit(MOST).map(Leaf::path).collect(joining(", "));
  }

  private DriftEntry entry(Leaf leaf) {
    return new DriftEntry(
        leaf.path(),
        ServerText.clean(leaf.desired()),
        leaf.live().map(ServerText::clean).orElse(null),
        since(leaf),
        OutsideChanges.isOutside(previous, look, sent, leaf.field()) ? true : null);
  }

  private String since(Leaf leaf) {
    return Memory.orEmpty(previous.drift()).stream()
        .filter(entry -> leaf.path().equals(entry.field()))
        .map(entry -> Memory.intact(entry.since()))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(now.toString());
  }
}
