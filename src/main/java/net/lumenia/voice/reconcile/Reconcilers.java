package net.lumenia.voice.reconcile;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.lumenia.LumeniaClient;
import net.lumenia.voice.lumenia.gate.GateObserver;
import net.lumenia.voice.lumenia.gate.Gates;

/** The reconcilers of one process, put together. */
public record Reconcilers(
    VoiceAssistantReconciler assistants, LumeniaAccountReconciler accounts, Gates gates) {

  /**
   * Puts them together.
   *
   * @param client whose calls from now on all go through gates
   * @param mandate without which nothing is written
   * @param defaultResync how often assistants and accounts are looked at when they do not say
   */
  public static Reconcilers of(
      KubernetesClient kubernetes,
      LumeniaClient client,
      Mandate mandate,
      BaseUrlPolicy baseUrls,
      Duration defaultResync,
      ReconcileListener listener,
      GateObserver gateObserver,
      Clock clock) {
    var resolver = new AccountResolver(baseUrls);
    var limit = new ApiServerLimit(mandate);
    var statusWriter = new StatusWriter(kubernetes, limit);
    var events = new EventRecorder(kubernetes, limit, clock);
    var assistantTurns = new Turns<VoiceAssistant>(one -> !References.isSuspended(one));
    var accountTurns = new Turns<LumeniaAccount>(_ -> true);
    var gates = new Gates(client, gateObserver, changed -> call(accountTurns, changed), clock);
    var reads = new ContentReads(kubernetes, limit);
    var secrets = new WatchedSecrets(kubernetes, reads, accountTurns, Thread::startVirtualThread);
    var texts = new TextCache();
    var prompts =
        new WatchedPrompts(kubernetes, reads, assistantTurns, texts, Thread::startVirtualThread);
    var probe = new MetadataProbe(kubernetes, reads);
    var catalogs = new Catalogs(clock);
    var resyncs = new ResyncPolicy(defaultResync, gates);
    return new Reconcilers(
        new VoiceAssistantReconciler(
            new Observer(
                resolver, new PromptResolver(probe), gates, catalogs, assistantTurns, resyncs),
            new Applier(
                new FreshRead(kubernetes, limit, reads, new Freshness(mandate, System::nanoTime)),
                new PreImages(kubernetes, limit, clock),
                new RejectedPatches(clock),
                clock),
            new Reporter(statusWriter, events, listener, resyncs, clock),
            new FullSpecs(kubernetes, reads, texts),
            secrets,
            prompts,
            assistantTurns,
            resyncs,
            clock),
        new LumeniaAccountReconciler(
            new AccountExaminer(
                resolver, probe, gates, catalogs, accountTurns, defaultResync, clock),
            new GateReports(gates, catalogs),
            statusWriter,
            events,
            secrets,
            accountTurns,
            clock),
        gates);
  }

  private static void call(Turns<LumeniaAccount> turns, Set<String> accounts) {
    accounts.stream().map(References::id).forEach(turns::call);
  }
}
