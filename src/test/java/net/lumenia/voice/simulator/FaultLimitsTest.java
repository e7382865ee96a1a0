package net.lumenia.voice.simulator;

import static net.lumenia.voice.simulator.Client.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import net.lumenia.voice.simulator.exchange.Route;
import net.lumenia.voice.simulator.faults.BrokenContent;
import net.lumenia.voice.simulator.faults.ExtraKeys;
import net.lumenia.voice.simulator.faults.Fault;
import net.lumenia.voice.simulator.faults.FaultJson;
import net.lumenia.voice.simulator.faults.FaultKind;
import net.lumenia.voice.simulator.faults.FaultPhase;
import net.lumenia.voice.simulator.faults.InjectedFault;
import net.lumenia.voice.simulator.state.LoggedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Scopes and limits of faults, and combinations of faults. */
class FaultLimitsTest {

  private static final String OTHER_ACCOUNT = "00000000-0000-4000-8000-000000000002";

  private final MutableClock clock = new MutableClock();
  private Simulator simulator;
  private Client client;

  @BeforeEach
  void start() {
    simulator = Simulator.start(SimulatorOptions.defaults(), clock);
    simulator.addWorkspace("acme");
    simulator.addWorkspace("globex");
    client = Client.of(simulator);
  }

  @AfterEach
  void stop() {
    client.close();
    simulator.close();
  }

  @Test
  void unlimitedFaultStrikesUntilRemoved() {
    InjectedFault fault = simulator.inject(Fault.status(500));
    assertThat(List.of(show("acme"), show("acme"), show("globex"))).containsOnly(500);
    assertThat(fault.strikes()).isEqualTo(3);
    simulator.remove(fault);
    assertThat(show("acme")).isEqualTo(200);
    assertThat(fault.active()).isFalse();
    assertThat(simulator.faults()).isEmpty();
  }

  @Test
  void faultStrikesGivenNumberOfTimes() {
    InjectedFault fault = simulator.inject(Fault.status(500).times(2));
    assertThat(List.of(show("acme"), show("acme"), show("acme"))).containsExactly(500, 500, 200);
    assertThat(fault.strikes()).isEqualTo(2);
    assertThat(fault.timesLeft()).hasValue(0);
    assertThat(fault.active()).isFalse();
    assertThat(simulator.faults()).containsExactly(fault);
  }

  @Test
  void faultStrikesForGivenTime() {
    InjectedFault fault = simulator.inject(Fault.status(500).lasting(Duration.ofSeconds(30)));
    clock.advance(Duration.ofMillis(29_999));
    assertThat(show("acme")).isEqualTo(500);
    assertThat(fault.timeLeft()).contains(Duration.ofMillis(1));
    clock.advance(Duration.ofMillis(1));
    assertThat(show("acme")).isEqualTo(200);
    clock.advance(Duration.ofHours(1));
    assertThat(fault.timeLeft()).contains(Duration.ZERO);
    assertThat(fault.strikes()).isEqualTo(1);
  }

  @Test
  void firstReachedLimitEndsFault() {
    simulator.inject(Fault.status(500).times(1).lasting(Duration.ofSeconds(30)));
    assertThat(List.of(show("acme"), show("acme"))).containsExactly(500, 200);
    simulator.inject(Fault.status(500).times(9).lasting(Duration.ofSeconds(30)));
    clock.advance(Duration.ofSeconds(31));
    assertThat(show("acme")).isEqualTo(200);
  }

  @Test
  void faultStrikesOnlyWithinScope() {
    simulator.addToken(OTHER_ACCOUNT, SimulatorOptions.TOKEN);
    simulator.inject(Fault.status(501).in("acme").on("PATCH"));
    simulator.inject(Fault.status(502).at(Route.AUTH));
    simulator.inject(Fault.status(503).at(Route.CATALOG).inAccount(OTHER_ACCOUNT));
    assertThat(show("acme")).isEqualTo(200);
    assertThat(client.patch("acme", "{\"prompt\":\"p\"}").status()).isEqualTo(501);
    assertThat(client.patch("globex", "{\"prompt\":\"p\"}").status()).isEqualTo(200);
    assertThat(client.get("/api/v1/auth").status()).isEqualTo(502);
    assertThat(catalog(SimulatorOptions.ACCOUNT_ID)).isEqualTo(200);
    assertThat(catalog(OTHER_ACCOUNT)).isEqualTo(503);
  }

  @Test
  void firstOfTwoResponseFaultsStrikes() {
    InjectedFault first = simulator.inject(Fault.status(500).times(1));
    InjectedFault second = simulator.inject(Fault.status(429).times(1));
    assertThat(show("acme")).isEqualTo(500);
    assertThat(second.strikes()).isZero();
    assertThat(List.of(show("acme"), show("acme"))).containsExactly(429, 200);
    assertThat(first.strikes()).isEqualTo(1);
    assertThat(struck()).containsExactly(List.of("status-1"), List.of("status-2"), List.of());
  }

  @Test
  void faultBeforeProcessingSkipsLaterFaults() {
    InjectedFault later = simulator.inject(Fault.of(FaultKind.Body.of(BrokenContent.HTML)));
    InjectedFault after = simulator.inject(Fault.of(FaultKind.Status.of(502).after()));
    simulator.inject(Fault.status(500).times(1));
    assertThat(show("acme")).isEqualTo(500);
    assertThat(after.strikes()).isZero();
    assertThat(show("acme")).isEqualTo(502);
    assertThat(later.strikes()).isZero();
  }

  @Test
  void latenciesAddUpAndCombineWithOtherFaults() {
    simulator.inject(Fault.of(new FaultKind.Latency(60, FaultPhase.BEFORE)));
    simulator.inject(Fault.status(500));
    simulator.inject(Fault.of(new FaultKind.Latency(70, FaultPhase.AFTER)));
    assertThat(show("acme")).isEqualTo(500);
    LoggedRequest request = simulator.requests().getFirst();
    assertThat(request.duration().toMillis()).isBetween(130L, 5_000L);
    assertThat(request.faults()).containsExactly("latency-1", "status-2", "latency-3");
  }

  @Test
  void unknownKeysCombineWithBrokenBody() {
    simulator.inject(Fault.of(FaultKind.Body.of(BrokenContent.ARRAY)));
    simulator.inject(Fault.of(new FaultKind.UnknownKeys()));
    simulator.inject(Fault.of(FaultKind.Body.of(BrokenContent.HTML)));
    assertThat(client.show("acme").json().get(0).has(ExtraKeys.KEY)).isTrue();
    assertThat(struck()).containsExactly(List.of("unknownKeys-2", "body-1"));
  }

  @Test
  void lastHundredEndedFaultsAreListed() {
    InjectedFault lasting = simulator.inject(Fault.status(500).in("globex"));
    for (int i = 0; i < 150; i++) {
      simulator.inject(Fault.status(500).in("acme").times(1));
      show("acme");
    }
    assertThat(simulator.faults()).hasSizeBetween(101, 102).contains(lasting);
    simulator.clearFaults();
    assertThat(simulator.faults()).isEmpty();
    assertThat(show("globex")).isEqualTo(200);
  }

  @Test
  void invalidFaultIsRejected() {
    assertThatThrownBy(() -> Fault.status(200))
        .hasMessage("status: must be between 300 and 599, not 200");
    assertThatThrownBy(() -> Fault.status(500).times(0))
        .hasMessage("times: must be at least 1, not 0; omit it for no limit");
    assertThatThrownBy(() -> Fault.status(500).on("PUT"))
        .hasMessage("method: \"PUT\" is not one of GET, PATCH, POST");
    assertThatThrownBy(() -> Fault.parse("[]")).hasMessage("the body: must be an object");
  }

  @Test
  void faultJsonRoundTrips() {
    String json =
        "{'kind':'status','status':503,'when':'after','retryAfter':'2','workspace':'acme',"
            + "'method':'PATCH','path':'assistant','times':3,'seconds':0.5}";
    Fault fault = Fault.parse(object(json).toString());
    assertThat(FaultJson.write(fault)).hasToString(object(json).toString());
    assertThat(fault)
        .isEqualTo(
            Fault.of(FaultKind.Status.of(503).after().withRetryAfter("2"))
                .in("acme")
                .on("PATCH")
                .at(Route.ASSISTANT)
                .times(3)
                .lasting(Duration.ofMillis(500)));
  }

  private int show(String workspace) {
    return client.show(workspace).status();
  }

  private int catalog(String account) {
    return client
        .send(
            client
                .request("GET", "/api/v1/voice-integration/catalog", "")
                .setHeader("X-Account-Id", account))
        .status();
  }

  private List<List<String>> struck() {
    return simulator.requests().stream().map(LoggedRequest::faults).toList();
  }
}
