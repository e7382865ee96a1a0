package net.lumenia.voice.reconcile;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.status.AccountReason;
import net.lumenia.voice.status.AccountStatusFactory;
import net.lumenia.voice.status.AccountVerdict;
import net.lumenia.voice.status.Conditions;
import net.lumenia.voice.status.NextAttempt;
import net.lumenia.voice.status.Notices;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps an account's status true: can it be used for calls, and if not, what is to be done. */
public final class LumeniaAccountReconciler implements Reconciler<LumeniaAccount> {

  private static final Logger LOG = LoggerFactory.getLogger(LumeniaAccountReconciler.class);

  private final AccountExaminer examiner;
  private final StatusWriter statusWriter;
  private final EventRecorder events;
  private final Duration resyncInterval;
  private final InstantSource clock;

  LumeniaAccountReconciler(
      AccountExaminer examiner,
      StatusWriter statusWriter,
      EventRecorder events,
      Duration resyncInterval,
      InstantSource clock) {
    this.examiner = examiner;
    this.statusWriter = statusWriter;
    this.events = events;
    this.resyncInterval = resyncInterval;
    this.clock = clock;
  }

  @Override
  public UpdateControl<LumeniaAccount> reconcile(
      LumeniaAccount account, Context<LumeniaAccount> context) {
    try {
      return report(account, examiner.examine(account, new CachedAccounts(context)));
    } catch (KubernetesClientException e) {
      return ApiServerRetry.after(e, account);
    }
  }

  private UpdateControl<LumeniaAccount> report(LumeniaAccount account, AccountVerdict verdict) {
    Instant now = clock.instant();
    long generation = account.getMetadata().getGeneration();
    var previous = account.decodeStatus();
    statusWriter.write(
        account,
        current -> AccountStatusFactory.next(current.decodeStatus(), generation, verdict, now));
    Notices.of(previous, verdict).ifPresent(notice -> events.record(account, notice));
    if (verdict.reason() == AccountReason.AUTHENTICATED
        && !Conditions.isReady(previous.conditions())) {
      LOG.info("LumeniaAccount {}: {}", References.key(account), verdict.message());
    }
    Duration failing =
        Conditions.find(previous.conditions(), Conditions.READY)
            .filter(ready -> ready.status().equals("False"))
            .flatMap(_ -> Conditions.since(previous.conditions(), Conditions.READY))
            .map(since -> Duration.between(since, now))
            .orElse(Duration.ZERO);
    return UpdateControl.<LumeniaAccount>noUpdate()
        .rescheduleAfter(
            NextAttempt.after(
                verdict, failing, resyncInterval, ThreadLocalRandom.current().nextDouble()));
  }

  @Override
  public List<EventSource<?, LumeniaAccount>> prepareEventSources(
      EventSourceContext<LumeniaAccount> context) {
    return List.of(new WatchedSecrets(context).eventSource());
  }
}
