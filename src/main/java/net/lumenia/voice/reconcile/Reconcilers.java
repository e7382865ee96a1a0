package net.lumenia.voice.reconcile;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import net.lumenia.voice.account.AccountChecker;
import net.lumenia.voice.account.AccountResolver;
import net.lumenia.voice.account.BaseUrlPolicy;
import net.lumenia.voice.account.CatalogPublisher;
import net.lumenia.voice.account.Fleet;
import net.lumenia.voice.account.LimiterReports;
import net.lumenia.voice.account.LumeniaAccountReconciler;
import net.lumenia.voice.account.SlicedFleet;
import net.lumenia.voice.account.TokenCache;
import net.lumenia.voice.account.TokenCheckCache;
import net.lumenia.voice.account.WorkspaceOwners;
import net.lumenia.voice.catalog.Catalogs;
import net.lumenia.voice.cluster.ApiServerLimit;
import net.lumenia.voice.cluster.BugListener;
import net.lumenia.voice.cluster.DrainAcknowledger;
import net.lumenia.voice.cluster.EventQueue;
import net.lumenia.voice.cluster.EventRecorder;
import net.lumenia.voice.cluster.EventWriter;
import net.lumenia.voice.cluster.Fence;
import net.lumenia.voice.cluster.LeaseTiming;
import net.lumenia.voice.cluster.RecentStatusWrites;
import net.lumenia.voice.cluster.References;
import net.lumenia.voice.cluster.Requeuer;
import net.lumenia.voice.cluster.Slice;
import net.lumenia.voice.cluster.StatusWriter;
import net.lumenia.voice.cluster.VoiceCatalogWriter;
import net.lumenia.voice.cluster.cache.LargeObjectReader;
import net.lumenia.voice.cluster.cache.LumeniaAccountCache;
import net.lumenia.voice.cluster.cache.MetadataProbe;
import net.lumenia.voice.cluster.cache.PromptCache;
import net.lumenia.voice.cluster.cache.SpecLoader;
import net.lumenia.voice.cluster.cache.TextCache;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.lumenia.LumeniaClient;
import net.lumenia.voice.lumenia.limiter.AccountLimiter;
import net.lumenia.voice.lumenia.limiter.AccountLimiters;
import net.lumenia.voice.lumenia.limiter.CallLimits;
import net.lumenia.voice.lumenia.limiter.LimiterObserver;
import net.lumenia.voice.lumenia.limiter.LimiterState;
import net.lumenia.voice.lumenia.limiter.MonotonicScheduler;
import net.lumenia.voice.lumenia.limiter.Scheduler;
import net.lumenia.voice.numbers.AccountNumbers;
import net.lumenia.voice.revision.RevisionWriter;
import net.lumenia.voice.status.NextAttempt;

/**
 * The reconcilers of one process, put together.
 *
 * @param events that wait to be written
 * @param scheduler for what happens later in this process
 */
public record Reconcilers(
    VoiceAssistantReconciler assistants,
    LumeniaAccountReconciler accounts,
    AccountLimiters limiters,
    EventQueue events,
    Scheduler scheduler)
    implements AutoCloseable {

  /**
   * Puts them together.
   *
   * @param client whose calls all go through the rate limiters from now on
   * @param fence once it is closed, the process writes nothing
   * @param processLimits what all accounts together may cost the API
   * @param slice of the fleet that this process serves
   * @param caches a client that decodes resources into the form of caches
   * @param timing the pace of all that happens
   * @param texts of specs and prompts
   * @param defaultResync the resync interval of resources that give none
   * @param edited called with an assistant whose spec has changed, or for which a check is
   *     requested
   * @param clock the wall clock, for what others read: status, events, revisions
   * @param monotonic for all that is measured inside this process
   */
  public static Reconcilers of(
      KubernetesClient kubernetes,
      KubernetesClient caches,
      Slice slice,
      LumeniaClient client,
      TextCache texts,
      Fence fence,
      BaseUrlPolicy baseUrls,
      OperatorTiming timing,
      Duration defaultResync,
      CallLimits processLimits,
      ReconcileListener listener,
      LimiterObserver limiterObserver,
      Consumer<VoiceAssistant> edited,
      BugListener bugs,
      Clock clock,
      Clock monotonic) {
    var resolver = new AccountResolver(baseUrls);
    var limit = new ApiServerLimit(fence);
    var ownWrites = new RecentStatusWrites();
    var statusWriter = new StatusWriter(kubernetes, limit, ownWrites, slice);
    var drains = new DrainAcknowledger(kubernetes, limit, slice);
    var eventQueue =
        new EventQueue(
            new EventWriter(kubernetes, limit),
            limit::isOpen,
            limit::giveWay,
            Thread::startVirtualThread);
    var events = new EventRecorder(eventQueue, clock);
    var scheduler = new MonotonicScheduler("requeue");
    var assistantRequeuer =
        new Requeuer<VoiceAssistant>(
            one -> slice.isDraining(one) || !References.isSuspended(one),
            scheduler,
            monotonic,
            bugs);
    var accountRequeuer = new Requeuer<LumeniaAccount>(_ -> true, scheduler, monotonic, bugs);
    Consumer<ResourceID> requeue =
        slice.equals(Slice.whole())
            ? assistantRequeuer::now
            : id -> Thread.startVirtualThread(() -> assistantRequeuer.now(id));
    var owners = new WorkspaceOwners(resolver, requeue);
    Fleet fleet =
        slice.equals(Slice.whole())
            ? Fleet.whole(owners)
            : new SlicedFleet(
                slice, owners, handOver(slice, timing.lease()), monotonic, requeue, caches);
    var limiters =
        new AccountLimiters(
            client,
            processLimits,
            limiterObserver,
            changed -> requeue(accountRequeuer, changed),
            timing.circuit(),
            monotonic);
    var reads = new LargeObjectReader(kubernetes, limit);
    var accounts = new LumeniaAccountCache(assistantRequeuer);
    var secrets =
        new TokenCache(kubernetes, reads, accountRequeuer, accounts, Thread::startVirtualThread);
    var prompts =
        new PromptCache(kubernetes, reads, assistantRequeuer, texts, Thread::startVirtualThread);
    var probe = new MetadataProbe(kubernetes, reads);
    var catalogs = new Catalogs(timing.accountData(), monotonic, clock);
    var numbers = new AccountNumbers(timing.accountData(), monotonic, clock);
    var resyncs =
        new ResyncPolicy(
            defaultResync,
            account ->
                limiters
                    .current(account)
                    .map(AccountLimiter::state)
                    .map(LimiterState::minResyncInterval));
    var permits = new LimiterPermits(limiters, catalogs, numbers, assistantRequeuer);
    var revisions = new RevisionWriter(kubernetes, limit, clock);
    var cluster =
        new KubernetesCluster(
            new FreshRead(kubernetes, limit, reads, fence, timing.lease().maxReadAge(), slice),
            revisions,
            statusWriter,
            events);
    var attempts = new NextAttempt(timing.backoff());
    var rejections = new Rejections(monotonic, new LinkedNumbers(assistantRequeuer::now));
    var loop =
        new ReconcileLoop(
            new Observer(resolver, owners, permits, resyncs),
            new Applier(cluster, rejections, ownWrites, clock),
            rejections,
            new Reporter(
                cluster,
                listener,
                resyncs,
                timing.plan(),
                attempts,
                clock,
                () -> ThreadLocalRandom.current().nextDouble()),
            resyncs,
            timing.plan(),
            clock);
    return new Reconcilers(
        new VoiceAssistantReconciler(
            loop,
            new AssistantCaches(
                new SpecLoader(kubernetes, reads, texts), accounts, secrets, prompts, probe, slice),
            assistantRequeuer,
            fleet,
            slice,
            drains,
            edited,
            assistant -> {
              revisions.forget(assistant);
              rejections.forget(References.key(assistant));
            },
            account -> forgetIfGone(account, accountRequeuer, limiters)),
        new LumeniaAccountReconciler(
            new AccountChecker(
                resolver,
                (namespace, name) -> probe.exists("secrets", namespace, name),
                limiters,
                catalogs,
                accountRequeuer,
                new TokenCheckCache(attempts, defaultResync, monotonic),
                attempts,
                defaultResync,
                clock),
            new LimiterReports(limiters, catalogs),
            new CatalogPublisher(
                limiters, catalogs, numbers, new VoiceCatalogWriter(kubernetes, limit), monotonic),
            statusWriter,
            events,
            accounts,
            secrets,
            accountRequeuer,
            owners,
            slice,
            drains,
            clock),
        limiters,
        eventQueue,
        scheduler);
  }

  /**
   * A PATCH is on its way no longer than a change of leader takes. A sharder waits for the process
   * that served the resource before, and nothing else has to.
   */
  private static Duration handOver(Slice slice, LeaseTiming lease) {
    return slice instanceof Slice.Shard ? Duration.ZERO : lease.duration();
  }

  private static void requeue(Requeuer<LumeniaAccount> requeuer, Set<String> accounts) {
    accounts.stream().map(References::id).forEach(requeuer::now);
  }

  /**
   * Forgets the rate limiter of a deleted account. An account that is deleted with its namespace
   * may be gone before the last reconcile of one of its assistants registers it again.
   */
  public static void forgetIfGone(
      String account, Requeuer<LumeniaAccount> known, AccountLimiters limiters) {
    if (!known.knows(References.id(account))) {
      limiters.forget(account);
    }
  }

  /** Checks every cached resource within this time, evenly spread. */
  public void checkAllWithin(Duration time) {
    accounts.checkAllWithin(time);
    assistants.checkAllWithin(time);
  }

  /** Cancels what is scheduled. */
  @Override
  public void close() {
    limiters.close();
    scheduler.close();
  }
}
