package net.lumenia.voice.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes VoiceAssistants as files of their own. */
record ManifestFiles(Path folder) {

  /**
   * Writes {@code NAME.yaml}.
   *
   * @param workspace by its name
   * @param managed the other fields of the spec, in YAML
   */
  Path write(String name, String workspace, String managed) throws IOException {
    return Files.writeString(
        folder.resolve(name + ".yaml"),
        """
        apiVersion: voice.lumenia.net/v1alpha1
        kind: VoiceAssistant
        metadata: {name: %s}
        spec:
          workspace: {originalSlug: %s}
        """
                .formatted(name, workspace)
            + managed.indent(2));
  }
}
