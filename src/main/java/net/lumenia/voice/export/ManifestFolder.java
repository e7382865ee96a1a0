package net.lumenia.voice.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toUnmodifiableSet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.Live;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.assistant.LiveValue;
import net.lumenia.voice.assistant.PhoneNumbers;
import net.lumenia.voice.assistant.Value;
import net.lumenia.voice.assistant.WorkspaceSlug;
import net.lumenia.voice.crd.ConfigMapKeyRef;
import net.lumenia.voice.crd.RawJson;
import net.lumenia.voice.manifest.ManifestAssistant;
import net.lumenia.voice.manifest.ManifestConfigMap;
import net.lumenia.voice.manifest.ManifestProblem;
import net.lumenia.voice.manifest.ManifestReader;
import net.lumenia.voice.manifest.Manifests;
import net.lumenia.voice.spec.SpecReader;
import net.lumenia.voice.spec.SpecReading;

/** A folder with manifests, whose files are brought up to date. */
public final class ManifestFolder {

  private final Path folder;
  private final Manifests manifests;
  private final Map<Declared, List<ManifestAssistant>> assistants = new HashMap<>();

  /**
   * What a manifest is for.
   *
   * @param workspace in its canonical spelling
   */
  private record Declared(WorkspaceSlug workspace, String account) {}

  private ManifestFolder(Path folder, Manifests manifests) {
    this.folder = folder;
    this.manifests = manifests;
    manifests.assistants().forEach(this::index);
  }

  private void index(ManifestAssistant assistant) {
    if (SpecReader.read(assistant.resource().decodeSpec())
        instanceof SpecReading.Usable(var desired)) {
      var declared = new Declared(desired.workspace().canonical(), desired.accountName());
      assistants.computeIfAbsent(declared, _ -> new ArrayList<>()).add(assistant);
    }
  }

  /** Reads all manifests in it, as {@code diff -f} does. */
  public static ManifestFolder read(Path folder) {
    return new ManifestFolder(folder, ManifestReader.readFolder(folder));
  }

  /** What can't be read. A file that can't may hold the manifest of any assistant. */
  public List<ManifestProblem> problems() {
    return manifests.problems();
  }

  /** The names of the assistants in it. */
  public Set<String> names() {
    return manifests.assistants().stream()
        .map(ManifestAssistant::name)
        .collect(toUnmodifiableSet());
  }

  /** The assistants of a workspace. */
  public List<ManifestAssistant> find(WorkspaceSlug workspace, String account) {
    return assistants.getOrDefault(new Declared(workspace.canonical(), account), List.of());
  }

  /**
   * What changes in the manifest of an assistant.
   *
   * @param numbers as for {@link SpecUpdate#of}
   */
  public static SpecUpdate update(
      ManifestAssistant assistant, LiveAssistant live, Optional<PhoneNumbers> numbers) {
    RawJson spec = assistant.resource().getSpec();
    return spec == null ? SpecUpdate.NONE : SpecUpdate.of(spec.json(), live, numbers);
  }

  /**
   * What is to be told about a prompt that comes from a ConfigMap, which other assistants may use:
   * it is not edited.
   */
  public Optional<String> promptDifference(ManifestAssistant assistant, LiveAssistant live) {
    if (!(SpecReader.read(assistant.resource().decodeSpec())
            instanceof SpecReading.Usable(var desired)
        && desired.promptFrom().isPresent()
        && live.field(Field.PROMPT)
            instanceof Live.Reported<LiveValue>(Value.Text(String prompt)))) {
      return Optional.empty();
    }
    ConfigMapKeyRef reference = desired.promptFrom().get();
    Optional<ManifestConfigMap> found =
        manifests.configMaps().stream()
            .filter(map -> map.name().equals(reference.name()))
            .filter(map -> map.namespace().equals(assistant.namespace()))
            .findFirst();
    if (found.isEmpty()) {
      return Optional.of(
          "prompt is not compared: ConfigMap %s is not in the folder".formatted(reference.name()));
    }
    return prompt.equals(found.get().data().get(reference.key()))
        ? Optional.empty()
        : Optional.of(
            "prompt differs from %s, which other assistants may use: edit it yourself"
                .formatted(found.get().source().at("data." + reference.key())));
  }

  /**
   * Writes updates into the files, one after the other, each as a whole.
   *
   * @param updates of assistants in this folder
   */
  public List<FileChange> write(Map<ManifestAssistant, SpecUpdate> updates) {
    var changes = new ArrayList<FileChange>();
    updates.keySet().stream()
        .collect(groupingBy(one -> one.source().file(), LinkedHashMap::new, toList()))
        .forEach((file, inFile) -> changes.add(write(Path.of(file), inFile, updates)));
    return changes;
  }

  private static FileChange write(
      Path file, List<ManifestAssistant> inFile, Map<ManifestAssistant, SpecUpdate> updates) {
    var byKey = new LinkedHashMap<String, SpecUpdate>();
    var changes = new ArrayList<String>();
    for (ManifestAssistant assistant : inFile) {
      SpecUpdate update = updates.getOrDefault(assistant, SpecUpdate.NONE);
      byKey.put(ManifestText.key(assistant), update);
      changes.add(assistant.name() + ": " + String.join(", ", update.values().keySet()));
    }
    try {
      var text = new ManifestText(Files.readString(file, UTF_8));
      AtomicFile.replace(file, text.with(byKey).content());
      return new FileChange.Updated(file, changes);
    } catch (NotEditableException e) {
      return new FileChange.Failed(file, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return new FileChange.Failed(file, "cannot be written: " + e);
    }
  }

  /** Writes a manifest into a file of its own, named as the assistant. */
  public FileChange create(String name, ObjectNode manifest) {
    Path file = folder.resolve(name + ".yaml");
    for (int i = 2; Files.exists(file); i++) {
      file = folder.resolve("%s-%d.yaml".formatted(name, i));
    }
    try {
      AtomicFile.create(file, YamlText.of(manifest));
      return new FileChange.Created(file);
    } catch (IOException e) {
      return new FileChange.Failed(file, "cannot be written: " + e);
    }
  }

  /** Whether kustomize reads only the files that a list in the folder names. */
  public boolean isKustomized() {
    return Files.exists(folder.resolve("kustomization.yaml"))
        || Files.exists(folder.resolve("kustomization.yml"));
  }
}
