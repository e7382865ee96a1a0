package net.lumenia.voice.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.List;
import java.util.stream.LongStream;
import net.lumenia.voice.simulator.exchange.AccountId;
import net.lumenia.voice.simulator.rules.CatalogDocument;
import net.lumenia.voice.simulator.state.Account;
import net.lumenia.voice.simulator.state.Settings;
import net.lumenia.voice.simulator.state.SimulatorState;

/**
 * The options of a simulator.
 *
 * @param port 0 for any free port
 * @param accountId the UUID of the default account
 * @param token gives access to the default account
 * @param workspaces names of workspaces in the default account, with empty assistants
 * @param provisioned whether they have voice integrations, and so assistants
 * @param numbers ids of the phone numbers of the default account
 * @param catalog the response of {@code GET /api/v1/voice-integration/catalog}
 */
public record SimulatorOptions(
    String host,
    int port,
    String accountId,
    String token,
    Settings settings,
    List<String> workspaces,
    boolean provisioned,
    List<Long> numbers,
    JsonNode catalog) {

  public static final String ACCOUNT_ID = AccountId.DEFAULT;
  public static final String TOKEN = "simulator-token";

  public SimulatorOptions {
    workspaces = List.copyOf(workspaces);
    numbers = List.copyOf(numbers);
  }

  /** A free port on 127.0.0.1, no workspaces, the numbers 1 to 100, the reference catalog. */
  public static SimulatorOptions defaults() {
    return new SimulatorOptions(
        "127.0.0.1",
        0,
        ACCOUNT_ID,
        TOKEN,
        Settings.DEFAULT,
        List.of(),
        /* provisioned= */ true,
        LongStream.rangeClosed(1, 100).boxed().toList(),
        CatalogDocument.bundled().tree());
  }

  public SimulatorOptions listeningOn(String changedHost, int changedPort) {
    return new SimulatorOptions(
        changedHost,
        changedPort,
        accountId,
        token,
        settings,
        workspaces,
        provisioned,
        numbers,
        catalog);
  }

  public SimulatorOptions withAccount(String changedId, String changedToken) {
    return new SimulatorOptions(
        host, port, changedId, changedToken, settings, workspaces, provisioned, numbers, catalog);
  }

  public SimulatorOptions withSettings(Settings changed) {
    return new SimulatorOptions(
        host, port, accountId, token, changed, workspaces, provisioned, numbers, catalog);
  }

  public SimulatorOptions withWorkspaces(List<String> names) {
    return new SimulatorOptions(
        host, port, accountId, token, settings, names, provisioned, numbers, catalog);
  }

  /** The workspaces exist without voice integrations. */
  public SimulatorOptions unprovisioned() {
    return new SimulatorOptions(
        host, port, accountId, token, settings, workspaces, false, numbers, catalog);
  }

  public SimulatorOptions withNumbers(List<Long> ids) {
    return new SimulatorOptions(
        host, port, accountId, token, settings, workspaces, provisioned, ids, catalog);
  }

  public SimulatorOptions withCatalog(JsonNode changed) {
    return new SimulatorOptions(
        host, port, accountId, token, settings, workspaces, provisioned, numbers, changed);
  }

  SimulatorState initialState(Clock clock) {
    SimulatorState state = new SimulatorState(accountId, token, settings, catalog, clock);
    Account account = state.defaultAccount();
    workspaces.forEach(provisioned ? account::addWorkspace : account::addUnprovisionedWorkspace);
    state.defaultAccount().addNumbers(numbers);
    return state;
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "SimulatorOptions[%s:%d, account %s]".formatted(host, port, accountId);
  }
}
