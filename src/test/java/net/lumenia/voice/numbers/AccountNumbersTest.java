package net.lumenia.voice.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import net.lumenia.voice.assistant.NumberLink;
import net.lumenia.voice.assistant.NumberLookup;
import net.lumenia.voice.assistant.PhoneNumber;
import net.lumenia.voice.lumenia.AccountEndpoint;
import net.lumenia.voice.lumenia.ApiFailure;
import net.lumenia.voice.lumenia.Credentials;
import net.lumenia.voice.lumenia.Limits;
import net.lumenia.voice.lumenia.LumeniaClient;
import net.lumenia.voice.lumenia.Token;
import net.lumenia.voice.lumenia.cache.CacheTiming;
import net.lumenia.voice.lumenia.limiter.AccountLimiter;
import net.lumenia.voice.lumenia.limiter.AccountLimiters;
import net.lumenia.voice.lumenia.limiter.Admission;
import net.lumenia.voice.lumenia.limiter.CallLimits;
import net.lumenia.voice.lumenia.limiter.Caller;
import net.lumenia.voice.lumenia.limiter.CircuitTiming;
import net.lumenia.voice.lumenia.limiter.Permit;
import net.lumenia.voice.lumenia.limiter.Priority;
import net.lumenia.voice.lumenia.limiter.VirtualTime;
import net.lumenia.voice.simulator.NumberRenderer;
import net.lumenia.voice.simulator.Simulator;
import net.lumenia.voice.simulator.SimulatorOptions;
import net.lumenia.voice.simulator.exchange.Route;
import net.lumenia.voice.simulator.faults.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against the simulator, in virtual time. */
class AccountNumbersTest {

  private static final PhoneNumber LISTED = new PhoneNumber(NumberRenderer.phoneNumber(7));
  private static final PhoneNumber NEW = new PhoneNumber(NumberRenderer.phoneNumber(500));

  private final Simulator simulator = Simulator.start(SimulatorOptions.defaults());
  private final VirtualTime time = new VirtualTime();
  private final AccountLimiters limiters =
      new AccountLimiters(
          new LumeniaClient("1", Limits.DEFAULT, (_, _, _) -> {}, Clock.systemUTC()),
          CallLimits.OF_PROCESS,
          (_, _) -> {},
          _ -> {},
          CircuitTiming.DEFAULT,
          time);
  private final AccountLimiter limiter =
      limiters.limiter("team/default", credentials(), CallLimits.DEFAULT);
  private final AccountNumbers numbers = new AccountNumbers(CacheTiming.DEFAULT, time, time);

  private Credentials credentials() {
    return new Credentials(
        AccountEndpoint.of(simulator.baseUrl().toString(), SimulatorOptions.ACCOUNT_ID)
            .orElseThrow(),
        Token.of(SimulatorOptions.TOKEN).orElseThrow());
  }

  @AfterEach
  void end() {
    limiters.close();
    simulator.close();
  }

  private NumberResult find(PhoneNumber number) {
    var caller = new Caller("one", Priority.CHANGE, Duration.ofMinutes(5), () -> true);
    try (Permit permit = ((Admission.Admitted) limiter.tryAcquire(caller)).permit()) {
      return numbers.find(number, permit);
    }
  }

  private int reads() {
    return simulator.requests().size();
  }

  @Test
  void listIsReadOnceInTenMinutes() {
    assertThat(find(LISTED))
        .isInstanceOfSatisfying(
            NumberResult.Resolved.class,
            found -> {
              assertThat(found.number().id()).isEqualTo(7);
              assertThat(found.number().link()).isEqualTo(new NumberLink.Free());
            });
    time.advance(Duration.ofMinutes(9));
    find(LISTED);
    assertThat(reads()).isOne();

    time.advance(Duration.ofMinutes(1));
    find(LISTED);
    assertThat(reads()).isEqualTo(2);
  }

  @Test
  void missingNumberIsLookedUpAtMostTwiceAMinute() {
    find(LISTED);
    time.advance(Duration.ofMinutes(1));
    for (int second = 0; second < 60; second++) {
      assertThat(find(NEW))
          .isInstanceOfSatisfying(
              NumberResult.Unresolved.class,
              missing -> assertThat(missing.lookup()).isEqualTo(new NumberLookup.NotFound()));
      time.advance(Duration.ofSeconds(1));
    }
    assertThat(reads()).isEqualTo(3);
  }

  @Test
  void numberThatWasJustBoughtIsFound() {
    find(LISTED);
    simulator.account().addNumbers(List.of(500L));
    time.advance(Duration.ofSeconds(30));

    assertThat(find(NEW)).isInstanceOf(NumberResult.Resolved.class);
  }

  @Test
  void olderListStaysInForceDuringAnOutage() {
    find(LISTED);
    simulator.inject(Fault.status(503).at(Route.NUMBERS));
    time.advance(Duration.ofMinutes(10));

    assertThat(find(LISTED)).isInstanceOf(NumberResult.Resolved.class);
    assertThat(find(NEW))
        .isInstanceOfSatisfying(
            NumberResult.Failed.class,
            failed -> assertThat(failed.failure()).isInstanceOf(ApiFailure.Unavailable.class));
  }

  @Test
  void newTokenReadsTheListAgain() {
    find(LISTED);
    simulator.rotateToken(SimulatorOptions.TOKEN, "other");
    AccountLimiter other =
        limiters.limiter(
            "team/default",
            new Credentials(credentials().endpoint(), Token.of("other").orElseThrow()),
            CallLimits.DEFAULT);
    var caller = new Caller("two", Priority.CHANGE, Duration.ofMinutes(5), () -> true);
    try (Permit permit = ((Admission.Admitted) other.tryAcquire(caller)).permit()) {
      assertThat(numbers.find(LISTED, permit)).isInstanceOf(NumberResult.Resolved.class);
    }
    assertThat(reads()).isEqualTo(2);
  }
}
