package net.lumenia.voice.reconcile;

import io.javaoperatorsdk.operator.api.reconciler.Context;
import net.lumenia.voice.account.TokenCache;
import net.lumenia.voice.cluster.Slice;
import net.lumenia.voice.cluster.cache.MetadataProbe;
import net.lumenia.voice.cluster.cache.PromptCache;
import net.lumenia.voice.cluster.cache.SpecLoader;
import net.lumenia.voice.crd.VoiceAssistant;

/**
 * The caches from which the reconcile of an assistant reads.
 *
 * @param specs complete the resources, which are cached without their long texts
 * @param probe tells an absent ConfigMap from one without the label
 * @param slice that this process serves
 */
record AssistantCaches(
    SpecLoader specs, TokenCache secrets, PromptCache prompts, MetadataProbe probe, Slice slice) {

  AssistantLister lister(Context<VoiceAssistant> context) {
    return new CachedAssistants(context, secrets, new PromptResolver(prompts, probe), slice);
  }
}
