package net.lumenia.voice.simulator;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** Everything that the API answers from and that the control endpoints and tests change. */
final class State {

  private final Clock clock;
  private final Accounts accounts;
  private final Faults faults;
  private final OtherWriter otherWriter = new OtherWriter();
  private final RequestLog log = new RequestLog();
  private final AtomicReference<Settings> settings;
  private final AtomicReference<CatalogDocument> catalog;
  private final Account defaultAccount;

  State(SimulatorOptions options, Clock clock) {
    this.clock = clock;
    accounts = new Accounts(clock);
    faults = new Faults(clock);
    settings = new AtomicReference<>(options.settings());
    catalog = new AtomicReference<>(new CatalogDocument(options.catalog()));
    accounts.add(options.accountId(), options.token());
    defaultAccount = accounts.account(options.accountId());
    options.workspaces().forEach(defaultAccount::addWorkspace);
    defaultAccount.addNumbers(options.numbers());
  }

  Clock clock() {
    return clock;
  }

  Faults faults() {
    return faults;
  }

  OtherWriter otherWriter() {
    return otherWriter;
  }

  Accounts accounts() {
    return accounts;
  }

  Account defaultAccount() {
    return defaultAccount;
  }

  RequestLog log() {
    return log;
  }

  CatalogDocument catalog() {
    return catalog.get();
  }

  void catalog(CatalogDocument changed) {
    catalog.set(changed);
  }

  Settings settings() {
    return settings.get();
  }

  Settings settings(UnaryOperator<Settings> change) {
    return settings.updateAndGet(change);
  }
}
