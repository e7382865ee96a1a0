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

/** What a gate promises, with hundreds of assistants and hours that pass in no time. */
class AccountLimiterTest {

  private static final Duration LATENCY = Duration.ofMillis(100);

  private final World world = new World();

  @Test
  void anEditOnAFleetAtTheBudgetsLimitDoesNotWait() {
    Fleet fleet = fleet(new CallLimits(600, 16), Duration.ofSeconds(10));
    fleet.grow(1000);
    world.advance(Duration.ofMinutes(10));
    for (int edit = 0; edit < 50; edit++) {
      fleet.edit("edited-" + edit);
      world.advance(Duration.ofSeconds(7));
    }
    assertThat(fleet.longestWait(Priority.CHANGE)).isLessThanOrEqualTo(LATENCY);
  }

  @Test
  void noMinuteHasMoreRequestsThanTheBudgetAndItsBurst() {
    Fleet fleet = fleet(new CallLimits(600, 16), Duration.ofSeconds(10));
    fleet.grow(1000);
    world.advance(Duration.ofMinutes(30));
    assertThat(fleet.mostInAMinute()).isBetween(480L, 660L);
  }

  @Test
  void resyncsStretchToWhatTheBudgetCarriesAndAllGetTheirTurn() {
    Fleet fleet = fleet(new CallLimits(600, 16), Duration.ofSeconds(10));
    fleet.grow(1000);
    world.advance(Duration.ofMinutes(10));
    assertThat(fleet.limiter().state().shortestInterval()).isEqualTo(Duration.ofSeconds(150));
    Instant now = world.instant();
    world.advance(Duration.ofMinutes(3));
    assertThat(fleet.seenSince(now)).isEqualTo(1000);
  }

  @Test
  void nothingStretchesWhatTheBudgetCarries() {
    Fleet fleet = fleet(new CallLimits(600, 16), Duration.ofMinutes(5));
    fleet.grow(1000);
    world.advance(Duration.ofMinutes(30));
    assertThat(fleet.limiter().state()).isEqualTo(LimiterState.QUIET);
    assertThat(fleet.longestWait(Priority.RESYNC)).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void concurrencyIsLimited() {
    Fleet fleet =
        new Fleet(world, new CallLimits(60_000, 8), Duration.ofSeconds(10), Duration.ofSeconds(2));
    fleet.grow(200);
    world.advance(Duration.ofMinutes(2));
    assertThat(fleet.mostUnderWay()).isEqualTo(6);
    fleet.edit("one");
    fleet.edit("two");
    assertThat(fleet.mostUnderWay()).isEqualTo(8);
  }

  /** Ten that fail, what is under way, and the probes after 10, 30, 60, 90, ... seconds. */
  @Test
  void anOutageCostsItsProbesAndEndsWithinAMinute() {
    Fleet fleet = fleet(new CallLimits(1200, 16), Duration.ofSeconds(30));
    fleet.grow(500);
    world.advance(Duration.ofMinutes(3));
    fleet.api = _ -> failure(serverError());
    Instant down = world.instant();
    world.advance(Duration.ofMinutes(5));
    assertThat(fleet.requestsSince(down)).isLessThanOrEqualTo(10 + 16 + 13);
    fleet.api = _ -> new ApiResult.Success<>("fine");
    Instant up = world.instant();
    world.advance(Duration.ofSeconds(60));
    assertThat(fleet.seenSince(up)).isEqualTo(500);
    assertThat(fleet.limiter().state().circuit()).isEqualTo(CircuitState.CLOSED);
  }

  @ParameterizedTest
  @CsvSource({"1, 5", "9, 5", "99, 5", "1, 60", "9, 60"})
  void oneAssistantThatAlwaysFailsDoesNotOpenTheCircuitOfItsAccount(int others, int minutes) {
    Fleet fleet = fleet(CallLimits.DEFAULT, Duration.ofMinutes(minutes));
    fleet.api =
        id -> id.equals("broken") ? failure(serverError()) : new ApiResult.Success<>("fine");
    fleet.grow(others);
    world.advance(Duration.ofMinutes(minutes));
    fleet.tryAgainAndAgain("broken");
    world.advance(Duration.ofHours(12));
    assertThat(fleet.circuits()).isSubsetOf(CircuitState.CLOSED);
    fleet.api = _ -> failure(serverError());
    world.advance(Duration.ofMinutes(minutes).multipliedBy(10));
    assertThat(fleet.circuits()).as("in an outage").contains(CircuitState.OPEN);
  }

  /** Ten of them, and what is under way by then. */
  @ParameterizedTest
  @ValueSource(ints = {10, 100, 1000})
  void anOutageOfAFleetThatIsEditedOpensTheCircuitAtOnce(int assistants) {
    Fleet fleet = fleet(CallLimits.DEFAULT, Duration.ofMinutes(5));
    fleet.grow(assistants);
    world.advance(Duration.ofMinutes(6));
    fleet.api = _ -> failure(serverError());
    Instant down = world.instant();
    for (int edited = 0; edited < assistants; edited++) {
      fleet.edit("a" + edited);
    }
    world.advance(Duration.ofSeconds(2));
    assertThat(fleet.circuits()).contains(CircuitState.OPEN);
    assertThat(fleet.requestsSince(down)).isLessThanOrEqualTo(10 + 16);
  }

  @Test
  void retryAfterIsForTheWholeAccount() {
    Fleet fleet = fleet(CallLimits.DEFAULT, Duration.ofSeconds(30));
    fleet.grow(100);
    world.advance(Duration.ofMinutes(2));
    fleet.api = _ -> failure(limited(Optional.of(Duration.ofMinutes(10))));
    world.advance(Duration.ofSeconds(5));
    assertThat(fleet.limiter().state().circuit()).isEqualTo(CircuitState.OPEN);
    Instant paused = world.instant();
    world.advance(Duration.ofMinutes(9));
    assertThat(fleet.requestsSince(paused)).isZero();
    fleet.api = _ -> new ApiResult.Success<>("fine");
    Instant over = world.instant();
    world.advance(Duration.ofMinutes(2));
    assertThat(fleet.seenSince(over)).isEqualTo(100);
  }

  /** Pauses of 1, 2, 4, ... 60 s, one request each. */
  @Test
  void aStormOf429WithoutRetryAfterIsNotAnsweredByAStorm() {
    Fleet fleet = fleet(CallLimits.DEFAULT, Duration.ofSeconds(10));
    fleet.api = _ -> failure(limited(Optional.empty()));
    fleet.grow(500);
    world.advance(Duration.ofHours(1));
    assertThat(fleet.requestsSince(World.START)).isBetween(55L, 90L);
  }

  @Test
  void errorsOfSingleAssistantsDoNotOpenTheCircuit() {
    Fleet fleet = fleet(CallLimits.DEFAULT, Duration.ofSeconds(30));
    fleet.api = _ -> failure(new ApiFailure.NotFound("no such workspace"));
    fleet.grow(100);
    world.advance(Duration.ofMinutes(5));
    assertThat(fleet.limiter().state().circuit()).isEqualTo(CircuitState.CLOSED);
  }

  @Test
  void thoseWhoAreGoneAreLeftOut() {
    Fleet fleet = fleet(new CallLimits(60, 1), Duration.ofMinutes(5));
    fleet.edit("first");
    for (int i = 0; i < 500; i++) {
      fleet
          .limiter()
          .enter(new Caller("gone" + i, Priority.RESYNC, Duration.ofMinutes(5), () -> false));
    }
    fleet.resync("here");
    world.advance(Duration.ofSeconds(2));
    assertThat(fleet.seenSince(World.START)).isEqualTo(2);
  }

  @Test
  void aPlaceIsNotKeptForeverForSomebodyWhoWasCalledAndDoesNotCome() {
    Fleet fleet = new Fleet(world, new CallLimits(6000, 1), Duration.ofMinutes(5), LATENCY);
    fleet.edit("first");
    fleet.limiter().enter(new Caller("absent", Priority.CHANGE, Duration.ofMinutes(5), () -> true));
    fleet.edit("third");
    world.advance(Duration.ofSeconds(9));
    assertThat(fleet.seenSince(World.START)).isEqualTo(1);
    world.advance(Duration.ofSeconds(2));
    assertThat(fleet.seenSince(World.START)).isEqualTo(2);
  }

  @Test
  void nothingIsScheduledWhenNobodyWaits() {
    Fleet fleet = fleet(CallLimits.DEFAULT, Duration.ofMinutes(5));
    fleet.edit("only");
    world.advance(Duration.ofMinutes(1));
    assertThat(world.isQuiet()).isTrue();
  }

  @Test
  void whoIsInsideWhenTheCircuitOpensSendsNothingMore() {
    Fleet fleet = fleet(CallLimits.DEFAULT, Duration.ofMinutes(5));
    Permit permit = ((Admission.Admitted) fleet.limiter().enter(caller("inside"))).permit();
    assertThat(permit.call("inside", () -> failure(limited(Optional.of(Duration.ofMinutes(1))))))
        .isInstanceOf(ApiResult.Failure.class);
    ApiResult<Object> second =
        permit.call(
            "inside",
            () -> {
              throw new AssertionError("must not be sent");
            });
    assertThat(second).isInstanceOf(ApiResult.Failure.class);
    permit.close();
    assertThat(fleet.limiter().enter(caller("next"))).isInstanceOf(Admission.Paused.class);
  }

  private static Caller caller(String id) {
    return new Caller(id, Priority.CHANGE, Duration.ofMinutes(5), () -> true);
  }

  private Fleet fleet(CallLimits limits, Duration interval) {
    return new Fleet(world, limits, interval, LATENCY);
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
