package net.lumenia.voice.simulator.state;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import net.lumenia.voice.simulator.faults.Faults;
import net.lumenia.voice.simulator.rules.CatalogDocument;

/** The state of a simulator, which the API, the control endpoints and tests share. */
public final class SimulatorState {

  private final Clock clock;
  private final Accounts accounts;
  private final Faults faults;
  private final RevertScheduler reverts = new RevertScheduler();
  private final RequestLog log = new RequestLog();
  private final AtomicReference<Settings> settings;
  private final AtomicReference<CatalogDocument> catalog;
  private final Account defaultAccount;

  /** The state with one empty account, to which the token gives access. */
  public SimulatorState(
      String accountId, String token, Settings initial, JsonNode allowed, Clock clock) {
    this.clock = clock;
    accounts = new Accounts(clock);
    faults = new Faults(clock);
    settings = new AtomicReference<>(initial);
    catalog = new AtomicReference<>(new CatalogDocument(allowed));
    accounts.add(accountId, token);
    defaultAccount = accounts.account(accountId);
  }

  public Clock clock() {
    return clock;
  }

  public Faults faults() {
    return faults;
  }

  public RevertScheduler reverts() {
    return reverts;
  }

  public Accounts accounts() {
    return accounts;
  }

  public Account defaultAccount() {
    return defaultAccount;
  }

  public RequestLog log() {
    return log;
  }

  public CatalogDocument catalog() {
    return catalog.get();
  }

  public void catalog(CatalogDocument changed) {
    catalog.set(changed);
  }

  public Settings settings() {
    return settings.get();
  }

  public Settings settings(UnaryOperator<Settings> change) {
    return settings.updateAndGet(change);
  }
}
