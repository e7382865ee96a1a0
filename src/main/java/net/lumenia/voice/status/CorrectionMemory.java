package net.lumenia.voice.status;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.lumenia.voice.crd.VoiceAssistantStatus.Corrections;
import net.lumenia.voice.plan.FieldHistory;
import net.lumenia.voice.plan.Timing;
import org.jspecify.annotations.Nullable;

/**
 * The remembered corrections of one field.
 *
 * @param recent the times of the last corrections, oldest first
 * @param pauses as in {@link FieldHistory.Corrections}; 0 without a correction
 */
record CorrectionMemory(List<Instant> recent, int pauses) {

  static final CorrectionMemory NONE = new CorrectionMemory(List.of(), 0);

  private static final int MOST_PAUSES = 9_999;

  /** How much the clocks of two leaders may differ. A time further in the future is damaged. */
  private static final Duration SKEW = Duration.ofMinutes(1);

  CorrectionMemory {
    recent = recent.stream().sorted().toList();
    pauses = recent.isEmpty() ? 0 : Math.clamp(pauses, 0, MOST_PAUSES);
  }

  /** Reads a status. Damaged times are left out. */
  static CorrectionMemory of(@Nullable Corrections made, Instant now) {
    if (made == null) {
      return NONE;
    }
    Stream<Instant> times =
        Memory.orEmpty(made.recent()).stream()
            .map(Memory::time)
            .flatMap(Optional::stream)
            .filter(time -> !time.isAfter(now.plus(SKEW)));
    return new CorrectionMemory(times.toList(), made.pauses() == null ? 0 : made.pauses());
  }

  /** These corrections, marked as flapping. */
  CorrectionMemory flapping() {
    return new CorrectionMemory(recent, Math.max(1, pauses));
  }

  /**
   * These corrections and one more, unless it is one of them: a status that is written again after
   * a conflict may contain it already. Only as many are kept as {@link Timing#freeCorrections}.
   */
  CorrectionMemory plus(Instant correction, Timing timing) {
    Instant time = correction.truncatedTo(ChronoUnit.MILLIS);
    if (recent.contains(time)) {
      return this;
    }
    Stream<Instant> times =
        Stream.concat(recent.stream(), Stream.of(time))
            .sorted()
            .skip(Math.max(0, recent.size() + 1 - timing.freeCorrections()));
    return new CorrectionMemory(times.toList(), pauses == 0 ? 0 : pauses + 1);
  }

  /** These corrections, or none if they are too old to count. */
  CorrectionMemory withoutOld(Instant now, Timing timing) {
    return recent.isEmpty() || pauses > 0 || age(now).compareTo(timing.flappingWindow()) < 0
        ? this
        : NONE;
  }

  /** Whether the field has been in sync for so long that it no longer flaps. */
  boolean isOver(Instant now, Timing timing) {
    return pauses > 0 && age(now).compareTo(timing.flappingEndsAfter(pauses)) >= 0;
  }

  /** The time since the last correction; zero if that is in the future. */
  private Duration age(Instant now) {
    return age(recent.getLast(), now);
  }

  private static Duration age(Instant time, Instant now) {
    return time.isAfter(now) ? Duration.ZERO : Duration.between(time, now);
  }

  Optional<FieldHistory.Corrections> toHistory(Instant now) {
    return recent.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new FieldHistory.Corrections(
                recent.stream().map(time -> age(time, now)).toList(), pauses));
  }

  @Nullable Corrections toStatus() {
    return recent.isEmpty()
        ? null
        : new Corrections(
            recent.stream().map(Instant::toString).toList(), pauses == 0 ? null : pauses);
  }
}
