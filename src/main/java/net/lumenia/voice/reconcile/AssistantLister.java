package net.lumenia.voice.reconcile;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;
import net.lumenia.voice.account.TokenLister;
import net.lumenia.voice.cluster.cache.Prompt;
import net.lumenia.voice.crd.ConfigMapKeyRef;
import net.lumenia.voice.crd.LumeniaAccount;

/** What the reconcile of an assistant reads from the caches. */
public interface AssistantLister extends TokenLister {

  Optional<LumeniaAccount> account(String namespace, String name);

  /** Whether this process checks an account and reports on it. */
  boolean serves(LumeniaAccount account);

  /**
   * The prompt that a labelled ConfigMap has under a key, or why it can't be used.
   *
   * @throws KubernetesClientException if it is not in the cache and the API server can't be reached
   */
  Prompt prompt(String namespace, ConfigMapKeyRef reference);
}
