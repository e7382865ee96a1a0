package net.lumenia.voice.endtoend;

import static net.lumenia.voice.endtoend.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.controlplane.WithControlPlane;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.simulator.Simulator;
import net.lumenia.voice.simulator.SimulatorOptions;
import net.lumenia.voice.simulator.faults.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every reason of a LumeniaAccount, one after the other on one account. */
@WithControlPlane
@Execution(ExecutionMode.CONCURRENT)
class AccountTest extends WithOperator {

  private static final String SECRET =
      """
      apiVersion: v1
      kind: Secret
      metadata: {name: lumenia%s}
      stringData: {%s}
      """;
  private static final String LABELLED = ", labels: {voice.lumenia.net/credentials: \"true\"}";

  AccountTest(ControlPlane plane, KubernetesClient client) {
    super(plane, client, List.of("acme"), OFTEN);
  }

  @Test
  void fromNothingToAuthenticated() {
    cluster.applyAssistant("acme", "firstMessage: Hi");
    awaitAssistant("False AccountNotFound: there is no LumeniaAccount default");

    applyAccount("");
    awaitAccount("False SecretNotFound: there is no Secret lumenia");
    awaitAssistant("False AccountNotReady: LumeniaAccount default is not ready: SecretNotFound");

    cluster.apply(SECRET.formatted("", "token: " + SimulatorOptions.TOKEN));
    awaitAccount("False SecretNotLabelled: Secret lumenia lacks its owner's consent");

    cluster.apply(SECRET.formatted(LABELLED, "other: x"));
    cluster.client().secrets().withName("lumenia").edit(AccountTest::withoutToken);
    awaitAccount("False SecretKeyMissing: key token of Secret lumenia is absent");

    cluster.apply(SECRET.formatted(LABELLED, "token: \"two words\""));
    awaitAccount("False SecretKeyMissing:");

    cluster.apply(SECRET.formatted(LABELLED, "token: wrong"));
    awaitAccount("False InvalidApiKey:");

    cluster.apply(SECRET.formatted(LABELLED, "token: \"%s\\n\"".formatted(SimulatorOptions.TOKEN)));
    awaitAccount("True Authenticated:");
    awaitAssistant("True Synced:");

    cluster.client().secrets().withName("lumenia").delete();
    awaitAccount("False SecretNotFound:");
    awaitAssistant("False AccountNotReady:");
  }

  @Test
  void aBaseUrlThatTheAdminHasNotListedGetsNoRequest() {
    try (Simulator other = Simulator.start(SimulatorOptions.defaults())) {
      cluster.applySecret(SimulatorOptions.TOKEN);
      applyAccount(", baseUrl: \"%s\"".formatted(other.baseUrl()));
      awaitAccount("False BaseUrlNotAllowed: " + other.baseUrl());
      assertThat(other.requests()).isEmpty();
      applyAccount(", baseUrl: \"%s/\"".formatted(simulator.baseUrl()));
      awaitAccount("True Authenticated:");
    }
  }

  @ParameterizedTest
  @CsvSource({"503, Unavailable", "429, RateLimited", "418, BadResponse"})
  void anApiThatFailsIsSaid(int status, String reason) {
    cluster.applySecret(SimulatorOptions.TOKEN);
    simulator.inject(Fault.status(status).times(1));
    applyAccount("");
    awaitAccount("False " + reason + ":");
    awaitAccount("True Authenticated:");
  }

  /** An alert about it would last until the operator is restarted. */
  @Test
  void oneThatIsDeletedLeavesNoOpenCircuit() {
    cluster.applyAccount();
    awaitAccount("True Authenticated:");
    simulator.inject(Fault.status(503));
    for (int i = 0; i < 12; i++) {
      cluster.applyAssistant("away-" + i, "firstMessage: Hi");
    }
    awaitCircuits("open", 1);
    cluster.client().resources(LumeniaAccount.class).withName("default").delete();
    eventually(() -> assertThat(cluster.ready("away-0")).startsWith("False AccountNotFound:"));
    awaitCircuits("open", 0);
    awaitCircuits("half_open", 0);
    awaitCircuits("closed", 0);
  }

  private void awaitCircuits(String state, int count) {
    eventually(
        () ->
            assertThat(operator.http("/metrics").body())
                .contains("lumenia_api_circuit_state{state=\"%s\"} %d.0".formatted(state, count)));
  }

  private void applyAccount(String more) {
    cluster.apply(
        """
        apiVersion: voice.lumenia.net/v1alpha1
        kind: LumeniaAccount
        metadata: {name: default}
        spec: {accountId: %s, tokenSecretRef: {name: lumenia}%s}
        """
            .formatted(SimulatorOptions.ACCOUNT_ID, more));
  }

  private static Secret withoutToken(Secret secret) {
    secret.getData().remove("token");
    return secret;
  }

  private void awaitAccount(String text) {
    eventually(() -> assertThat(cluster.accountReady()).startsWith(text));
  }

  private void awaitAssistant(String text) {
    eventually(() -> assertThat(cluster.ready("acme")).startsWith(text));
  }
}
