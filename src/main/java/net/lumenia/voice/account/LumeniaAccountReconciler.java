package net.lumenia.voice.account;

import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.lumenia.voice.cluster.DrainAcknowledger;
import net.lumenia.voice.cluster.EventRecorder;
import net.lumenia.voice.cluster.PrimaryEvents;
import net.lumenia.voice.cluster.References;
import net.lumenia.voice.cluster.Requeuer;
import net.lumenia.voice.cluster.Slice;
import net.lumenia.voice.cluster.StatusWriter;
import net.lumenia.voice.cluster.cache.LumeniaAccountCache;
import net.lumenia.voice.crd.Circuit;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.LumeniaAccountStatus;
import net.lumenia.voice.status.AccountReadiness;
import net.lumenia.voice.status.AccountReason;
import net.lumenia.voice.status.AccountStatusFactory;
import net.lumenia.voice.status.Conditions;
import net.lumenia.voice.status.LimiterReport;
import net.lumenia.voice.status.Notices;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps an account's status up to date: whether it can be used, and if not, what to do. */
public final class LumeniaAccountReconciler implements Reconciler<LumeniaAccount> {

  private static final Logger LOG = LoggerFactory.getLogger(LumeniaAccountReconciler.class);

  /** A fallback: normally the rate limiter requeues a queued check earlier. */
  private static final Duration MAX_QUEUE_TIME = Duration.ofMinutes(1);

  /** Without a status, the time since the first failure is unknown, and so is the backoff. */
  private static final Duration MIN_INTERVAL_WITHOUT_STATUS = Duration.ofMinutes(1);

  private final AccountChecker checker;
  private final LimiterReports limiters;
  private final CatalogPublisher publisher;
  private final StatusWriter statusWriter;
  private final EventRecorder events;
  private final LumeniaAccountCache accounts;
  private final TokenCache tokens;
  private final Requeuer<LumeniaAccount> requeuer;
  private final WorkspaceOwners owners;
  private final Slice slice;
  private final DrainAcknowledger drains;
  private final InstantSource clock;

  public LumeniaAccountReconciler(
      AccountChecker checker,
      LimiterReports limiters,
      CatalogPublisher publisher,
      StatusWriter statusWriter,
      EventRecorder events,
      LumeniaAccountCache accounts,
      TokenCache tokens,
      Requeuer<LumeniaAccount> requeuer,
      WorkspaceOwners owners,
      Slice slice,
      DrainAcknowledger drains,
      InstantSource clock) {
    this.checker = checker;
    this.limiters = limiters;
    this.publisher = publisher;
    this.statusWriter = statusWriter;
    this.events = events;
    this.accounts = accounts;
    this.tokens = tokens;
    this.requeuer = requeuer;
    this.owners = owners;
    this.slice = slice;
    this.drains = drains;
    this.clock = clock;
  }

  @Override
  public UpdateControl<LumeniaAccount> reconcile(
      LumeniaAccount account, Context<LumeniaAccount> context) {
    requeuer.reconcile(
        account, () -> slice.serves(account) ? Optional.of(step(account)) : leave(account));
    ResourceID id = ResourceID.fromResource(account);
    if (!requeuer.knows(id)) {
      forget(id);
    }
    return UpdateControl.noUpdate();
  }

  /**
   * Accounts of other slices are cached, because assistants of this one may use them. The processes
   * that serve them check their tokens and report.
   */
  private Optional<Duration> leave(LumeniaAccount account) {
    checker.release(References.key(account));
    publisher.forget(References.key(account));
    if (slice.isDraining(account)) {
      drains.acknowledge(account);
    }
    return Optional.empty();
  }

  /** Returns the time until the next reconcile. */
  private Duration step(LumeniaAccount account) {
    return switch (checker.check(account, tokens)) {
      case CheckResult.Queued _ -> MAX_QUEUE_TIME;
      case CheckResult.Checked(
              AccountReadiness readiness,
              Duration next,
              Optional<String> request) -> {
        publisher.publish(account, request);
        yield report(account, readiness, request)
            ? next
            : longer(next, MIN_INTERVAL_WITHOUT_STATUS);
      }
    };
  }

  /** Drops everything that is in memory for a deleted account, above all its token. */
  private void forget(ResourceID id) {
    requeuer.forget(id);
    checker.forget(References.key(id));
    publisher.forget(References.key(id));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  /** Returns whether the account has a status now. */
  private boolean report(
      LumeniaAccount account, AccountReadiness readiness, Optional<String> request) {
    long generation = account.getMetadata().getGeneration();
    LumeniaAccountStatus previous = account.decodeStatus();
    Optional<LimiterReport> report = limiters.of(account);
    var written =
        statusWriter.write(
            account,
            LumeniaAccount::decodeStatus,
            before ->
                AccountStatusFactory.next(
                    before, generation, readiness, report, request, clock.instant()));
    if (written instanceof StatusWriter.Written.Refused(boolean isNew, String problem)) {
      if (isNew) {
        events.record(account, Notices.ofRefused(readiness, problem));
      }
      return false;
    }
    Notices.of(previous, readiness).ifPresent(notice -> events.record(account, notice));
    report
        .flatMap(now -> Notices.of(previous, now))
        .ifPresent(notice -> events.record(account, notice));
    if (readiness.reason() == AccountReason.AUTHENTICATED
        && !Conditions.isReady(previous.conditions())) {
      log(account, readiness.reason().text(), readiness.message());
    }
    if (report.filter(now -> now.circuit() == Circuit.CLOSED).isPresent()
        && previous.circuit() != null
        && previous.circuit() != Circuit.CLOSED) {
      log(account, "CircuitClosed", "The API is available again; the circuit is closed");
    }
    return true;
  }

  private static void log(LumeniaAccount account, String reason, String message) {
    LOG.atInfo()
        .addKeyValue("reason", reason)
        .log("LumeniaAccount {}: {}: {}", References.key(account), reason, message);
  }

  @Override
  public List<EventSource<?, LumeniaAccount>> prepareEventSources(
      EventSourceContext<LumeniaAccount> context) {
    accounts.setAccounts(context.getPrimaryCache());
    return List.of(
        tokens.eventSource(context),
        requeuer.of(context.getPrimaryCache()),
        new PrimaryEvents<>(context.getPrimaryCache(), this::updated, this::deleted));
  }

  private void updated(LumeniaAccount now, Optional<LumeniaAccount> before) {
    owners.update(now);
    accounts.updated(now, before);
  }

  private void deleted(LumeniaAccount account) {
    owners.forgetAccount(References.key(account));
    forget(ResourceID.fromResource(account));
    accounts.deleted(account);
  }

  /** Requeues every cached account, spread evenly over this time. */
  public void checkAllWithin(Duration time) {
    requeuer.allWithin(time);
  }

  /** The cached accounts of the slice; none before the start. */
  public Stream<LumeniaAccount> cached() {
    return accounts.list(slice::contains);
  }
}
