package net.lumenia.voice.cluster.cache;

import static java.util.stream.Collectors.toSet;

import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.lumenia.voice.cluster.ListPages;
import net.lumenia.voice.cluster.References;
import net.lumenia.voice.cluster.Requeuer;
import net.lumenia.voice.cluster.SpecChanged;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.status.Conditions;

/**
 * Watches the accounts for the assistants' controller, and maps a change of an account or its token
 * to assistants. It uses indexes only and never scans a cache.
 */
public final class AccountInformer {

  private static final String BY_ACCOUNT = "account";
  private static final String BY_SECRET = "secret";

  private final IndexerResourceCache<VoiceAssistant> assistants;
  private final InformerEventSource<LumeniaAccount, VoiceAssistant> accounts;
  private final Requeuer<VoiceAssistant> requeuer;

  public AccountInformer(
      EventSourceContext<VoiceAssistant> context, Requeuer<VoiceAssistant> requeuer) {
    this.requeuer = requeuer;
    assistants = context.getPrimaryCache();
    assistants.addIndexer(BY_ACCOUNT, assistant -> List.of(References.account(assistant)));
    accounts =
        new InformerEventSource<>(
            InformerEventSourceConfiguration.from(LumeniaAccount.class, VoiceAssistant.class)
                .withInformerListLimit((long) ListPages.MAX_SIZE)
                .withSecondaryToPrimaryMapper(this::assistantsOf)
                .withOnUpdateFilter(AccountInformer::concernsAssistants)
                .withNamespacesInheritedFromController()
                .build(),
            context);
    accounts.addIndexers(Map.of(BY_SECRET, account -> List.of(References.secret(account))));
  }

  public EventSource<?, VoiceAssistant> eventSource() {
    return accounts;
  }

  /** An account's readiness concerns its assistants; the rest of its status does not. */
  private static boolean concernsAssistants(LumeniaAccount now, LumeniaAccount before) {
    return SpecChanged.between(now, before) || !readiness(now).equals(readiness(before));
  }

  private static String readiness(LumeniaAccount account) {
    var status = account.decodeStatus();
    return Conditions.find(status.conditions(), Conditions.READY)
        .map(ready -> ready.status() + ready.reason() + status.observedGeneration())
        .orElse("");
  }

  private Set<ResourceID> assistantsOf(LumeniaAccount account) {
    return assistants.byIndex(BY_ACCOUNT, References.key(account)).stream()
        .map(ResourceID::fromResource)
        .collect(toSet());
  }

  /** Requeues the assistants that are not ready after a change of keys in a Secret. */
  public void requeueNotReady(ResourceID secret, Set<String> keys) {
    if (!accounts.isRunning()) {
      return;
    }
    accounts.byIndex(BY_SECRET, References.key(secret)).stream()
        .filter(account -> keys.contains(References.secretKey(account)))
        .flatMap(account -> assistants.byIndex(BY_ACCOUNT, References.key(account)).stream())
        .filter(assistant -> !Conditions.isReady(assistant.decodeStatus().conditions()))
        .map(ResourceID::fromResource)
        .forEach(requeuer::now);
  }
}
