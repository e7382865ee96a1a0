package net.lumenia.voice.reconcile;

import io.fabric8.kubernetes.api.model.ConfigMap;
import java.util.Optional;

/** What the reconcile of an assistant may see besides it, from its caches. */
interface AssistantDirectory extends AccountDirectory {

  /** Empty also if the ConfigMap is there and does not carry the label. */
  Optional<ConfigMap> prompt(String namespace, String name);
}
