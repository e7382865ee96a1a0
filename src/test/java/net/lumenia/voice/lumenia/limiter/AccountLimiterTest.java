package net.lumenia.voice.lumenia.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import net.lumenia.voice.lumenia.ApiFailure;
import net.lumenia.voice.lumenia.ApiResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The limiter of one account with hundreds of assistants, in virtual time. */
class AccountLimiterTest {

  private static final Duration LATENCY = Duration.ofMillis(100);

  private final VirtualTime time = new VirtualTime();

  @Test
  void editDoesNotWaitWhenResyncsUseUpTheBudget() {
    TestFleet fleet = fleet(new CallLimits(600, 16), Duration.ofSeconds(10));
    fleet.grow(1000);
    time.advance(Duration.ofMinutes(10));
    for (int edit = 0; edit < 50; edit++) {
      fleet.edit("edited-" + edit);
      time.advance(Duration.ofSeconds(7));
    }
    assertThat(fleet.longestWait(Priority.CHANGE)).isLessThanOrEqualTo(LATENCY);
  }

  @Test
  void requestsPerMinuteStayWithinBudgetAndBurst() {
    TestFleet fleet = fleet(new CallLimits(600, 16), Duration.ofSeconds(10));
    fleet.grow(1000);
    time.advance(Duration.ofMinutes(30));
    assertThat(fleet.maxPerMinute()).isBetween(480L, 660L);
  }

  @Test
  void resyncIntervalStretchesToTheBudgetAndAllAssistantsAreChecked() {
    TestFleet fleet = fleet(new CallLimits(600, 16), Duration.ofSeconds(10));
    fleet.grow(1000);
    time.advance(Duration.ofMinutes(10));
    assertThat(fleet.limiter().state().minResyncInterval()).isEqualTo(Duration.ofSeconds(150));
    Instant now = time.instant();
    time.advance(Duration.ofMinutes(3));
    assertThat(fleet.checkedSince(now)).isEqualTo(1000);
  }

  @Test
  void resyncIntervalIsKeptIfTheBudgetAllowsIt() {
    TestFleet fleet = fleet(new CallLimits(600, 16), Duration.ofMinutes(5));
    fleet.grow(1000);
    time.advance(Duration.ofMinutes(30));
    assertThat(fleet.limiter().state()).isEqualTo(LimiterState.INITIAL);
    assertThat(fleet.longestWait(Priority.RESYNC)).isLessThan(Duration.ofSeconds(1));
  }

  /** Edits alone would use more than the budget. A tenth is left for the priorities below. */
  @Test
  void busyQueueStarvesNoAssistant() {
    TestFleet fleet = fleet(new CallLimits(600, 16), Duration.ofSeconds(10));
    fleet.grow(500);
    time.advance(Duration.ofMinutes(5));
    for (int i = 0; i < 200; i++) {
      fleet.create("new" + i);
    }
    for (int second = 0; second < 3600; second++) {
      for (int edit = 0; edit < 12; edit++) {
        fleet.edit("edited" + (second * 12 + edit) % 5000);
      }
      time.advance(Duration.ofSeconds(1));
      if (second % 60 == 0) {
        assertThat(fleet.ageOfOldestCheck()).isLessThan(Duration.ofMinutes(15));
      }
    }
    assertThat(fleet.longestWait(Priority.FIRST_CHECK)).isLessThan(Duration.ofMinutes(5));
  }

  @Test
  void callsInFlightStayWithinTheLimit() {
    TestFleet fleet =
        new TestFleet(
            time, new CallLimits(60_000, 8), Duration.ofSeconds(10), Duration.ofSeconds(2));
    fleet.grow(200);
    time.advance(Duration.ofMinutes(2));
    assertThat(fleet.maxInFlight()).isEqualTo(6);
    fleet.edit("one");
    fleet.edit("two");
    assertThat(fleet.maxInFlight()).isEqualTo(8);
  }

  /** Ten failures, the calls in flight, and the probes after 10, 30, 60, 90, ... seconds. */
  @Test
  void outageSendsOnlyProbesAndRecoveryTakesOneMinute() {
    TestFleet fleet = fleet(new CallLimits(1200, 16), Duration.ofSeconds(30));
    fleet.grow(500);
    time.advance(Duration.ofMinutes(3));
    fleet.api = _ -> failure(serverError());
    Instant down = time.instant();
    time.advance(Duration.ofMinutes(5));
    assertThat(fleet.requestsSince(down)).isLessThanOrEqualTo(10 + 16 + 13);
    fleet.api = _ -> new ApiResult.Success<>("fine");
    Instant up = time.instant();
    time.advance(Duration.ofSeconds(60));
    assertThat(fleet.checkedSince(up)).isEqualTo(500);
    assertThat(fleet.limiter().state().circuit()).isEqualTo(CircuitState.CLOSED);
  }

  @ParameterizedTest
  @CsvSource({"1, 5", "9, 5", "99, 5", "1, 60", "9, 60"})
  void failingAssistantDoesNotOpenTheCircuitOfItsAccount(int others, int minutes) {
    TestFleet fleet = fleet(CallLimits.DEFAULT, Duration.ofMinutes(minutes));
    fleet.api =
        id -> id.equals("broken") ? failure(serverError()) : new ApiResult.Success<>("fine");
    fleet.grow(others);
    time.advance(Duration.ofMinutes(minutes));
    fleet.retryForever("broken");
    time.advance(Duration.ofHours(12));
    assertThat(fleet.circuits()).isSubsetOf(CircuitState.CLOSED);
    fleet.api = _ -> failure(serverError());
    time.advance(Duration.ofMinutes(minutes).multipliedBy(10));
    assertThat(fleet.circuits()).as("in an outage").contains(CircuitState.OPEN);
  }

  /** Ten failures, and the calls in flight by then. */
  @ParameterizedTest
  @ValueSource(ints = {10, 100, 1000})
  void outageDuringEditsOpensTheCircuitAtOnce(int assistants) {
    TestFleet fleet = fleet(CallLimits.DEFAULT, Duration.ofMinutes(5));
    fleet.grow(assistants);
    time.advance(Duration.ofMinutes(6));
    fleet.api = _ -> failure(serverError());
    Instant down = time.instant();
    for (int edited = 0; edited < assistants; edited++) {
      fleet.edit("a" + edited);
    }
    time.advance(Duration.ofSeconds(2));
    assertThat(fleet.circuits()).contains(CircuitState.OPEN);
    assertThat(fleet.requestsSince(down)).isLessThanOrEqualTo(10 + 16);
  }

  @Test
  void retryAfterPausesTheWholeAccount() {
    TestFleet fleet = fleet(CallLimits.DEFAULT, Duration.ofSeconds(30));
    fleet.grow(100);
    time.advance(Duration.ofMinutes(2));
    fleet.api = _ -> failure(limited(Optional.of(Duration.ofMinutes(10))));
    time.advance(Duration.ofSeconds(5));
    assertThat(fleet.limiter().state().circuit()).isEqualTo(CircuitState.OPEN);
    Instant paused = time.instant();
    time.advance(Duration.ofMinutes(9));
    assertThat(fleet.requestsSince(paused)).isZero();
    fleet.api = _ -> new ApiResult.Success<>("fine");
    Instant over = time.instant();
    time.advance(Duration.ofMinutes(2));
    assertThat(fleet.checkedSince(over)).isEqualTo(100);
  }

  /** Pauses of 1, 2, 4, ... 60 s, with one request after each. */
  @Test
  void repeated429WithoutRetryAfterDoublesThePause() {
    TestFleet fleet = fleet(CallLimits.DEFAULT, Duration.ofSeconds(10));
    fleet.api = _ -> failure(limited(Optional.empty()));
    fleet.grow(500);
    time.advance(Duration.ofHours(1));
    assertThat(fleet.requestsSince(VirtualTime.START)).isBetween(55L, 90L);
  }

  @Test
  void clientErrorsDoNotOpenTheCircuit() {
    TestFleet fleet = fleet(CallLimits.DEFAULT, Duration.ofSeconds(30));
    fleet.api = _ -> failure(new ApiFailure.NotFound("no such workspace"));
    fleet.grow(100);
    time.advance(Duration.ofMinutes(5));
    assertThat(fleet.limiter().state().circuit()).isEqualTo(CircuitState.CLOSED);
  }

  @Test
  void callersThatCannotBeWokenAreSkipped() {
    TestFleet fleet = fleet(new CallLimits(60, 1), Duration.ofMinutes(5));
    fleet.edit("first");
    for (int i = 0; i < 500; i++) {
      fleet
          .limiter()
          .tryAcquire(new Caller("gone" + i, Priority.RESYNC, Duration.ofMinutes(5), () -> false));
    }
    fleet.resync("here");
    time.advance(Duration.ofSeconds(2));
    assertThat(fleet.checkedSince(VirtualTime.START)).isEqualTo(2);
  }

  @Test
  void unclaimedReservationExpires() {
    TestFleet fleet = new TestFleet(time, new CallLimits(6000, 1), Duration.ofMinutes(5), LATENCY);
    fleet.edit("first");
    fleet
        .limiter()
        .tryAcquire(new Caller("absent", Priority.CHANGE, Duration.ofMinutes(5), () -> true));
    fleet.edit("third");
    time.advance(Duration.ofSeconds(9));
    assertThat(fleet.checkedSince(VirtualTime.START)).isEqualTo(1);
    time.advance(Duration.ofSeconds(2));
    assertThat(fleet.checkedSince(VirtualTime.START)).isEqualTo(2);
  }

  @Test
  void noTimerRunsWhileTheQueueIsEmpty() {
    TestFleet fleet = fleet(CallLimits.DEFAULT, Duration.ofMinutes(5));
    fleet.edit("only");
    time.advance(Duration.ofMinutes(1));
    assertThat(time.isQuiet()).isTrue();
  }

  @Test
  void permitSendsNothingAfterTheCircuitOpens() {
    TestFleet fleet = fleet(CallLimits.DEFAULT, Duration.ofMinutes(5));
    Permit permit = ((Admission.Admitted) fleet.limiter().tryAcquire(caller("holder"))).permit();
    assertThat(permit.call("holder", () -> failure(limited(Optional.of(Duration.ofMinutes(1))))))
        .isInstanceOf(ApiResult.Failure.class);
    ApiResult<Object> second =
        permit.call(
            "holder",
            () -> {
              throw new AssertionError("must not be sent");
            });
    assertThat(second).isInstanceOf(ApiResult.Failure.class);
    permit.close();
    assertThat(fleet.limiter().tryAcquire(caller("next"))).isInstanceOf(Admission.Paused.class);
  }

  private static Caller caller(String id) {
    return new Caller(id, Priority.CHANGE, Duration.ofMinutes(5), () -> true);
  }

  private TestFleet fleet(CallLimits limits, Duration interval) {
    return new TestFleet(time, limits, interval, LATENCY);
  }

  private static ApiResult<Object> failure(ApiFailure failure) {
    return new ApiResult.Failure<>(failure);
  }

  private static ApiFailure serverError() {
    return new ApiFailure.Unavailable(OptionalInt.of(500), Optional.empty(), "down");
  }

  private static ApiFailure limited(Optional<Duration> retryAfter) {
    return new ApiFailure.RateLimited(retryAfter, "slow down");
  }
}
