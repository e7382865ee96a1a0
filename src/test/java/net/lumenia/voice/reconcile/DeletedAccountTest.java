package net.lumenia.voice.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.TokenSecretRef;
import net.lumenia.voice.lumenia.Credentials;
import net.lumenia.voice.lumenia.Endpoint;
import net.lumenia.voice.lumenia.Limits;
import net.lumenia.voice.lumenia.LumeniaClient;
import net.lumenia.voice.lumenia.Token;
import net.lumenia.voice.lumenia.gate.CircuitState;
import net.lumenia.voice.lumenia.gate.GateLimits;
import net.lumenia.voice.lumenia.gate.Gates;
import net.lumenia.voice.lumenia.gate.Priority;
import net.lumenia.voice.lumenia.gate.Visitor;
import net.lumenia.voice.simulator.Fault;
import net.lumenia.voice.simulator.Simulator;
import net.lumenia.voice.simulator.SimulatorOptions;
import org.junit.jupiter.api.Test;

/** What stays of an account that is deleted while the API is away: nothing. */
@EnableKubernetesMockClient
@SuppressWarnings("NullAway.Init") // the extension sets the field
class DeletedAccountTest implements AccountDirectory {

  private KubernetesClient kubernetes;

  private final SimulatedTime time = new SimulatedTime();
  private final KeyChecks checks = new KeyChecks(Duration.ofMinutes(5), time);

  @Test
  void itsCircuitIsCountedNoMoreAndItsTokenIsForgotten() throws JsonProcessingException {
    try (var simulator = Simulator.start(SimulatorOptions.defaults());
        var gates = gates()) {
      simulator.inject(Fault.status(503));
      AccountExaminer examiner = examiner(gates, simulator.baseUrl());
      for (int call = 0; call < 10; call++) {
        examiner.examine(account(), this);
        time.pass(Duration.ofMinutes(2));
      }
      var assistant =
          new Visitor(
              "VoiceAssistant team/acme", Priority.RESYNC, Duration.ofMinutes(5), () -> true);
      gates.current("team/default").orElseThrow().enter(assistant);
      assertThat(gates.circuits().getOrDefault(CircuitState.CLOSED, 0L)).isZero();
      assertThat(gates.circuits()).isNotEmpty();
      assertThat(checks.size()).isOne();
      examiner.forget("team/default");
      assertThat(gates.circuits()).isEmpty();
      assertThat(gates.current("team/default")).isEmpty();
      assertThat(checks.size()).isZero();
    }
  }

  /** A reconcile of an assistant that began before its account was deleted. */
  @Test
  void whoeverAsksForItsGateAfterwardsLetsGoOfIt() throws JsonProcessingException {
    try (var gates = gates()) {
      var credentials =
          new Credentials(
              new Endpoint(URI.create("https://api.example.com"), "one"),
              Token.of("secret").orElseThrow());
      var cache = new CacheOf<LumeniaAccount>();
      cache.put(account());
      var requeuer = new Requeuer<LumeniaAccount>(_ -> true, time, time, (_, _) -> {}).of(cache);
      gates.gate("team/default", credentials, GateLimits.DEFAULT);
      Reconcilers.forgetIfGone("team/default", requeuer, gates);
      assertThat(gates.current("team/default")).isPresent();
      cache.remove(References.id("team/default"));
      Reconcilers.forgetIfGone("team/default", requeuer, gates);
      assertThat(gates.current("team/default")).isEmpty();
      assertThat(gates.circuits()).isEmpty();
    }
  }

  private Gates gates() {
    var client = new LumeniaClient("test", Limits.DEFAULT, (_, _, _) -> {}, time);
    return new Gates(client, GateLimits.OF_PROCESS, (_, _) -> {}, _ -> {}, time);
  }

  private AccountExaminer examiner(Gates gates, URI baseUrl) {
    return new AccountExaminer(
        new AccountResolver(BaseUrlPolicy.of(Optional.of(baseUrl), Set.of(), true)),
        new MetadataProbe(kubernetes, new ContentReads(kubernetes, new ApiServerLimit(() -> true))),
        gates,
        new Catalogs(time, time),
        new Requeuer<>(_ -> true, time, time, (_, _) -> {}),
        checks,
        Duration.ofMinutes(5),
        time);
  }

  @Override
  public Optional<TokenEntry> token(String namespace, TokenSecretRef reference) {
    return Optional.of(new TokenEntry.Usable(Token.of("token").orElseThrow()));
  }

  private static LumeniaAccount account() throws JsonProcessingException {
    return new YAMLMapper()
        .readValue(
            """
            metadata: {namespace: team, name: default, generation: 1}
            spec: {accountId: %s, tokenSecretRef: {name: lumenia}}
            """
                .formatted(SimulatorOptions.ACCOUNT_ID),
            LumeniaAccount.class);
  }
}
