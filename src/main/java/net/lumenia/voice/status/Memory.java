package net.lumenia.voice.status;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import net.lumenia.voice.assistant.AssistantConfig;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.crd.VoiceAssistantStatus;
import net.lumenia.voice.crd.VoiceAssistantStatus.PlanStatus;
import net.lumenia.voice.plan.Fingerprint;
import net.lumenia.voice.plan.History;
import net.lumenia.voice.plan.WriteMode;
import org.jspecify.annotations.Nullable;

/**
 * Reads what status remembers from earlier reconciles. Entries that are damaged or name an unknown
 * field are ignored, which costs at most one needless PATCH.
 */
public final class Memory {

  private Memory() {}

  /** The history that planning needs. */
  public static History recall(VoiceAssistantStatus status, Instant now) {
    return new History(
        applied(status),
        Set.copyOf(orEmpty(status.unreported())),
        unconverged(status),
        unproven(status, now),
        answered(status),
        corrections(status, now),
        lastPatch(status));
  }

  /** Whether a change is pending: a changed spec, a first sync, or a PATCH that is not proven. */
  private static boolean isChangePending(VoiceAssistantStatus status, AssistantConfig desired) {
    Map<Field, String> applied = applied(status);
    return !unprovenFields(status).isEmpty()
        || desired.values().entrySet().stream()
            .anyMatch(
                entry -> !Fingerprint.of(entry.getValue()).equals(applied.get(entry.getKey())));
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
    return unproven(status, now).map(History.UnprovenPatch::age);
  }

  static Map<Field, String> applied(VoiceAssistantStatus status) {
    return byField(status.applied());
  }

  static Map<Field, History.Unconverged> unconverged(VoiceAssistantStatus status) {
    var known = new EnumMap<Field, History.Unconverged>(Field.class);
    byField(status.unconverged())
        .forEach(
            (field, pair) -> {
              if (pair.desired() != null && pair.live() != null) {
                known.put(
                    field,
                    new History.Unconverged(
                        pair.desired(), pair.live(), Boolean.TRUE.equals(pair.unseen())));
              }
            });
    return known;
  }

  private static Map<Field, History.Corrections> corrections(
      VoiceAssistantStatus status, Instant now) {
    var made = new EnumMap<Field, History.Corrections>(Field.class);
    CorrectionMemory.of(status, now)
        .forEach((field, corrections) -> made.put(field, corrections.toHistory(now)));
    return made;
  }

  private static Optional<History.UnprovenPatch> unproven(
      VoiceAssistantStatus status, Instant now) {
    Set<Field> fields = unprovenFields(status);
    return Optional.ofNullable(status.lastPatch())
        .flatMap(last -> time(last.time()))
        .filter(_ -> !fields.isEmpty())
        .map(
            sent ->
                new History.UnprovenPatch(
                    fields, replaced(status), BackoffInput.elapsed(sent, now)));
  }

  private static String lastPatch(VoiceAssistantStatus status) {
    return Optional.ofNullable(status.lastPatch())
        .map(last -> last.time() + " " + last.patchHash())
        .orElse("");
  }

  private static Set<Field> answered(VoiceAssistantStatus status) {
    return Optional.ofNullable(status.lastPatch())
        .filter(last -> Boolean.TRUE.equals(last.answered()))
        .map(last -> fields(last.fields()))
        .orElse(Set.of());
  }

  /** Hashes of the live values that the unproven fields had before the PATCH. */
  static Map<Field, String> replaced(VoiceAssistantStatus status) {
    return Optional.ofNullable(status.lastPatch())
        .map(last -> byField(last.replaced()))
        .orElse(Map.of());
  }

  static Set<Field> unprovenFields(VoiceAssistantStatus status) {
    return Optional.ofNullable(status.lastPatch())
        .map(last -> fields(last.unproven()))
        .orElse(Set.of());
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

  private static Set<Field> fields(@Nullable List<String> names) {
    return orEmpty(names).stream()
        .map(Field::ofSpecName)
        .flatMap(Optional::stream)
        .collect(toUnmodifiableSet());
  }

  static <V> Map<Field, V> byField(@Nullable Map<String, V> named) {
    var map = new EnumMap<Field, V>(Field.class);
    orEmpty(named)
        .forEach(
            (name, value) -> Field.ofSpecName(name).ifPresent(field -> put(map, field, value)));
    return map;
  }

  private static <V> void put(Map<Field, V> map, Field field, @Nullable V value) {
    if (value != null) {
      map.put(field, value);
    }
  }

  static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list.stream().filter(Objects::nonNull).toList();
  }

  private static <V> Map<String, V> orEmpty(@Nullable Map<String, V> map) {
    return map == null ? Map.of() : map;
  }
}
