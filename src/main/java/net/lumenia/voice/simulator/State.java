package net.lumenia.voice.simulator;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** Everything that the API answers from and that the control endpoints and tests change. */
final class State {

  private final Accounts accounts = new Accounts();
  private final RequestLog log = new RequestLog();
  private final AtomicReference<Settings> settings;
  private final AtomicReference<Catalog> catalog;
  private final Account defaultAccount;

  State(SimulatorOptions options) {
    settings = new AtomicReference<>(options.settings());
    catalog = new AtomicReference<>(new Catalog(options.catalog()));
    accounts.add(options.accountId(), options.token());
    defaultAccount = accounts.account(options.accountId());
    options.workspaces().forEach(defaultAccount::addWorkspace);
    defaultAccount.addNumbers(options.numbers());
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

  Catalog catalog() {
    return catalog.get();
  }

  void catalog(Catalog changed) {
    catalog.set(changed);
  }

  Settings settings() {
    return settings.get();
  }

  Settings settings(UnaryOperator<Settings> change) {
    return settings.updateAndGet(change);
  }

  /** The failure that this request meets, each counted once however many ask at a time. */
  Optional<FailNext> takeFailure(String method) {
    return settings.getAndUpdate(current -> current.after(method)).failureOf(method);
  }
}
