package net.lumenia.voice.lumenia.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.lumenia.voice.lumenia.ApiFailure;
import net.lumenia.voice.lumenia.ApiResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who does not want to come any more keeps nobody else waiting. */
class WithdrawTest {

  private static final Duration PAUSE = Duration.ofMinutes(10);

  private final World world = new World();
  private final Gates gates = Account.gates(world);
  private final List<String> admitted = new ArrayList<>();

  enum When {
    WHILE_WAITING,
    WHEN_CALLED
  }

  /** 300 of 310 end before they reach the limiter: no prompt, another account, a conflict. */
  @ParameterizedTest
  @EnumSource(When.class)
  void afterAnOutageNobodyWaitsForThoseWhoHaveNoUseForAProbe(When when) {
    Gate gate = gate("prod/default", GateLimits.DEFAULT);
    pauseByRetryAfter(gate);
    for (int i = 0; i < 300; i++) {
      String id = "blocked-" + i;
      gate.enter(visitor(id, () -> gates.withdraw(id)));
      if (when == When.WHILE_WAITING) {
        gates.withdraw(id);
      }
    }
    for (int i = 0; i < 10; i++) {
      enter(gate, "sound-" + i);
    }
    world.pass(PAUSE);
    assertThat(admitted).hasSizeLessThanOrEqualTo(1);
    world.pass(Duration.ofSeconds(3));
    assertThat(admitted).hasSize(10);
    assertThat(gate.state().circuit()).isEqualTo(CircuitState.CLOSED);
  }

  @Test
  void aProbeWaitsBriefly() {
    Gate gate = gate("prod/default", GateLimits.DEFAULT);
    pauseByRetryAfter(gate);
    gate.enter(visitor("absent", () -> {}));
    enter(gate, "next");
    world.pass(PAUSE.plusMillis(1900));
    assertThat(admitted).isEmpty();
    world.pass(Duration.ofMillis(200));
    assertThat(admitted).containsExactly("next");
  }

  @Test
  void aPermitIsGivenToTheNextAtOnce() {
    Gate gate = gate("prod/default", new GateLimits(6000, 1));
    Pass first = ((Entry.Admitted) gate.enter(Account.change("first"))).pass();
    gate.enter(visitor("absent", () -> {}));
    enter(gate, "next");
    first.close();
    assertThat(admitted).isEmpty();
    gates.withdraw("absent");
    world.pass(Duration.ZERO);
    assertThat(admitted).containsExactly("next");
  }

  @Test
  void whoMovesToAnotherAccountLeavesItsPlace() {
    Gate before = gate("prod/before", new GateLimits(6000, 1));
    Pass first = ((Entry.Admitted) before.enter(Account.change("first"))).pass();
    enter(before, "moving");
    enter(before, "staying");
    Gate after = gate("prod/after", new GateLimits(6000, 1));
    enter(after, "moving");
    assertThat(admitted).containsExactly("moving");
    first.close();
    world.pass(Duration.ZERO);
    assertThat(admitted).containsExactly("moving", "staying");
  }

  @Test
  void whoWaitsNowhereHasNothingToWithdraw() {
    gates.withdraw("nobody");
    Gate gate = gate("prod/default", new GateLimits(6000, 1));
    Pass pass = ((Entry.Admitted) gate.enter(Account.change("inside"))).pass();
    gates.withdraw("inside");
    assertThat(gate.enter(Account.change("next"))).isInstanceOf(Entry.Waiting.class);
    pass.close();
    assertThat(gate.enter(Account.change("next"))).isInstanceOf(Entry.Admitted.class);
  }

  private Gate gate(String account, GateLimits limits) {
    return gates.gate(account, Account.credentials(account), limits);
  }

  private static void pauseByRetryAfter(Gate gate) {
    Pass pass = ((Entry.Admitted) gate.enter(Account.change("limited"))).pass();
    pass.call(
        "limited",
        () ->
            new ApiResult.Failure<>(
                new ApiFailure.RateLimited(Optional.of(PAUSE), "too many requests")));
    pass.close();
    assertThat(gate.state().circuit()).isEqualTo(CircuitState.OPEN);
  }

  /** Its call takes a tenth of a second. */
  private void enter(Gate gate, String id) {
    if (gate.enter(visitor(id, () -> enter(gate, id))) instanceof Entry.Admitted(Pass pass)) {
      admitted.add(id);
      world.set(
          Duration.ofMillis(100),
          () -> {
            pass.call(id, () -> new ApiResult.Success<>("fine"));
            pass.close();
          });
    }
  }

  private Visitor visitor(String id, Runnable comes) {
    return new Visitor(
        id,
        Priority.CHANGE,
        Duration.ofMinutes(5),
        () -> {
          world.set(Duration.ZERO, comes);
          return true;
        });
  }
}
