package net.lumenia.voice.status;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.crd.VoiceAssistantStatus;
import net.lumenia.voice.crd.VoiceAssistantStatus.Corrections;
import net.lumenia.voice.plan.History;
import net.lumenia.voice.plan.Timing;
import org.jspecify.annotations.Nullable;

/**
 * The remembered corrections of one field.
 *
 * @param recent the times of the last corrections, oldest first; at most {@link
 *     Timing#freeCorrections()}
 * @param backoffs as in {@link History.Corrections}
 */
record CorrectionMemory(List<Instant> recent, int backoffs) {

  static final CorrectionMemory NONE = new CorrectionMemory(List.of(), 0);

  private static final int MOST_BACKOFFS = 9_999;

  /** How much the clocks of two leaders may differ. A time further in the future is damaged. */
  private static final Duration SKEW = Duration.ofMinutes(1);

  CorrectionMemory {
    recent = recent.stream().sorted().toList();
    recent =
        recent.subList(
            Math.max(0, recent.size() - Timing.DEFAULT.freeCorrections()), recent.size());
    backoffs = Math.clamp(backoffs, 0, MOST_BACKOFFS);
  }

  /** Reads a status. A field without a usable time is left out. */
  static Map<Field, CorrectionMemory> of(VoiceAssistantStatus status, Instant now) {
    var known = new EnumMap<Field, CorrectionMemory>(Field.class);
    Memory.byField(status.corrections())
        .forEach(
            (field, made) ->
                Optional.of(of(made, now))
                    .filter(memory -> !memory.recent().isEmpty())
                    .ifPresent(memory -> known.put(field, memory)));
    return known;
  }

  private static CorrectionMemory of(Corrections made, Instant now) {
    Stream<Instant> times =
        Memory.orEmpty(made.recent()).stream()
            .map(Memory::time)
            .flatMap(Optional::stream)
            .filter(time -> !time.isAfter(now.plus(SKEW)));
    return new CorrectionMemory(times.toList(), orZero(made.backoffs()));
  }

  /** Whether a field flaps according to a status. */
  static boolean isFlapping(VoiceAssistantStatus status, Field field) {
    return Optional.ofNullable(Memory.byField(status.corrections()).get(field))
        .filter(made -> orZero(made.backoffs()) > 0)
        .isPresent();
  }

  private static int orZero(@Nullable Integer number) {
    return number == null ? 0 : number;
  }

  /** These corrections, marked as flapping. */
  CorrectionMemory flapping() {
    return new CorrectionMemory(recent, Math.max(1, backoffs));
  }

  /**
   * These corrections and one more, unless it is one of them: a status that is written again after
   * a conflict may contain it already.
   */
  CorrectionMemory plus(Instant correction) {
    Instant time = correction.truncatedTo(ChronoUnit.MILLIS);
    if (recent.contains(time)) {
      return this;
    }
    Stream<Instant> times = Stream.concat(recent.stream(), Stream.of(time));
    return new CorrectionMemory(times.toList(), backoffs == 0 ? 0 : backoffs + 1);
  }

  /** The time since the last correction; zero if that is in the future. */
  Duration age(Instant now) {
    return age(recent.getLast(), now);
  }

  private static Duration age(Instant time, Instant now) {
    return time.isAfter(now) ? Duration.ZERO : Duration.between(time, now);
  }

  History.Corrections toHistory(Instant now) {
    return new History.Corrections(recent.stream().map(time -> age(time, now)).toList(), backoffs);
  }

  Corrections toStatus() {
    return new Corrections(
        recent.stream().map(Instant::toString).toList(), backoffs == 0 ? null : backoffs);
  }
}
