package net.lumenia.voice.account;

import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.ResourceCache;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.lumenia.voice.cluster.EventRecorder;
import net.lumenia.voice.cluster.PrimaryEvents;
import net.lumenia.voice.cluster.References;
import net.lumenia.voice.cluster.Requeuer;
import net.lumenia.voice.cluster.StatusWriter;
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

/** Keeps an account's status true: can it be used for calls, and if not, what is to be done. */
public final class LumeniaAccountReconciler implements Reconciler<LumeniaAccount> {

  private static final Logger LOG = LoggerFactory.getLogger(LumeniaAccountReconciler.class);

  /** The gate calls, as soon as it can; this is for the case that it should not. */
  private static final Duration TURN_AT_THE_LATEST = Duration.ofMinutes(1);

  /** Without a status, how long it has not been ready is not known, and so not when to look. */
  private static final Duration REFUSED_AT_THE_EARLIEST = Duration.ofMinutes(1);

  private final AccountChecker checker;
  private final LimiterReports limiters;
  private final StatusWriter statusWriter;
  private final EventRecorder events;
  private final WatchedSecrets secrets;
  private final Requeuer<LumeniaAccount> requeuer;
  private final WorkspaceOwners owners;
  private final InstantSource clock;
  private volatile Optional<ResourceCache<LumeniaAccount>> cache = Optional.empty();

  public LumeniaAccountReconciler(
      AccountChecker checker,
      LimiterReports limiters,
      StatusWriter statusWriter,
      EventRecorder events,
      WatchedSecrets secrets,
      Requeuer<LumeniaAccount> requeuer,
      WorkspaceOwners owners,
      InstantSource clock) {
    this.checker = checker;
    this.limiters = limiters;
    this.statusWriter = statusWriter;
    this.events = events;
    this.secrets = secrets;
    this.requeuer = requeuer;
    this.owners = owners;
    this.clock = clock;
  }

  @Override
  public UpdateControl<LumeniaAccount> reconcile(
      LumeniaAccount account, Context<LumeniaAccount> context) {
    requeuer.reconcile(account, () -> Optional.of(step(account, secrets)));
    ResourceID id = ResourceID.fromResource(account);
    if (!requeuer.knows(id)) {
      forget(id);
    }
    return UpdateControl.noUpdate();
  }

  /** Returns the time to the next reconcile. */
  private Duration step(LumeniaAccount account, AccountLister lister) {
    return switch (checker.check(account, lister)) {
      case CheckResult.Queued _ -> TURN_AT_THE_LATEST;
      case CheckResult.Concluded(AccountReadiness verdict, Duration next) ->
          report(account, verdict) ? next : longer(next, REFUSED_AT_THE_EARLIEST);
    };
  }

  /** What a reconcile leaves behind, when the account is gone: its token above all. */
  private void forget(ResourceID id) {
    requeuer.forget(id);
    checker.forget(References.key(id));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  /** Whether there is a status now. */
  private boolean report(LumeniaAccount account, AccountReadiness verdict) {
    long generation = account.getMetadata().getGeneration();
    LumeniaAccountStatus previous = account.decodeStatus();
    Optional<LimiterReport> report = limiters.of(account);
    var written =
        statusWriter.write(
            account,
            current ->
                AccountStatusFactory.next(
                    current.decodeStatus(), generation, verdict, report, clock.instant()));
    if (written instanceof StatusWriter.Written.Refused(boolean isNews, String problem)) {
      if (isNews) {
        events.record(account, Notices.ofRefused(verdict, problem));
      }
      return false;
    }
    Notices.of(previous, verdict).ifPresent(notice -> events.record(account, notice));
    report
        .flatMap(now -> Notices.of(previous, now))
        .ifPresent(notice -> events.record(account, notice));
    if (verdict.reason() == AccountReason.AUTHENTICATED
        && !Conditions.isReady(previous.conditions())) {
      log(account, verdict.reason().text(), verdict.message());
    }
    if (report.filter(now -> now.circuit() == Circuit.CLOSED).isPresent()
        && previous.circuit() != null
        && previous.circuit() != Circuit.CLOSED) {
      log(account, "CircuitClosed", "The API answers again: its circuit is closed");
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
    cache = Optional.of(context.getPrimaryCache());
    return List.of(
        secrets.eventSource(context),
        requeuer.of(context.getPrimaryCache()),
        new PrimaryEvents<>(context.getPrimaryCache(), new Events()));
  }

  private final class Events implements PrimaryEvents.Listener<LumeniaAccount> {

    @Override
    public void seen(LumeniaAccount account) {
      owners.see(account);
    }

    @Override
    public void gone(LumeniaAccount account) {
      owners.forgetAccount(References.key(account));
      forget(ResourceID.fromResource(account));
    }
  }

  /** Schedules a check of everything that is watched, evenly spread over this time. */
  public void checkAllWithin(Duration time) {
    requeuer.allWithin(time);
  }

  /** All accounts that are watched, as they are in the cache; none before the start. */
  public Stream<LumeniaAccount> cached() {
    return cache.stream().flatMap(all -> all.list(_ -> true));
  }
}
