package net.lumenia.voice.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResyncIntervalTest {

  @ParameterizedTest
  @CsvSource({
    "10s, 10",
    "90s, 90",
    "5m, 300",
    "1h, 3600",
    "1h30m, 5400",
    "1h30m15s, 5415",
    "1h5s, 3605",
    "0h0m10s, 10",
    "010s, 10",
    "999999h, 3599996400",
  })
  void allowedIntervalIsRead(String text, long seconds) {
    assertThat(ResyncInterval.parse(text)).contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "0s",
        "9s",
        "0h",
        "10",
        "5 m",
        " 5m",
        "5m ",
        "5m\n",
        "-5m",
        "+5m",
        "5M",
        "PT5M",
        "1.5h",
        "30m1h",
        "5m5m",
        "h",
        "ms",
        "10ms",
        "10000ms",
        "1d",
        "1h30",
        "9999999999s",
        "٥m",
        "1w",
        "infinite"
      })
  void otherTextIsRejected(String text) {
    assertThat(ResyncInterval.parse(text)).isEmpty();
  }
}
