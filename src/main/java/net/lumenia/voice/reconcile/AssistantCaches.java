package net.lumenia.voice.reconcile;

import java.util.Optional;
import net.lumenia.voice.account.TokenCache;
import net.lumenia.voice.account.TokenEntry;
import net.lumenia.voice.cluster.Slice;
import net.lumenia.voice.cluster.cache.LumeniaAccountCache;
import net.lumenia.voice.cluster.cache.MetadataProbe;
import net.lumenia.voice.cluster.cache.Prompt;
import net.lumenia.voice.cluster.cache.PromptCache;
import net.lumenia.voice.cluster.cache.SpecLoader;
import net.lumenia.voice.crd.ConfigMapKeyRef;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.TokenSecretRef;

/**
 * The caches from which the reconcile of an assistant reads.
 *
 * @param specs complete the resources, which are cached without their long texts
 * @param probe tells an absent ConfigMap from one without the label
 * @param slice that this process serves
 */
record AssistantCaches(
    SpecLoader specs,
    LumeniaAccountCache accounts,
    TokenCache secrets,
    PromptCache prompts,
    MetadataProbe probe,
    Slice slice)
    implements AssistantLister {

  @Override
  public Optional<LumeniaAccount> account(String namespace, String name) {
    return accounts.account(namespace, name);
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
    return new PromptResolver(prompts, probe).resolve(namespace, reference);
  }
}
