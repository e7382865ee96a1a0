package net.lumenia.voice.export;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import net.lumenia.voice.assistant.WorkspaceSlug;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.spec.DesiredState;

/**
 * The manifest of an assistant that has none.
 *
 * @param namespace empty for the one that {@code kubectl apply} uses
 * @param account the LumeniaAccount
 */
public record NewManifest(
    String name, Optional<String> namespace, WorkspaceSlug workspace, String account) {

  private static final int MAX_ORIGINAL_SLUG = 1024;

  /** The manifest with these spec fields. */
  public ObjectNode with(LiveSpec live) {
    ObjectNode manifest = JsonNodeFactory.instance.objectNode();
    var kind = new VoiceAssistant();
    manifest.put("apiVersion", kind.getApiVersion()).put("kind", kind.getKind());
    ObjectNode metadata = manifest.putObject("metadata").put("name", name);
    namespace.ifPresent(where -> metadata.put("namespace", where));
    ObjectNode spec = manifest.putObject("spec");
    originalSlug()
        .ifPresentOrElse(
            original -> spec.putObject("workspace").put("originalSlug", original),
            () -> spec.putObject("workspace").put("slug", workspace.text()));
    if (!account.equals(DesiredState.DEFAULT_ACCOUNT)) {
      spec.putObject("accountRef").put("name", account);
    }
    spec.setAll(live.fields());
    return manifest;
  }

  /** The workspace's name, if the slug is exactly its encoding and a spec can have it. */
  private Optional<String> originalSlug() {
    return workspace
        .name()
        .filter(original -> WorkspaceSlug.ofName(original).equals(workspace))
        .filter(original -> !original.isBlank() && original.length() <= MAX_ORIGINAL_SLUG);
  }
}
