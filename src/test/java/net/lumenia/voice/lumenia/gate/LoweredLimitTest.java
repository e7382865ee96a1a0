package net.lumenia.voice.lumenia.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** A lower limit counts from the next permit on. Nothing waits for the permits that are out. */
@Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
class LoweredLimitTest {

  private static final String ACCOUNT = "prod/default";

  private final World world = new World();
  private final Gates gates = Account.gates(world);

  @AfterEach
  void close() {
    gates.close();
  }

  @Test
  void aLimitLoweredFrom16To1WithThreeCallsUnderWay() {
    Gate gate = gates.gate(ACCOUNT, Account.credentials("token"), new GateLimits(6000, 16));
    List<Pass> underWay = enter(gate, 3);
    assertThat(gates.gate(ACCOUNT, Account.credentials("token"), new GateLimits(6000, 1)))
        .isSameAs(gate);
    assertThatOneAtATimeGoesOnceTheyAreDone(gate, underWay);
  }

  @Test
  void aSecondResourceOfTheSameAccountWithALowerLimit() {
    Gate gate = gates.gate(ACCOUNT, Account.credentials("token"), new GateLimits(6000, 16));
    List<Pass> underWay = enter(gate, 3);
    assertThat(gates.gate("prod/second", Account.credentials("token"), new GateLimits(6000, 1)))
        .isSameAs(gate);
    assertThatOneAtATimeGoesOnceTheyAreDone(gate, underWay);
  }

  @Test
  void aRotatedTokenWithTwentyCallsUnderWay() {
    var limits = new GateLimits(6000, 64);
    Gate old = gates.gate(ACCOUNT, Account.credentials("old"), limits);
    List<Pass> underWay = enter(old, 20);
    Gate rotated = gates.gate(ACCOUNT, Account.credentials("new"), limits);
    assertThat(rotated).isNotSameAs(old);
    underWay.forEach(Pass::close);
    assertThat(enter(rotated, 20)).hasSize(20);
  }

  private static void assertThatOneAtATimeGoesOnceTheyAreDone(Gate gate, List<Pass> underWay) {
    assertThat(gate.enter(Account.change("next"))).isInstanceOf(Entry.Waiting.class);
    underWay.subList(1, underWay.size()).forEach(Pass::close);
    assertThat(gate.enter(Account.change("next"))).isInstanceOf(Entry.Waiting.class);
    underWay.getFirst().close();
    assertThat(gate.enter(Account.change("next"))).isInstanceOf(Entry.Admitted.class);
    assertThat(gate.enter(Account.change("after"))).isInstanceOf(Entry.Waiting.class);
  }

  private static List<Pass> enter(Gate gate, int calls) {
    return IntStream.range(0, calls)
        .mapToObj(call -> gate.enter(Account.change("caller-" + call)))
        .map(Entry.Admitted.class::cast)
        .map(Entry.Admitted::pass)
        .toList();
  }
}
