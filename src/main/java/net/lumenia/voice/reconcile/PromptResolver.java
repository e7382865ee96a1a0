package net.lumenia.voice.reconcile;

import io.fabric8.kubernetes.client.KubernetesClientException;
import net.lumenia.voice.cluster.cache.MetadataProbe;
import net.lumenia.voice.cluster.cache.Prompt;
import net.lumenia.voice.cluster.cache.PromptCache;
import net.lumenia.voice.crd.ConfigMapKeyRef;
import net.lumenia.voice.status.ReadyMessages;

/** Finds the prompt that a spec takes from a ConfigMap, or says why it can't be used. */
final class PromptResolver {

  private final PromptCache prompts;
  private final MetadataProbe probe;

  PromptResolver(PromptCache prompts, MetadataProbe probe) {
    this.prompts = prompts;
    this.probe = probe;
  }

  /**
   * @throws KubernetesClientException if it is not in the cache and the API server can't be reached
   */
  Prompt resolve(String namespace, ConfigMapKeyRef reference) {
    return prompts
        .prompt(namespace, reference)
        .orElseGet(() -> new Prompt.Unavailable(absent(namespace, reference.name())));
  }

  private String absent(String namespace, String name) {
    return probe.exists("configmaps", namespace, name)
        ? ReadyMessages.promptNotLabeled(name, namespace, PromptCache.PROMPT_LABEL)
        : ReadyMessages.promptNotFound(name, PromptCache.PROMPT_LABEL);
  }
}
