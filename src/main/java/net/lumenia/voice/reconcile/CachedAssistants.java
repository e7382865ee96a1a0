package net.lumenia.voice.reconcile;

import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import java.util.Optional;
import net.lumenia.voice.account.TokenCache;
import net.lumenia.voice.account.TokenEntry;
import net.lumenia.voice.cluster.Slice;
import net.lumenia.voice.cluster.cache.AccountInformer;
import net.lumenia.voice.cluster.cache.Prompt;
import net.lumenia.voice.crd.ConfigMapKeyRef;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.TokenSecretRef;
import net.lumenia.voice.crd.VoiceAssistant;

/** Reads from the caches. */
record CachedAssistants(
    Context<VoiceAssistant> context, TokenCache secrets, PromptResolver prompts, Slice slice)
    implements AssistantLister {

  /** The event source of {@link AccountInformer} is an informer, and an informer is a cache. */
  @Override
  @SuppressWarnings("unchecked")
  public Optional<LumeniaAccount> account(String namespace, String name) {
    var accounts =
        (Cache<LumeniaAccount>)
            context.eventSourceRetriever().getEventSourceFor(LumeniaAccount.class);
    return accounts.get(new ResourceID(name, namespace));
  }

  @Override
  public boolean serves(LumeniaAccount account) {
    return slice.serves(account);
  }

  @Override
  public Optional<TokenEntry> token(String namespace, TokenSecretRef reference) {
    return secrets.token(namespace, reference);
  }

  @Override
  public Prompt prompt(String namespace, ConfigMapKeyRef reference) {
    return prompts.resolve(namespace, reference);
  }
}
