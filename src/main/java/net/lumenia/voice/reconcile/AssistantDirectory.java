package net.lumenia.voice.reconcile;

import io.fabric8.kubernetes.api.model.ConfigMap;
import java.util.List;
import java.util.Optional;
import net.lumenia.voice.assistant.WorkspaceSlug;
import net.lumenia.voice.crd.VoiceAssistant;

/** What the reconcile of an assistant may see besides it, from its caches. */
interface AssistantDirectory extends AccountDirectory {

  /** Empty also if the ConfigMap is there and does not carry the label. */
  Optional<ConfigMap> prompt(String namespace, String name);

  /** Those for a workspace of this slug in any watched namespace and any account; by index. */
  List<VoiceAssistant> inWorkspace(WorkspaceSlug slug);
}
