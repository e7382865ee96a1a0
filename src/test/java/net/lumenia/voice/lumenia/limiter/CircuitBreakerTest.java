package net.lumenia.voice.lumenia.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.lumenia.voice.lumenia.ApiFailure;
import net.lumenia.voice.lumenia.ApiResult;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CircuitBreakerTest {

  private final VirtualTime time = new VirtualTime();
  private final CircuitBreaker breaker = new CircuitBreaker(CircuitTiming.DEFAULT, time);
  private CircuitBreaker.AllowedCall call = breaker.begin();

  @Test
  void tenConsecutiveFailuresOpenIt() {
    record(9, down());
    assertThat(breaker.state()).isEqualTo(CircuitState.CLOSED);
    record(1, down());
    assertThat(breaker.state()).isEqualTo(CircuitState.OPEN);
    assertThat(breaker.allows()).isFalse();
  }

  @Test
  void tenFailuresAmongTwentyCallsOpenIt() {
    for (int i = 0; i < 9; i++) {
      record(1, new ApiFailure.Timeout("late"));
      succeed();
    }
    succeed();
    assertThat(breaker.state()).isEqualTo(CircuitState.CLOSED);
    record(1, down());
    assertThat(breaker.state()).isEqualTo(CircuitState.OPEN);
  }

  @Test
  void clientErrorsAndUnreadableAnswersDoNotOpenIt() {
    record(100, new ApiFailure.NotFound("none"));
    record(100, new ApiFailure.Forbidden("no"));
    record(100, new ApiFailure.Rejected(400, "no"));
    record(100, new ApiFailure.BadResponse("$", "HTML"));
    record(100, new ApiFailure.NoMemory("large"));
    assertThat(breaker.state()).isEqualTo(CircuitState.CLOSED);
  }

  @Test
  void probesAfter10And20AndThenEvery30Seconds() {
    record(10, down());
    var waits = new ArrayList<Long>();
    for (int probe = 0; probe < 5; probe++) {
      waits.add(waitForProbe().toSeconds());
      assertThat(breaker.allows()).isFalse();
      record(1, down());
    }
    assertThat(waits)
        .zipSatisfy(
            List.of(10L, 20L, 30L, 30L, 30L),
            (wait, full) -> assertThat(wait).isBetween(full * 9 / 10 - 1, full));
  }

  @Test
  void successfulProbeClosesItAndResetsTheProbeWait() {
    record(10, down());
    waitForProbe();
    succeed();
    assertThat(breaker.state()).isEqualTo(CircuitState.CLOSED);
    assertThat(breaker.pauseReason()).isEmpty();
    record(10, down());
    assertThat(waitForProbe()).isLessThanOrEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void canceledProbeAllowsAnother() {
    record(10, down());
    waitForProbe();
    breaker.cancel(call);
    assertThat(breaker.allows()).isTrue();
  }

  @Test
  void withheldProbeAllowsAnother() {
    record(10, down());
    waitForProbe();
    record(1, new ApiFailure.Withheld("paused"));
    assertThat(breaker.state()).isEqualTo(CircuitState.HALF_OPEN);
    assertThat(breaker.allows()).isTrue();
  }

  @Test
  void resultsOfCallsFromBeforeItOpenedAreIgnored() {
    CircuitBreaker.AllowedCall early = breaker.begin();
    record(10, down());
    waitForProbe();
    breaker.record(early, "acme", new ApiResult.Success<>("late"));
    assertThat(breaker.state()).isEqualTo(CircuitState.HALF_OPEN);
    breaker.cancel(early);
    assertThat(breaker.allows()).isFalse();
    succeed();
    for (int call = 0; call < 10; call++) {
      breaker.record(early, "acme", new ApiResult.Failure<>(down()));
    }
    assertThat(breaker.state()).isEqualTo(CircuitState.CLOSED);
  }

  @ParameterizedTest
  @CsvSource({"30", "3600"})
  void retryAfterSetsThePause(int seconds) {
    record(1, limited(Optional.of(Duration.ofSeconds(seconds))));
    assertThat(breaker.state()).isEqualTo(CircuitState.OPEN);
    assertThat(waitForProbe().toMillis()).isCloseTo(seconds * 1000L, Offset.offset(1000L));
  }

  @Test
  void shorterRetryAfterDoesNotShortenThePause() {
    record(1, limited(Optional.of(Duration.ofSeconds(60))));
    record(1, limited(Optional.of(Duration.ofSeconds(5))));
    record(1, limited(Optional.empty()));
    assertThat(breaker.openUntil()).isEqualTo(VirtualTime.START.plusSeconds(60));
    record(1, limited(Optional.of(Duration.ofSeconds(90))));
    assertThat(breaker.openUntil()).isEqualTo(VirtualTime.START.plusSeconds(90));
    assertThat(waitForProbe()).isGreaterThanOrEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void retryAfterOf503SetsThePause() {
    record(
        1,
        new ApiFailure.Unavailable(
            OptionalInt.of(503), Optional.of(Duration.ofSeconds(45)), "maintenance"));
    assertThat(breaker.openUntil()).isEqualTo(VirtualTime.START.plusSeconds(45));
  }

  /** A new reason at every probe would be a status write for every assistant. */
  @Test
  void pauseReasonStaysTheSameDuringAnOutage() {
    record(10, down());
    Optional<ApiFailure> first = breaker.pauseReason();
    waitForProbe();
    record(1, new ApiFailure.Timeout("something else"));
    assertThat(breaker.pauseReason()).isPresent().isEqualTo(first);
    assertThat(first.orElseThrow().message()).contains("down", "probe");
  }

  private Duration waitForProbe() {
    var before = time.instant();
    while (!breaker.allows()) {
      time.advance(Duration.ofMillis(100));
    }
    call = breaker.begin();
    return Duration.between(before, time.instant());
  }

  private void record(int times, ApiFailure failure) {
    for (int i = 0; i < times; i++) {
      record(new ApiResult.Failure<>(failure));
    }
  }

  private void succeed() {
    record(new ApiResult.Success<>("fine"));
  }

  /** Records the result of a new call, or of the last one if the circuit is not closed. */
  private void record(ApiResult<?> result) {
    if (breaker.state() == CircuitState.CLOSED) {
      call = breaker.begin();
    }
    breaker.record(call, "acme", result);
  }

  private static ApiFailure down() {
    return new ApiFailure.Unavailable(OptionalInt.of(503), Optional.empty(), "down");
  }

  private static ApiFailure limited(Optional<Duration> retryAfter) {
    return new ApiFailure.RateLimited(retryAfter, "slow down");
  }
}
