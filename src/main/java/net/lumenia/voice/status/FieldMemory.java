package net.lumenia.voice.status;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import net.lumenia.voice.assistant.AppliedValue;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.crd.VoiceAssistantStatus.FieldStatus;
import net.lumenia.voice.plan.FieldEvent;
import net.lumenia.voice.plan.FieldHistory;
import net.lumenia.voice.plan.FieldState;
import net.lumenia.voice.plan.FieldState.Stored;
import net.lumenia.voice.plan.Timing;
import org.jspecify.annotations.Nullable;

/**
 * What {@code status.fields} remembers of a field. Reads it leniently: what is damaged is ignored,
 * which costs at most one needless PATCH.
 */
record FieldMemory(
    FieldState state,
    AppliedValue applied,
    Set<String> writeOnly,
    boolean answered,
    CorrectionMemory corrections) {

  /** Before the first reconcile. */
  static final FieldMemory NONE =
      new FieldMemory(
          new FieldState.Pending(), AppliedValue.NONE, Set.of(), false, CorrectionMemory.NONE);

  static FieldMemory read(Field field, FieldStatus status, Instant now) {
    return new FieldMemory(
        state(status),
        applied(status),
        writeOnly(field, status),
        Boolean.TRUE.equals(status.answered()),
        CorrectionMemory.of(status.corrections(), now));
  }

  private static FieldState state(FieldStatus status) {
    Optional<Stored> stored =
        Optional.ofNullable(status.stored())
            .map(live -> new Stored(live, Boolean.TRUE.equals(status.unseen())));
    return switch (Objects.requireNonNullElse(status.state(), "")) {
      case "InSync" -> new FieldState.InSync();
      case "Verifying" ->
          new FieldState.Verifying(Objects.requireNonNullElse(status.replaced(), ""), stored);
      case "DriftReported" -> new FieldState.DriftReported();
      case "DriftConflict" -> new FieldState.DriftConflict();
      case "Invalid" -> new FieldState.Invalid();
      case "NotConverging" ->
          stored.<FieldState>map(FieldState.NotConverging::new).orElseGet(FieldState.Pending::new);
      case "Flapping" -> new FieldState.Flapping();
      default -> new FieldState.Pending();
    };
  }

  /** Whether the field is sent and not proven. */
  static boolean isVerifying(FieldStatus status) {
    return state(status) instanceof FieldState.Verifying;
  }

  /** The desired value that was last proven or sent. */
  static AppliedValue applied(FieldStatus status) {
    Map<String, String> hashes = status.applied();
    return hashes == null || hashes.containsValue(null)
        ? AppliedValue.NONE
        : new AppliedValue(hashes);
  }

  private static Set<String> writeOnly(Field field, FieldStatus status) {
    if (!Boolean.TRUE.equals(status.unreported())) {
      return Set.of();
    }
    List<String> keys = Memory.orEmpty(status.unreportedKeys());
    return keys.isEmpty()
        ? Set.of(field.specName())
        : keys.stream().map(key -> prefix(field) + key).collect(toUnmodifiableSet());
  }

  private static String prefix(Field field) {
    return field.specName() + ".";
  }

  /** The state, given the desired value of today: a new one is pending. */
  FieldState stateFor(AppliedValue desired) {
    return applied.equals(desired) ? state : new FieldState.Pending();
  }

  /** What remains when a user requests a check. The corrections of a field that flaps do not. */
  FieldMemory requested() {
    return new FieldMemory(
        state.next(new FieldEvent.Requested()),
        applied,
        writeOnly,
        answered,
        corrections.pauses() > 0 ? CorrectionMemory.NONE : corrections);
  }

  FieldMemory withState(FieldState other) {
    return new FieldMemory(other, applied, writeOnly, answered, corrections);
  }

  FieldMemory withoutOldCorrections(Instant now, Timing timing) {
    return new FieldMemory(
        state, applied, writeOnly, answered, corrections.withoutOld(now, timing));
  }

  FieldHistory toHistory(Instant now) {
    return new FieldHistory(state, applied, writeOnly, answered, corrections.toHistory(now));
  }

  FieldStatus toStatus(Field field) {
    Optional<Stored> stored = state.storedValue();
    return new FieldStatus(
        state.text(),
        StatusBuilder.nullIfEmpty(applied.hashes()),
        trueOrAbsent(!writeOnly.isEmpty()),
        StatusBuilder.nullIfEmpty(keys(field)),
        trueOrAbsent(answered),
        state instanceof FieldState.Verifying verifying ? verifying.replaced() : null,
        stored.map(Stored::live).orElse(null),
        trueOrAbsent(stored.filter(Stored::unseen).isPresent()),
        corrections.toStatus());
  }

  private List<String> keys(Field field) {
    return writeOnly.stream()
        .filter(path -> path.startsWith(prefix(field)))
        .map(path -> path.substring(prefix(field).length()))
        .sorted()
        .toList();
  }

  private static @Nullable Boolean trueOrAbsent(boolean holds) {
    return holds ? true : null;
  }
}
