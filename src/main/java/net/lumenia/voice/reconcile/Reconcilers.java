package net.lumenia.voice.reconcile;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.InstantSource;
import net.lumenia.voice.lumenia.LumeniaClient;

/** The reconcilers of one process, put together. */
public record Reconcilers(VoiceAssistantReconciler assistants, LumeniaAccountReconciler accounts) {

  /**
   * Puts them together.
   *
   * @param defaultResync how often assistants and accounts are looked at when they do not say
   */
  public static Reconcilers of(
      KubernetesClient kubernetes,
      LumeniaClient client,
      BaseUrlPolicy baseUrls,
      Duration defaultResync,
      ReconcileListener listener,
      InstantSource clock) {
    var resolver = new AccountResolver(baseUrls);
    var statusWriter = new StatusWriter(kubernetes);
    var events = new EventRecorder(kubernetes, clock);
    return new Reconcilers(
        new VoiceAssistantReconciler(
            new Observer(resolver, client),
            new Applier(client, new FreshRead(kubernetes), new RejectedPatches(clock), clock),
            new Reporter(statusWriter, events, listener, defaultResync, clock),
            clock),
        new LumeniaAccountReconciler(
            new AccountExaminer(resolver, new SecretProbe(kubernetes), client),
            statusWriter,
            events,
            defaultResync,
            clock));
  }
}
