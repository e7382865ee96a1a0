package net.lumenia.voice.account;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;
import net.lumenia.voice.crd.TokenSecretRef;

/** The tokens of accounts, as the operator may see them. */
public interface AccountLister {

  /**
   * What a labelled Secret has under a key.
   *
   * @return empty if there is no such Secret, also if it is there and does not carry the label
   * @throws KubernetesClientException if it is not in the cache, and the API server can't be asked
   */
  Optional<TokenEntry> token(String namespace, TokenSecretRef reference);
}
