package net.lumenia.voice.lumenia.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.lumenia.voice.lumenia.ApiFailure;
import net.lumenia.voice.lumenia.ApiResult;
import net.lumenia.voice.lumenia.Credentials;
import org.junit.jupiter.api.Test;

/** What is remembered of accounts, and for how long. */
class GatesTest {

  private static final Credentials TOKEN = Account.credentials("token");
  private static final String ACCOUNT = "prod/default";

  private final World world = new World();
  private final Gates gates = Account.gates(world);
  private final List<String> called = new ArrayList<>();

  @Test
  void accountsWithTheSameTokenShareAGateUntilTheLastOneIsForgotten() {
    Gate gate = gates.gate(ACCOUNT, TOKEN, GateLimits.DEFAULT);
    assertThat(gates.gate("prod/second", TOKEN, GateLimits.DEFAULT)).isSameAs(gate);
    gates.forget(ACCOUNT);
    assertThat(gates.current(ACCOUNT)).isEmpty();
    assertThat(gates.current("prod/second")).contains(gate);
    gates.forget("prod/second");
    assertThat(gates.circuits()).isEmpty();
    assertThat(gates.remembered()).isZero();
  }

  @Test
  void aDeletedAccountLeavesNothingBehindWhileItsCircuitIsOpen() {
    Gate gate = gates.gate(ACCOUNT, TOKEN, GateLimits.DEFAULT);
    pauseByRetryAfter(gate, enter(gate, "limited"));
    assertThat(gate.enter(waiting("assistant"))).isInstanceOf(Entry.Shut.class);
    assertThat(gates.circuits()).isEqualTo(Map.of(CircuitState.OPEN, 1L));
    gates.forget(ACCOUNT);
    assertThat(called).as("who waited looks for its account").containsExactly("assistant");
    assertThat(gates.circuits()).isEmpty();
    assertThat(gates.remembered()).isZero();
    assertThat(world.isQuiet()).as("no timer").isTrue();
  }

  @Test
  void aDeletedAccountLeavesNothingBehindWhenItsCallsEnd() {
    Gate gate = gates.gate(ACCOUNT, TOKEN, new GateLimits(6000, 1));
    Pass underWay = enter(gate, "inside");
    gate.enter(waiting("waiting"));
    gates.forget(ACCOUNT);
    underWay.call("inside", () -> new ApiResult.Success<>("fine"));
    underWay.close();
    assertThat(gates.remembered()).isZero();
    assertThat(world.isQuiet()).isTrue();
  }

  /** It got the gate before its account was deleted. */
  @Test
  void aReconcileThatEntersAfterwardsLeavesNothingBehind() {
    Gate gate = gates.gate(ACCOUNT, TOKEN, new GateLimits(6000, 1));
    gates.forget(ACCOUNT);
    Pass late = enter(gate, "late");
    gate.enter(waiting("later"));
    late.close();
    assertThat(called).containsExactly("later");
    enter(gate, "later").close();
    assertThat(gates.remembered()).isZero();
    assertThat(world.isQuiet()).isTrue();
  }

  @Test
  void aReconcileThatRegistersItAgainAlertsNobodyAndIsForgottenInTime() {
    gates.gate(ACCOUNT, TOKEN, GateLimits.DEFAULT);
    gates.forget(ACCOUNT);
    Gate again = gates.gate(ACCOUNT, TOKEN, GateLimits.DEFAULT);
    pauseByRetryAfter(again, enter(again, "late"));
    assertThat(gates.circuits()).as("while it is to be left alone").hasSize(1);
    world.pass(Duration.ofMinutes(10));
    assertThat(gates.circuits()).isEmpty();
    world.pass(Duration.ofHours(1));
    gates.circuits();
    assertThat(gates.remembered()).isZero();
  }

  @Test
  void anAccountThatIsUsedIsNotForgotten() {
    Gate idle = gates.gate("prod/idle", Account.credentials("idle"), GateLimits.DEFAULT);
    Gate used = gates.gate(ACCOUNT, TOKEN, GateLimits.DEFAULT);
    Pass hanging = enter(used, "hanging");
    world.pass(Duration.ofHours(2));
    assertThat(gates.circuits()).isEqualTo(Map.of(CircuitState.CLOSED, 1L));
    assertThat(gates.current(ACCOUNT)).contains(used);
    assertThat(gates.current("prod/idle")).isEmpty();
    assertThat(gates.gate("prod/idle", Account.credentials("idle"), GateLimits.DEFAULT))
        .isNotSameAs(idle);
    hanging.close();
  }

  @Test
  void whoWaitsForARotatedTokenIsCalledToComeWithTheNewOne() {
    Gate old = gates.gate(ACCOUNT, TOKEN, new GateLimits(6000, 1));
    Pass underWay = enter(old, "inside");
    old.enter(waiting("waiting"));
    Gate rotated = gates.gate(ACCOUNT, Account.credentials("new"), new GateLimits(6000, 1));
    assertThat(called).containsExactly("waiting");
    enter(rotated, "waiting").close();
    underWay.close();
    assertThat(gates.remembered()).as("one account, one gate").isEqualTo(2);
  }

  @Test
  void aHigherLimitCallsThoseWhoWaitAtOnce() {
    Gate gate = gates.gate(ACCOUNT, TOKEN, new GateLimits(6000, 1));
    enter(gate, "inside");
    gate.enter(waiting("waiting"));
    gates.gate(ACCOUNT, TOKEN, new GateLimits(6000, 2));
    assertThat(called).containsExactly("waiting");
  }

  /** Nobody else's call fails for it. */
  @Test
  void aCallerThatThrowsWhenItIsCalledIsPassedOver() {
    Gate gate = gates.gate(ACCOUNT, TOKEN, new GateLimits(6000, 1));
    Pass inside = enter(gate, "inside");
    gate.enter(
        new Visitor(
            "broken",
            Priority.CHANGE,
            Duration.ofMinutes(5),
            () -> {
              throw new IllegalStateException("stopped");
            }));
    gate.enter(waiting("next"));
    inside.close();
    assertThat(called).containsExactly("next");
  }

  private static Pass enter(Gate gate, String id) {
    return ((Entry.Admitted) gate.enter(Account.change(id))).pass();
  }

  private static void pauseByRetryAfter(Gate gate, Pass pass) {
    pass.call(
        "limited",
        () ->
            new ApiResult.Failure<>(
                new ApiFailure.RateLimited(
                    Optional.of(Duration.ofMinutes(5)), "too many requests")));
    pass.close();
    assertThat(gate.state().circuit()).isEqualTo(CircuitState.OPEN);
  }

  private Visitor waiting(String id) {
    return new Visitor(id, Priority.CHANGE, Duration.ofMinutes(5), () -> called.add(id));
  }
}
