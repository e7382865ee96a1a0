package net.lumenia.voice.account;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;
import net.lumenia.voice.crd.TokenSecretRef;

/** Looks up the tokens of accounts. */
public interface TokenLister {

  /**
   * The token that a labeled Secret has under a key.
   *
   * @return empty if there is no such Secret, or if it does not have the label
   * @throws KubernetesClientException if it is not cached and the API server can't be reached
   */
  Optional<TokenEntry> token(String namespace, TokenSecretRef reference);
}
