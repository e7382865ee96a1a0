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
import net.lumenia.voice.plan.Hold;

/**
 * Tells drift from changes in the spec. A field drifts if its desired value equals {@code applied},
 * the last value that was proven or sent, and the live value does not. What the API makes of a
 * PATCH is no drift.
 */
public final class DriftAttribution {

  private DriftAttribution() {}

  /**
   * The fields whose drift begins with this result, corrected at once or not.
   *
   * @param previous the status before the result
   */
  public static Set<Field> begun(VoiceAssistantStatus previous, ReconcileResult result) {
    var begun = EnumSet.noneOf(Field.class);
    remaining(previous, result).forEach(difference -> begun.add(difference.field()));
    result.sentPatch().ifPresent(patch -> begun.addAll(patch.corrections()));
    known(previous, result).forEach(path -> Field.ofPath(path).ifPresent(begun::remove));
    return Set.copyOf(begun);
  }

  /** The drift that stays for now. In mode Observe every difference is drift. */
  static List<Difference> remaining(VoiceAssistantStatus previous, ReconcileResult result) {
    return result
        .seen()
        .map(
            report ->
                report.drift().stream()
                    .filter(
                        difference ->
                            result instanceof ReconcileResult.ObserveOnly
                                || isOutside(
                                    previous, report, result.sentPatch(), difference.field()))
                    .toList())
        .orElse(List.of());
  }

  /** The paths that drifted before. */
  static Set<String> known(VoiceAssistantStatus previous, ReconcileResult result) {
    return Memory.orEmpty(previous.drift()).stream()
        .filter(
            entry ->
                result instanceof ReconcileResult.ObserveOnly
                    || Boolean.TRUE.equals(entry.outside()))
        .map(DriftEntry::field)
        .flatMap(path -> Optional.ofNullable(path).stream())
        .collect(toUnmodifiableSet());
  }

  /** Whether the difference in a field is drift. */
  static boolean isOutside(
      VoiceAssistantStatus previous,
      CheckReport report,
      Optional<ReconcileResult.SentPatch> sent,
      Field field) {
    return report.isHeld(field, Hold.IGNORED)
        || (wasApplied(previous, report, field)
            && !report.isHeld(field, Hold.NOT_CONVERGING)
            && !Memory.isVerifying(previous, field)
            && sent.filter(patch -> patch.concerns(field)).isEmpty());
  }

  private static boolean wasApplied(
      VoiceAssistantStatus previous, CheckReport report, Field field) {
    return report.desired().managed().contains(field)
        && Memory.wasApplied(previous, report.desired(), field);
  }
}
