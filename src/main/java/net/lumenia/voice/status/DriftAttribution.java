package net.lumenia.voice.status;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.crd.VoiceAssistantStatus;
import net.lumenia.voice.crd.VoiceAssistantStatus.DriftEntry;
import net.lumenia.voice.plan.Difference;
import net.lumenia.voice.plan.Fingerprint;

/**
 * Tells what somebody else changed from what Git changed: "{@code applied} is what we last brought
 * about, {@code desired} is Git". What the API made of a PATCH is nobody's change.
 */
public final class DriftAttribution {

  private DriftAttribution() {}

  /**
   * The fields that are found to be changed outside and were not before, set back at once or not.
   *
   * @param previous the status before the outcome
   */
  public static Set<Field> begun(VoiceAssistantStatus previous, ReconcileResult outcome) {
    var begun = EnumSet.noneOf(Field.class);
    left(previous, outcome).forEach(difference -> begun.add(difference.field()));
    outcome.sentPatch().ifPresent(patch -> begun.addAll(patch.corrections()));
    known(previous, outcome).forEach(path -> fieldOf(path).ifPresent(begun::remove));
    return Set.copyOf(begun);
  }

  /**
   * The differences that were made outside and stay for now. Where nothing is ever sent, that is
   * whatever differs.
   */
  static List<Difference> left(VoiceAssistantStatus previous, ReconcileResult outcome) {
    return outcome
        .seen()
        .map(
            report ->
                report.drift().stream()
                    .filter(
                        difference ->
                            outcome instanceof ReconcileResult.Watched
                                || isOutside(
                                    previous, report, outcome.sentPatch(), difference.field()))
                    .toList())
        .orElse(List.of());
  }

  /** The paths of those that were there before. */
  static Set<String> known(VoiceAssistantStatus previous, ReconcileResult outcome) {
    return Memory.orEmpty(previous.drift()).stream()
        .filter(
            entry ->
                outcome instanceof ReconcileResult.Watched || Boolean.TRUE.equals(entry.outside()))
        .map(DriftEntry::field)
        .flatMap(path -> Optional.ofNullable(path).stream())
        .collect(toUnmodifiableSet());
  }

  /** Whether what differs in a field was changed outside after it was as declared. */
  static boolean isOutside(
      VoiceAssistantStatus previous,
      CheckReport report,
      Optional<ReconcileResult.SentPatch> sent,
      Field field) {
    return report.tolerated().contains(field)
        || (wasApplied(previous, report, field)
            && !report.heldBack().contains(field)
            && !Memory.unprovenFields(previous).contains(field)
            && sent.filter(patch -> patch.concerns(field)).isEmpty());
  }

  private static boolean wasApplied(
      VoiceAssistantStatus previous, CheckReport report, Field field) {
    Optional<String> applied = Optional.ofNullable(Memory.applied(previous).get(field));
    return applied.isPresent()
        && report.desired().value(field).map(value -> Fingerprint.of(value)).equals(applied);
  }

  private static Optional<Field> fieldOf(String path) {
    return Field.ofSpecName(path.split("\\.", 2)[0]);
  }
}
