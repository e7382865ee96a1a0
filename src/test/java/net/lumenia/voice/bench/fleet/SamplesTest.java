package net.lumenia.voice.bench.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplesTest {

  @Test
  void takesTheNearestRank() {
    var hundred =
        new Samples(
            IntStream.rangeClosed(1, 100).map(i -> 101 - i).mapToObj(Duration::ofMillis).toList());
    assertThat(hundred.percentile(50)).isEqualTo(50);
    assertThat(hundred.percentile(99)).isEqualTo(99);
    assertThat(hundred.percentile(100)).isEqualTo(100);
  }

  @Test
  void takesTheOnlyOne() {
    var one = new Samples(List.of(Duration.ofNanos(1_500_000)));
    assertThat(one.percentile(1)).isEqualTo(1.5);
    assertThat(one.percentile(99)).isEqualTo(1.5);
  }

  @Test
  void hasNoPercentileOfNothing() {
    assertThatThrownBy(() -> new Samples(List.of()).percentile(50))
        .isInstanceOf(IllegalStateException.class);
  }
}
