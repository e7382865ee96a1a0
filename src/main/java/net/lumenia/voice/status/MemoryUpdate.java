package net.lumenia.voice.status;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.lumenia.voice.assistant.AppliedValue;
import net.lumenia.voice.assistant.AssistantConfig;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.assistant.Value;
import net.lumenia.voice.crd.VoiceAssistantStatus;
import net.lumenia.voice.plan.FieldEvent;
import net.lumenia.voice.plan.Hold;
import net.lumenia.voice.plan.LiveFingerprint;
import net.lumenia.voice.plan.Proof;
import net.lumenia.voice.plan.Timing;

/** Updates what is remembered of the managed fields after a check. */
final class MemoryUpdate {

  private final Map<Field, FieldMemory> before;
  private final CheckReport report;
  private final Optional<ReconcileResult.SentPatch> sent;
  private final Set<Field> drifting;
  private final Set<String> hidden;
  private final Instant now;
  private final Timing timing;

  MemoryUpdate(
      VoiceAssistantStatus previous,
      CheckReport report,
      Optional<ReconcileResult.SentPatch> sent,
      Instant now,
      Timing timing) {
    this.before = Memory.fields(previous, now);
    this.report = report;
    this.sent = sent;
    this.drifting = report.found().fields();
    this.hidden = Proof.hidden(report.desired(), report.live());
    this.now = now;
    this.timing = timing;
  }

  /** What to remember of each managed field. */
  Map<Field, FieldMemory> fields() {
    var fields = new EnumMap<Field, FieldMemory>(Field.class);
    report.desired().values().forEach((field, value) -> fields.put(field, after(field, value)));
    return fields;
  }

  /**
   * What to remember of each managed field if the assistant was not read.
   *
   * @param desired without a prompt that could not be read
   */
  static Map<Field, FieldMemory> unread(
      VoiceAssistantStatus previous, AssistantConfig desired, Instant now) {
    Map<Field, FieldMemory> fields = Memory.fields(previous, now);
    desired
        .managed()
        .forEach(
            field -> {
              FieldMemory memory = fields.getOrDefault(field, FieldMemory.NONE);
              fields.put(
                  field,
                  memory.withState(
                      memory.stateFor(desired.applied(field)).next(new FieldEvent.NotRead())));
            });
    return fields;
  }

  private FieldMemory after(Field field, Value desired) {
    FieldMemory memory = before.getOrDefault(field, FieldMemory.NONE);
    AppliedValue value = report.desired().applied(field);
    boolean concerned = sent.filter(patch -> patch.concerns(field)).isPresent();
    return new FieldMemory(
        memory.stateFor(value).next(event(field, desired)),
        concerned || !drifting.contains(field) ? value : memory.applied(),
        writeOnly(field, memory),
        concerned ? isAnswered(field) : memory.answered(),
        corrections(field, memory.applied().equals(value), memory));
  }

  private FieldEvent event(Field field, Value desired) {
    if (!drifting.contains(field)) {
      return new FieldEvent.Equal();
    }
    LiveFingerprint live = live(desired, field, report.live());
    return sent.filter(patch -> patch.concerns(field))
        .map(patch -> event(field, desired, patch, live))
        .orElseGet(
            () -> {
              Hold hold = report.found().held().get(field);
              return hold == null
                  ? new FieldEvent.Different(live)
                  : new FieldEvent.Held(hold, live);
            });
  }

  private static FieldEvent event(
      Field field, Value desired, ReconcileResult.SentPatch patch, LiveFingerprint after) {
    if (!patch.fields().contains(field)) {
      return patch.counterEffects().contains(field)
          ? new FieldEvent.CounterEffect(after)
          : new FieldEvent.SideEffect(after);
    }
    LiveFingerprint before = live(desired, field, patch.before());
    return patch.lastAttempts().contains(field)
        ? new FieldEvent.SentAgain(before, after)
        : new FieldEvent.Sent(before, after);
  }

  private static LiveFingerprint live(Value desired, Field field, LiveAssistant live) {
    return LiveFingerprint.of(desired, live.field(field));
  }

  /** The parts that the API does not report, as long as it does not. */
  private Set<String> writeOnly(Field field, FieldMemory memory) {
    var known = new HashSet<>(memory.writeOnly());
    sent.ifPresent(patch -> known.addAll(patch.writeOnly()));
    return known.stream()
        .filter(hidden::contains)
        .filter(path -> Field.ofPath(path).equals(Optional.of(field)))
        .collect(toUnmodifiableSet());
  }

  private boolean isAnswered(Field field) {
    return sent.filter(patch -> patch.answered() && patch.fields().contains(field)).isPresent();
  }

  /**
   * A new desired value clears the corrections, and so does the end of flapping. Corrections that
   * are too old to count stay, because they are recognized by their times; {@link
   * CorrectionMemory#withoutOld} removes them with the next write for another reason.
   */
  private CorrectionMemory corrections(Field field, boolean wasApplied, FieldMemory memory) {
    if (!wasApplied) {
      return CorrectionMemory.NONE;
    }
    CorrectionMemory seen =
        report.flapping().containsKey(field)
            ? memory.corrections().flapping()
            : memory.corrections();
    CorrectionMemory made =
        sent.filter(patch -> patch.corrections().contains(field))
            .map(patch -> seen.plus(patch.time(), timing))
            .orElse(seen);
    return !drifting.contains(field) && made.isOver(now, timing) ? CorrectionMemory.NONE : made;
  }
}
