package net.lumenia.voice.reconcile;

import io.fabric8.kubernetes.api.model.Secret;
import java.util.Optional;
import net.lumenia.voice.crd.LumeniaAccount;

/** The accounts and the labelled Secrets that the operator may see, from its caches. */
interface AccountDirectory {

  Optional<LumeniaAccount> account(String namespace, String name);

  /** Empty also if the Secret is there and does not carry the label. */
  Optional<Secret> secret(String namespace, String name);
}
