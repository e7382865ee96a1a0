package net.lumenia.voice.status;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import net.lumenia.voice.assistant.AssistantConfig;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.crd.VoiceAssistantStatus;
import net.lumenia.voice.crd.VoiceAssistantStatus.Corrections;
import net.lumenia.voice.crd.VoiceAssistantStatus.FieldStatus;
import net.lumenia.voice.crd.VoiceAssistantStatus.PlanStatus;
import net.lumenia.voice.plan.FieldHistory;
import net.lumenia.voice.plan.FieldState;
import net.lumenia.voice.plan.History;
import net.lumenia.voice.plan.WriteMode;
import org.jspecify.annotations.Nullable;

/**
 * Reads what status remembers from earlier reconciles. Entries that are damaged or name an unknown
 * field are ignored, which costs at most one needless PATCH.
 */
public final class Memory {

  private Memory() {}

  /**
   * The history that planning needs.
   *
   * @param request of a user for a check that is not done yet
   */
  public static History recall(VoiceAssistantStatus status, Optional<String> request, Instant now) {
    VoiceAssistantStatus known = request.isPresent() ? requested(status, now) : status;
    var histories = new EnumMap<Field, FieldHistory>(Field.class);
    fields(known, now).forEach((field, memory) -> histories.put(field, memory.toHistory(now)));
    return new History(histories, sinceLastPatch(known, now), lastPatch(known));
  }

  /**
   * The status of an assistant when a user requests a check: without what holds back a field until
   * something changes or a pause is over.
   */
  static VoiceAssistantStatus requested(VoiceAssistantStatus status, Instant now) {
    Map<Field, FieldMemory> fields = fields(status, now);
    fields.replaceAll((_, memory) -> memory.requested());
    return StatusBuilder.from(status).fields(fields).build();
  }

  /** What status remembers of each field. Without its PATCH, a field cannot be verified. */
  static Map<Field, FieldMemory> fields(VoiceAssistantStatus status, Instant now) {
    var fields = new EnumMap<Field, FieldMemory>(Field.class);
    entries(status)
        .forEach(
            (field, entry) -> {
              FieldMemory memory = FieldMemory.read(field, entry, now);
              boolean isUseless =
                  memory.state() instanceof FieldState.Verifying
                      && sinceLastPatch(status, now).isEmpty();
              fields.put(field, isUseless ? memory.withState(new FieldState.Pending()) : memory);
            });
    return fields;
  }

  /** Whether the desired value of a managed field was last proven or sent. */
  static boolean wasApplied(VoiceAssistantStatus status, AssistantConfig desired, Field field) {
    return entry(status, field)
        .map(FieldMemory::applied)
        .filter(desired.applied(field)::equals)
        .isPresent();
  }

  /** Whether the field is sent and not proven. */
  static boolean isVerifying(VoiceAssistantStatus status, Field field) {
    return entry(status, field).filter(FieldMemory::isVerifying).isPresent();
  }

  /** Whether the field flaps, even if it is in sync at the moment. */
  static boolean isFlapping(VoiceAssistantStatus status, Field field) {
    return entry(status, field)
        .map(FieldStatus::corrections)
        .map(Corrections::pauses)
        .filter(pauses -> pauses > 0)
        .isPresent();
  }

  private static Map<Field, FieldStatus> entries(VoiceAssistantStatus status) {
    var entries = new EnumMap<Field, FieldStatus>(Field.class);
    for (Field field : Field.values()) {
      entry(status, field).ifPresent(entry -> entries.put(field, entry));
    }
    return entries;
  }

  private static Optional<FieldStatus> entry(VoiceAssistantStatus status, Field field) {
    return Optional.ofNullable(status.fields()).map(fields -> fields.get(field.specName()));
  }

  /** Whether a change is pending: a changed spec, a first sync, or a PATCH that is not proven. */
  private static boolean isChangePending(VoiceAssistantStatus status, AssistantConfig desired) {
    return isVerifyingAny(status)
        || desired.managed().stream().anyMatch(field -> !wasApplied(status, desired, field));
  }

  /**
   * Whether a change is pending that the next check may send: never in mode Observe, and in mode
   * Plan not while the plan in status is not approved.
   */
  public static boolean isChangePending(
      VoiceAssistantStatus status, AssistantConfig desired, WriteMode permission) {
    Optional<String> waiting = Optional.ofNullable(status.plan()).map(PlanStatus::hash);
    boolean permitted =
        switch (permission) {
          case WriteMode.Always _ -> true;
          case WriteMode.Never _ -> false;
          case WriteMode.OnceApproved(Optional<String> approved) ->
              waiting.isEmpty() || waiting.equals(approved);
        };
    return permitted && isChangePending(status, desired);
  }

  /** The time since the last PATCH; empty if it is proven. */
  public static Optional<Duration> sinceUnprovenPatch(VoiceAssistantStatus status, Instant now) {
    return isVerifyingAny(status) ? sinceLastPatch(status, now) : Optional.empty();
  }

  private static boolean isVerifyingAny(VoiceAssistantStatus status) {
    return entries(status).values().stream().anyMatch(FieldMemory::isVerifying);
  }

  private static Optional<Duration> sinceLastPatch(VoiceAssistantStatus status, Instant now) {
    return Optional.ofNullable(status.lastPatch())
        .flatMap(last -> time(last.time()))
        .map(sent -> BackoffInput.elapsed(sent, now));
  }

  private static String lastPatch(VoiceAssistantStatus status) {
    return Optional.ofNullable(status.lastPatch())
        .map(last -> last.time() + " " + last.patchHash())
        .orElse("");
  }

  /** The text of a time; null if it is damaged, because the API server would reject it. */
  static @Nullable String intact(@Nullable String time) {
    return time(time).isPresent() ? time : null;
  }

  static Optional<Instant> time(@Nullable String text) {
    try {
      return Optional.ofNullable(text).map(Instant::parse);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list.stream().filter(Objects::nonNull).toList();
  }
}
