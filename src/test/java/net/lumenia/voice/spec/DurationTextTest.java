package net.lumenia.voice.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

  @ParameterizedTest
  @CsvSource({
    "250ms, 250",
    "0s, 0",
    "90s, 90000",
    "5m, 300000",
    "1h30m, 5400000",
    "1h2m3s4ms, 3723004",
    "999999999ms, 999999999",
  })
  void durationIsParsed(String text, long millis) {
    assertThat(DurationText.parse(text)).contains(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "5 m", "-5m", "PT5M", "1.5h", "4ms3s", "5m5m", "ms", "1d", "٥m"})
  void otherTextIsNoDuration(String text) {
    assertThat(DurationText.parse(text)).isEmpty();
  }

  @Test
  void formattedDurationIsParsedAgain() {
    assertThat(DurationText.format(Duration.ofSeconds(750))).isEqualTo("12m30s");
    assertThat(DurationText.parse("12m30s")).contains(Duration.ofSeconds(750));
  }
}
