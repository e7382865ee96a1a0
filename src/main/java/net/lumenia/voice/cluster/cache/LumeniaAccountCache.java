package net.lumenia.voice.cluster.cache;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import net.lumenia.voice.cluster.References;
import net.lumenia.voice.cluster.Requeuer;
import net.lumenia.voice.cluster.SpecChanged;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.status.Conditions;

/**
 * The accounts in the cache of their controller, for both controllers. It maps a change of an
 * account or its token to assistants, by an index: it never scans a cache.
 */
public final class LumeniaAccountCache {

  private static final String BY_ACCOUNT = "account";

  private final Requeuer<VoiceAssistant> requeuer;
  private volatile Optional<Cache<LumeniaAccount>> accounts = Optional.empty();
  private volatile Optional<IndexerResourceCache<VoiceAssistant>> assistants = Optional.empty();

  public LumeniaAccountCache(Requeuer<VoiceAssistant> requeuer) {
    this.requeuer = requeuer;
  }

  /** Sets the cache of the accounts' controller. */
  public void setAccounts(Cache<LumeniaAccount> cache) {
    accounts = Optional.of(cache);
  }

  /** Sets the cache of the assistants' controller. */
  public void setAssistants(IndexerResourceCache<VoiceAssistant> cache) {
    cache.addIndexer(BY_ACCOUNT, assistant -> List.of(References.account(assistant)));
    assistants = Optional.of(cache);
  }

  public Optional<LumeniaAccount> account(String namespace, String name) {
    return accounts.flatMap(cache -> cache.get(new ResourceID(name, namespace)));
  }

  /** The accounts; none before the start. */
  public Stream<LumeniaAccount> list(Predicate<LumeniaAccount> filter) {
    return accounts.stream().flatMap(cache -> cache.list(filter));
  }

  /**
   * Requeues the assistants of an account that is new or has changed.
   *
   * @param before the version before a change
   */
  public void updated(LumeniaAccount now, Optional<LumeniaAccount> before) {
    if (before.isEmpty() || concernsAssistants(now, before.get())) {
      assistantsOf(now).forEach(this::requeue);
    }
  }

  /** Requeues the assistants of a deleted account. */
  public void deleted(LumeniaAccount account) {
    assistantsOf(account).forEach(this::requeue);
  }

  /** Requeues an account's assistants that are not ready. */
  public void requeueNotReady(LumeniaAccount account) {
    assistantsOf(account)
        .filter(assistant -> !Conditions.isReady(assistant.decodeStatus().conditions()))
        .forEach(this::requeue);
  }

  private Stream<VoiceAssistant> assistantsOf(LumeniaAccount account) {
    return assistants.stream()
        .flatMap(cache -> cache.byIndex(BY_ACCOUNT, References.key(account)).stream());
  }

  private void requeue(VoiceAssistant assistant) {
    requeuer.now(ResourceID.fromResource(assistant));
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
}
