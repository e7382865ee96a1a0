package net.lumenia.voice.cli;

import static java.util.stream.Collectors.joining;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.assistant.WorkspaceSlug;
import net.lumenia.voice.export.FileChange;
import net.lumenia.voice.export.LiveSpec;
import net.lumenia.voice.export.ManifestFolder;
import net.lumenia.voice.export.ManifestNames;
import net.lumenia.voice.export.NewManifest;
import net.lumenia.voice.export.SpecUpdate;
import net.lumenia.voice.manifest.ManifestAssistant;

/** Writes live assistants into a folder of manifests, and prints what changed. */
final class FolderExport {

  private final ManifestFolder folder;
  private final Optional<String> namespace;
  private final LiveNumbers numbers;
  private final Notes notes;
  private final Map<ManifestAssistant, SpecUpdate> updates = new LinkedHashMap<>();
  private final Map<WorkspaceTarget, LiveSpec> added = new LinkedHashMap<>();
  private int unchanged;

  /**
   * @param namespace of new manifests
   * @param numbers of the accounts
   * @param notes receives what could not be exported
   */
  FolderExport(
      ManifestFolder folder, Optional<String> namespace, LiveNumbers numbers, Notes notes) {
    this.folder = folder;
    this.namespace = namespace;
    this.numbers = numbers;
    this.notes = notes;
  }

  /** Returns whether everything that had to change was written. */
  boolean write(Map<WorkspaceTarget, LiveAssistant> live, PrintWriter out, PrintWriter err) {
    live.forEach(this::plan);
    List<FileChange> changes = new ArrayList<>(folder.write(updates));
    List<FileChange> created = create();
    changes.addAll(created);
    boolean isComplete = true;
    for (FileChange change : changes) {
      switch (change) {
        case FileChange.Updated(var file, var what) ->
            out.printf("updated %s (%s)%n", file, String.join("; ", what));
        case FileChange.Created(var file) -> out.printf("created %s%n", file);
        case FileChange.Failed(var file, String why) -> {
          isComplete = false;
          err.printf("%s is left as it is: %s%n", file, why);
        }
      }
    }
    out.printf("%d manifests up to date already%n", unchanged);
    out.flush();
    if (!created.isEmpty() && folder.isKustomized()) {
      err.println("add the new files to the resources of kustomization.yaml");
    }
    return isComplete;
  }

  private void plan(WorkspaceTarget target, LiveAssistant live) {
    WorkspaceSlug workspace = target.workspace();
    List<ManifestAssistant> known = folder.find(workspace, target.account());
    if (known.isEmpty()) {
      add(target, LiveSpec.of(live, numbers.of(target)));
    } else if (known.size() > 1) {
      notes.add(
          workspace,
          "left as it is, because several manifests are for this workspace: "
              + known.stream().map(one -> one.source().at("")).collect(joining(", ")));
    } else {
      update(target, known.getFirst(), live);
    }
  }

  private void update(WorkspaceTarget target, ManifestAssistant assistant, LiveAssistant live) {
    WorkspaceSlug workspace = target.workspace();
    SpecUpdate update = ManifestFolder.update(assistant, live, numbers.of(target));
    update.notes().forEach(note -> notes.add(workspace, note));
    folder
        .promptDifference(assistant, live)
        .ifPresent(difference -> notes.add(workspace, difference));
    if (update.values().isEmpty()) {
      unchanged++;
    } else {
      updates.put(assistant, update);
    }
  }

  private void add(WorkspaceTarget target, LiveSpec found) {
    found.notes().forEach(note -> notes.add(target.workspace(), note));
    if (found.fields().isEmpty()) {
      notes.add(target.workspace(), "not exported: there is nothing that a spec could have");
    } else {
      added.put(target, found);
    }
  }

  private List<FileChange> create() {
    Set<String> taken = new HashSet<>(folder.names());
    added.keySet().forEach(target -> target.name().ifPresent(taken::add));
    Map<WorkspaceSlug, String> names =
        ManifestNames.of(
            added.keySet().stream()
                .filter(target -> target.name().isEmpty())
                .map(WorkspaceTarget::workspace)
                .toList(),
            taken);
    var created = new ArrayList<FileChange>();
    added.forEach(
        (target, found) -> {
          String name = target.name().orElseGet(() -> names.getOrDefault(target.workspace(), ""));
          var manifest = new NewManifest(name, namespace, target.workspace(), target.account());
          created.add(folder.create(name, manifest.with(found)));
        });
    return created;
  }
}
