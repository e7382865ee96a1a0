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
import net.lumenia.voice.cluster.cache.ContentCache;
import net.lumenia.voice.cluster.cache.ContentInformers;
import net.lumenia.voice.cluster.cache.ContentReads;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.TokenSecretRef;

/**
 * The tokens in labelled Secrets that accounts refer to, for both controllers. An account is
 * reconciled when its token changes.
 */
public final class WatchedSecrets implements AccountLister {

  private static final String BY_SECRET = "secret";

  private final KubernetesClient kubernetes;
  private final ContentReads reads;
  private final Requeuer<LumeniaAccount> requeuer;
  private final ContentCache<Secret, TokenEntry> cache;

  /**
   * @param requeuer starts the reconcile of an account
   */
  public WatchedSecrets(
      KubernetesClient kubernetes,
      ContentReads reads,
      Requeuer<LumeniaAccount> requeuer,
      Executor telling) {
    this.kubernetes = kubernetes;
    this.reads = reads;
    this.requeuer = requeuer;
    cache = new ContentCache<>(WatchedSecrets::empty, TokenEntry::of, telling);
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
        () -> reads.call(() -> labelled(namespace, reference.name())));
  }

  private Optional<Secret> labelled(String namespace, String name) {
    return reads.labelled(Secret.class, AccountResolver.CREDENTIALS_LABEL, namespace, name);
  }

  /** The event source of the accounts' controller. */
  EventSource<?, LumeniaAccount> eventSource(EventSourceContext<LumeniaAccount> context) {
    var accounts = context.getPrimaryCache();
    accounts.addIndexer(BY_SECRET, account -> List.of(References.secret(account)));
    cache.referredToBy(
        secret ->
            accounts.byIndex(BY_SECRET, secret).stream()
                .map(References::secretKey)
                .collect(toUnmodifiableSet()));
    cache.addListener(
        (secret, keys) ->
            accounts.byIndex(BY_SECRET, References.key(secret)).stream()
                .filter(account -> keys.contains(References.secretKey(account)))
                .map(ResourceID::fromResource)
                .forEach(requeuer::now));
    return new ContentInformers<>(
        Secret.class,
        AccountResolver.CREDENTIALS_LABEL,
        cache,
        account -> List.of(References.secret(account)),
        kubernetes,
        reads,
        context.getControllerConfiguration().getEffectiveNamespaces());
  }

  /** The listener is told of Secrets that accounts refer to. */
  public void addListener(ContentCache.Listener listener) {
    cache.addListener(listener);
  }
}
