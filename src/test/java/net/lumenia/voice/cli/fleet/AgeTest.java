package net.lumenia.voice.cli.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgeTest {

  /** As {@code duration.HumanDuration} of k8s.io/apimachinery. */
  @ParameterizedTest
  @CsvSource({
    "PT-5S, 0s",
    "PT0S, 0s",
    "PT119S, 119s",
    "PT2M, 2m",
    "PT9M59S, 9m59s",
    "PT10M30S, 10m",
    "PT2H59M, 179m",
    "PT3H, 3h",
    "PT7H59M, 7h59m",
    "PT8H59M, 8h",
    "PT47H, 47h",
    "P2D, 2d",
    "P2DT5H, 2d5h",
    "P8DT5H, 8d",
  })
  void twoUnitsAtMost(Duration duration, String text) {
    assertThat(Age.text(duration)).isEqualTo(text);
  }
}
