package net.lumenia.voice.reconcile;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.util.Optional;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.VoiceAssistant;

/** The caches of an assistant's reconcile. */
record CachedAssistants(Context<VoiceAssistant> context) implements AssistantDirectory {

  @Override
  public Optional<LumeniaAccount> account(String namespace, String name) {
    return new CachedAccounts(context).account(namespace, name);
  }

  @Override
  public Optional<Secret> secret(String namespace, String name) {
    return new CachedAccounts(context).secret(namespace, name);
  }

  @Override
  public Optional<ConfigMap> prompt(String namespace, String name) {
    return new CachedAccounts(context).cached(ConfigMap.class, namespace, name);
  }
}
