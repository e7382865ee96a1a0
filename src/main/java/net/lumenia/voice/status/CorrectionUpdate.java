package net.lumenia.voice.status;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.Value;
import net.lumenia.voice.crd.VoiceAssistantStatus;
import net.lumenia.voice.crd.VoiceAssistantStatus.Corrections;
import net.lumenia.voice.plan.Difference;
import net.lumenia.voice.plan.Fingerprint;
import net.lumenia.voice.plan.Timing;

/**
 * Updates the remembered corrections after a check. A new desired value clears them. The end of
 * flapping is worth a status write. Corrections that are too old to count are recognized by their
 * times, so they are removed by the next write for another reason, which in steady state comes
 * within an hour.
 */
final class CorrectionUpdate {

  private final Map<Field, CorrectionMemory> before;
  private final Map<Field, String> appliedBefore;
  private final CheckReport report;
  private final Optional<ReconcileResult.SentPatch> sent;
  private final Set<Field> drifting;
  private final Instant now;

  CorrectionUpdate(
      VoiceAssistantStatus previous,
      CheckReport report,
      Optional<ReconcileResult.SentPatch> sent,
      Instant now) {
    this.before = CorrectionMemory.of(previous, now);
    this.appliedBefore = Memory.applied(previous);
    this.report = report;
    this.sent = sent;
    this.drifting = report.drift().stream().map(Difference::field).collect(toUnmodifiableSet());
    this.now = now;
  }

  /** The corrections, including those that are too old to count. */
  Map<String, Corrections> withOld() {
    return corrections(_ -> true);
  }

  /** The corrections that still count. */
  Map<String, Corrections> withoutOld() {
    return corrections(
        made ->
            made.backoffs() > 0 || made.age(now).compareTo(Timing.DEFAULT.flappingWindow()) < 0);
  }

  private Map<String, Corrections> corrections(Predicate<CorrectionMemory> isKept) {
    var corrections = new TreeMap<String, Corrections>();
    report
        .desired()
        .values()
        .forEach(
            (field, value) ->
                after(field, value)
                    .filter(isKept)
                    .ifPresent(made -> corrections.put(field.specName(), made.toStatus())));
    return corrections;
  }

  private Optional<CorrectionMemory> after(Field field, Value desired) {
    if (!Fingerprint.of(desired).equals(appliedBefore.get(field))) {
      return Optional.empty();
    }
    CorrectionMemory made = before.getOrDefault(field, CorrectionMemory.NONE);
    CorrectionMemory seen = report.flapping().containsKey(field) ? made.flapping() : made;
    return Optional.of(
            sent.filter(patch -> patch.corrections().contains(field))
                .map(patch -> seen.plus(patch.time()))
                .orElse(seen))
        .filter(corrections -> !corrections.recent().isEmpty())
        .filter(corrections -> !isOver(field, corrections));
  }

  private boolean isOver(Field field, CorrectionMemory made) {
    return made.backoffs() > 0
        && !drifting.contains(field)
        && made.age(now).compareTo(Timing.DEFAULT.flappingEndsAfter(made.backoffs())) >= 0;
  }
}
