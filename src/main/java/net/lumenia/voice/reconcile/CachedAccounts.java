package net.lumenia.voice.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import java.util.Optional;
import net.lumenia.voice.crd.LumeniaAccount;

/** The accounts and Secrets in the caches of a reconcile's event sources. */
record CachedAccounts(Context<?> context) implements AccountDirectory {

  @Override
  public Optional<LumeniaAccount> account(String namespace, String name) {
    return cached(LumeniaAccount.class, namespace, name);
  }

  @Override
  public Optional<Secret> secret(String namespace, String name) {
    return cached(Secret.class, namespace, name);
  }

  <T extends HasMetadata> Optional<T> cached(Class<T> type, String namespace, String name) {
    return cache(type).get(new ResourceID(name, namespace));
  }

  /**
   * The event sources of {@link WatchedAccounts} and {@link WatchedSecrets} are informers, and an
   * informer is a cache.
   */
  @SuppressWarnings("unchecked")
  private <T extends HasMetadata> Cache<T> cache(Class<T> type) {
    return (Cache<T>) context.eventSourceRetriever().getEventSourceFor(type);
  }
}
