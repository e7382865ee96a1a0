package net.lumenia.voice.account;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import net.lumenia.voice.cluster.References;
import net.lumenia.voice.cluster.Requeuer;
import net.lumenia.voice.cluster.cache.DataCache;
import net.lumenia.voice.cluster.cache.DataInformers;
import net.lumenia.voice.cluster.cache.LargeObjectReader;
import net.lumenia.voice.cluster.cache.LumeniaAccountCache;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.TokenSecretRef;

/**
 * The tokens in labeled Secrets to which accounts refer, for both controllers. It requeues an
 * account when its token changes, and the account's assistants that are not ready.
 */
public final class TokenCache implements TokenLister {

  private static final String BY_SECRET = "secret";

  private final KubernetesClient kubernetes;
  private final LargeObjectReader reader;
  private final Requeuer<LumeniaAccount> requeuer;
  private final LumeniaAccountCache accountCache;
  private final DataCache<Secret, TokenEntry> cache;

  /**
   * @param executor runs the listeners of changes
   */
  public TokenCache(
      KubernetesClient kubernetes,
      LargeObjectReader reader,
      Requeuer<LumeniaAccount> requeuer,
      LumeniaAccountCache accountCache,
      Executor executor) {
    this.kubernetes = kubernetes;
    this.reader = reader;
    this.requeuer = requeuer;
    this.accountCache = accountCache;
    cache = new DataCache<>(TokenCache::empty, TokenEntry::of, executor);
  }

  private static Secret empty() {
    var secret = new Secret();
    secret.setMetadata(new ObjectMeta());
    return secret;
  }

  @Override
  public Optional<TokenEntry> token(String namespace, TokenSecretRef reference) {
    return cache.get(
        namespace,
        reference.name(),
        References.dataKey(reference),
        () -> reader.call(namespace, () -> getLabeled(namespace, reference.name())));
  }

  private Optional<Secret> getLabeled(String namespace, String name) {
    return reader.getLabeled(Secret.class, AccountResolver.CREDENTIALS_LABEL, namespace, name);
  }

  /** The event source for the accounts' controller. */
  EventSource<?, LumeniaAccount> eventSource(EventSourceContext<LumeniaAccount> context) {
    var accounts = context.getPrimaryCache();
    accounts.addIndexer(BY_SECRET, account -> List.of(References.secret(account)));
    cache.setReferences(
        secret ->
            accounts.byIndex(BY_SECRET, secret).stream()
                .map(References::secretKey)
                .collect(toUnmodifiableSet()));
    cache.addListener(
        (secret, keys) ->
            accounts.byIndex(BY_SECRET, References.key(secret)).stream()
                .filter(account -> keys.contains(References.secretKey(account)))
                .forEach(this::changed));
    return new DataInformers<>(
        Secret.class,
        AccountResolver.CREDENTIALS_LABEL,
        cache,
        account -> List.of(References.secret(account)),
        kubernetes,
        reader,
        context.getControllerConfiguration().getEffectiveNamespaces());
  }

  private void changed(LumeniaAccount account) {
    requeuer.now(ResourceID.fromResource(account));
    accountCache.requeueNotReady(account);
  }
}
