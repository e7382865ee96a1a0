package net.lumenia.voice.status;

import static java.util.Objects.requireNonNull;
import static net.lumenia.voice.status.Given.NOON;
import static net.lumenia.voice.status.Given.reread;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.lumenia.voice.plan.FieldHistory;
import net.lumenia.voice.plan.Timing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorrectionMemoryTest {

  private static CorrectionMemory of(String recent, String pauses) {
    String status =
        "{\"fields\": {\"prompt\": {\"corrections\": {\"recent\": [%s], \"pauses\": %s}}}}"
            .formatted(recent, pauses);
    return CorrectionMemory.of(FieldStatuses.corrections(reread(status)).get("prompt"), NOON);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-01T11:59:00Z, 3, 60, 3",
    "2026-11-01T12:00:30Z, 3, 0, 3",
    "2026-11-01T12:01:01Z, 3, -1, 0",
    "2031-01-01T00:00:00Z, 3, -1, 0",
    "noon, 3, -1, 0",
    "2026-11-01T11:59:00Z, -4, 60, 0",
    "2026-11-01T11:59:00Z, 2147483647, 60, 9999",
    "2026-11-01T11:59:00Z, null, 60, 0",
  })
  void damagedTimesAreDroppedAndClocksMayDifferByAMinute(
      String time, String pauses, long age, int expected) {
    CorrectionMemory memory = of("\"never\", \"" + time + "\"", pauses);

    Optional<FieldHistory.Corrections> known =
        age < 0
            ? Optional.empty()
            : Optional.of(new FieldHistory.Corrections(List.of(Duration.ofSeconds(age)), expected));
    assertThat(memory.toHistory(NOON)).isEqualTo(known);
  }

  /** A status that is written again after a conflict may contain the correction already. */
  @Test
  void correctionCountsOnce() {
    CorrectionMemory flapping = of("\"2026-11-01T11:59:00.123Z\"", "3");
    CorrectionMemory counted = flapping.plus(NOON.plusNanos(5_000_900), Timing.DEFAULT);

    assertThat(counted.plus(NOON.plusNanos(5_000_900), Timing.DEFAULT)).isEqualTo(counted);
    assertThat(of("\"2026-11-01T11:59:00.123Z\", \"2026-11-01T12:00:00.005Z\"", "4"))
        .isEqualTo(counted);
  }

  @Test
  void lastFiveCorrectionsAreKeptInOrder() {
    String times =
        IntStream.of(9, 3, 7, 1, 5, 0, 8)
            .mapToObj(i -> "\"2026-11-01T11:00:0%dZ\"".formatted(i))
            .collect(Collectors.joining(","));

    assertThat(requireNonNull(of(times, "0").plus(NOON, Timing.DEFAULT).toStatus()).recent())
        .containsExactly(
            "2026-11-01T11:00:05Z",
            "2026-11-01T11:00:07Z",
            "2026-11-01T11:00:08Z",
            "2026-11-01T11:00:09Z",
            "2026-11-01T12:00:00Z");
  }
}
