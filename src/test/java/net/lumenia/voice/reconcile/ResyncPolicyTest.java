package net.lumenia.voice.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResyncPolicyTest {

  /** The default is 5 minutes. Times are in seconds; an empty cell is absent. */
  @ParameterizedTest
  @CsvSource({
    // spec, shortest, interval
    ",     ,    300",
    "90,   ,    90",
    ",     299, 300",
    ",     400, 400",
    "90,   100, 100",
    "90,   80,  90",
  })
  void intervalIsNeverShorterThanTheBudgetAllows(
      @Nullable Integer spec, @Nullable Integer shortest, long interval) {
    String given = spec == null ? "" : "\nresyncInterval: %ds".formatted(spec);
    var request = new GivenAssistant().spec("firstMessage: Hi" + given).request();
    var policy =
        new ResyncPolicy(
            Duration.ofMinutes(5),
            account ->
                Optional.ofNullable(shortest)
                    .filter(_ -> account.equals("team/default"))
                    .map(Duration::ofSeconds));

    assertThat(policy.interval(request.resource(), request.validState()))
        .isEqualTo(Duration.ofSeconds(interval));
  }
}
