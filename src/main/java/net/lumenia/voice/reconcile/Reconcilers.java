package net.lumenia.voice.reconcile;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.lumenia.LumeniaClient;
import net.lumenia.voice.lumenia.gate.GateLimits;
import net.lumenia.voice.lumenia.gate.GateObserver;
import net.lumenia.voice.lumenia.gate.Gates;

/**
 * The reconcilers of one process, put together.
 *
 * @param scheduler for what happens later in this process
 */
public record Reconcilers(
    VoiceAssistantReconciler assistants,
    LumeniaAccountReconciler accounts,
    Gates gates,
    Scheduler scheduler)
    implements AutoCloseable {

  /**
   * Puts them together.
   *
   * @param client whose calls from now on all go through gates
   * @param mandate without which nothing is written
   * @param processLimits what all accounts together may cost the API
   * @param defaultResync how often assistants and accounts are looked at when they do not say
   * @param clock the wall clock, for what others read: status, events, revisions
   * @param monotonic for all that is measured inside of this process
   */
  public static Reconcilers of(
      KubernetesClient kubernetes,
      LumeniaClient client,
      Mandate mandate,
      BaseUrlPolicy baseUrls,
      Duration defaultResync,
      GateLimits processLimits,
      ReconcileListener listener,
      GateObserver gateObserver,
      BugListener bugs,
      Clock clock,
      Clock monotonic) {
    var resolver = new AccountResolver(baseUrls);
    var limit = new ApiServerLimit(mandate);
    var ownWrites = new OwnWrites();
    var statusWriter = new StatusWriter(kubernetes, limit, ownWrites);
    var events = new EventRecorder(kubernetes, limit, clock);
    var scheduler = new MonotonicScheduler();
    var assistantRequeuer =
        new Requeuer<VoiceAssistant>(
            one -> !References.isSuspended(one), scheduler, monotonic, bugs);
    var accountRequeuer = new Requeuer<LumeniaAccount>(_ -> true, scheduler, monotonic, bugs);
    var ownership = new Ownership(resolver, assistantRequeuer::now);
    var gates =
        new Gates(
            client,
            processLimits,
            gateObserver,
            changed -> requeue(accountRequeuer, changed),
            monotonic);
    var reads = new ContentReads(kubernetes, limit);
    var secrets =
        new WatchedSecrets(kubernetes, reads, accountRequeuer, Thread::startVirtualThread);
    var texts = new TextCache();
    var prompts =
        new WatchedPrompts(kubernetes, reads, assistantRequeuer, texts, Thread::startVirtualThread);
    var probe = new MetadataProbe(kubernetes, reads);
    var catalogs = new Catalogs(monotonic, clock);
    var resyncs = new ResyncPolicy(defaultResync, gates);
    return new Reconcilers(
        new VoiceAssistantReconciler(
            new Observer(
                resolver,
                new PromptResolver(probe),
                ownership,
                gates,
                catalogs,
                assistantRequeuer,
                resyncs),
            new Applier(
                new FreshRead(kubernetes, limit, reads, new Freshness(mandate, System::nanoTime)),
                new PreImages(kubernetes, limit, clock),
                new RejectedPatches(monotonic),
                ownWrites,
                clock),
            new Reporter(statusWriter, events, listener, resyncs, clock),
            new FullSpecs(kubernetes, reads, texts),
            secrets,
            prompts,
            assistantRequeuer,
            ownership,
            account -> forgetIfGone(account, accountRequeuer, gates),
            resyncs,
            clock),
        new LumeniaAccountReconciler(
            new AccountExaminer(
                resolver,
                probe,
                gates,
                catalogs,
                accountRequeuer,
                new KeyChecks(defaultResync, monotonic),
                defaultResync,
                clock),
            new GateReports(gates, catalogs),
            statusWriter,
            events,
            secrets,
            accountRequeuer,
            ownership,
            clock),
        gates,
        scheduler);
  }

  private static void requeue(Requeuer<LumeniaAccount> requeuer, Set<String> accounts) {
    accounts.stream().map(References::id).forEach(requeuer::now);
  }

  /**
   * An account that is deleted with its namespace may be gone before a last reconcile of an
   * assistant asks for its gate, and then no other one would let go of it.
   */
  static void forgetIfGone(String account, Requeuer<LumeniaAccount> known, Gates gates) {
    if (!known.knows(References.id(account))) {
      gates.forget(account);
    }
  }

  /** Checks every cached resource within this time, evenly spread. */
  public void checkAllWithin(Duration time) {
    accounts.checkAllWithin(time);
    assistants.checkAllWithin(time);
  }

  /** What waits for its time does not come any more. */
  @Override
  public void close() {
    gates.close();
    scheduler.close();
  }
}
