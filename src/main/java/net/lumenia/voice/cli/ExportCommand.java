package net.lumenia.voice.cli;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import net.lumenia.voice.assistant.WorkspaceSlug;
import net.lumenia.voice.cli.output.Progress;
import net.lumenia.voice.cli.output.Terminal;
import net.lumenia.voice.export.LiveSpec;
import net.lumenia.voice.export.ManifestFolder;
import net.lumenia.voice.export.ManifestNames;
import net.lumenia.voice.export.NewManifest;
import net.lumenia.voice.export.YamlText;
import net.lumenia.voice.session.AccountSessions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints manifests of what is live. */
@Command(
    name = "export",
    description = {
      "Print manifests of live assistants, ready for Git.",
      "",
      "Applying them changes nothing. What the API does not show, and what a spec cannot have, is"
          + " left out, with a note on stderr.",
      "",
    },
    footer = {
      "",
      "Examples:",
      "  ${COMMAND-FULL-NAME} --workspace acme > acme.yaml",
      "  ${COMMAND-FULL-NAME} --workspaces-from names.txt --into assistants/",
      "  ${COMMAND-FULL-NAME} --all --from-cluster -n shop --into assistants/",
      "",
      "Exit codes: 0; 2 if an option or a file of --into is invalid or cannot be edited; 3 if a live assistant cannot be"
          + " read. The others are exported even then."
    })
final class ExportCommand implements Callable<Integer> {

  private static final int API_FAILURE = 3;
  private static final int MOST_PROBLEMS = 10;

  /** The formats of the output. */
  enum Format {
    YAML,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Mixin private WorkspaceOptions workspaces = new WorkspaceOptions();

  @Option(
      names = "--all",
      description =
          "All workspaces that VoiceAssistants in the namespace name, and those of the other"
              + " options. The API documents no call that lists all workspaces")
  private boolean all;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "Format of the output: yaml or json. Default: yaml")
  private Format format = Format.YAML;

  @Option(
      names = "--into",
      paramLabel = "DIR",
      description =
          "Bring the manifests in this folder up to date instead: the values that they manage are"
              + " edited in place, with all comments and the order kept, and assistants without a"
              + " manifest get a new file. Prints what changed")
  private @Nullable Path into;

  @Mixin private LumeniaOptions lumenia = new LumeniaOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Set<WorkspaceSlug> named = workspaces.named(spec, System.in);
    if (named.isEmpty() && !all) {
      throw new CheckedOptions(spec)
          .wrong("name workspaces: add --workspace NAME, --workspaces-from FILE or --all");
    }
    try (AccountSessions sessions = lumenia.open(spec)) {
      return export(targets(named), sessions);
    } catch (KubernetesClientException e) {
      spec.commandLine().getErr().println(StartFailure.explain(e));
      return API_FAILURE;
    }
  }

  private List<WorkspaceTarget> targets(Set<WorkspaceSlug> named) {
    List<WorkspaceTarget> known = all ? ofCluster() : List.of();
    Set<WorkspaceSlug> managed =
        known.stream().map(target -> target.workspace().canonical()).collect(toSet());
    return Stream.concat(
            known.stream(),
            named.stream()
                .filter(workspace -> !managed.contains(workspace.canonical()))
                .map(
                    workspace ->
                        new WorkspaceTarget(
                            workspace, Optional.empty(), lumenia.account(), Optional.empty())))
        .toList();
  }

  private List<WorkspaceTarget> ofCluster() {
    try (KubernetesClient kubernetes = lumenia.cluster().client(spec)) {
      return ClusterWorkspaces.read(kubernetes, lumenia.cluster().namespace(kubernetes));
    }
  }

  private int export(List<WorkspaceTarget> targets, AccountSessions sessions) {
    Optional<ManifestFolder> folder = Optional.ofNullable(into).map(this::folder);
    LiveReads reads;
    LiveNumbers numbers;
    var notes = new Notes();
    try (var progress =
        new Progress(spec.commandLine().getErr(), Terminal.current(), "assistants read")) {
      reads = LiveReads.of(targets, sessions, progress);
      numbers = LiveNumbers.read(reads.live(), sessions, progress, notes);
    }
    reads
        .unprovisioned()
        .forEach(workspace -> notes.add(workspace, "not exported: it has no voice integration"));
    boolean isWritten = true;
    if (folder.isPresent()) {
      isWritten =
          new FolderExport(folder.get(), lumenia.cluster().givenNamespace(), numbers, notes)
              .write(reads.live(), spec.commandLine().getOut(), spec.commandLine().getErr());
    } else {
      print(manifests(reads, numbers, notes));
    }
    notes.print(spec.commandLine().getErr());
    reads.failures().print(spec.commandLine().getErr());
    return !reads.failures().isEmpty() ? API_FAILURE : isWritten ? ExitCode.OK : ExitCode.USAGE;
  }

  /** A file that can't be read may hold the manifest of any assistant. */
  private ManifestFolder folder(Path path) {
    if (!Files.isDirectory(path)) {
      throw new CheckedOptions(spec)
          .wrong("--into: %s is not a folder; create it, or correct the path".formatted(path));
    }
    ManifestFolder folder = ManifestFolder.read(path);
    if (!folder.problems().isEmpty()) {
      throw new CheckedOptions(spec)
          .wrong(
              "--into: nothing is written, because a manifest is invalid: "
                  + folder.problems().stream()
                      .limit(MOST_PROBLEMS)
                      .map(Object::toString)
                      .collect(joining("%n".formatted())));
    }
    return folder;
  }

  private List<ObjectNode> manifests(LiveReads reads, LiveNumbers numbers, Notes notes) {
    Map<WorkspaceSlug, String> names = names(reads.live().keySet());
    var manifests = new ArrayList<ObjectNode>();
    reads
        .live()
        .forEach(
            (target, live) -> {
              LiveSpec found = LiveSpec.of(live, numbers.of(target));
              found.notes().forEach(note -> notes.add(target.workspace(), note));
              if (found.fields().isEmpty()) {
                notes.add(
                    target.workspace(), "not exported: there is nothing that a spec could have");
              } else {
                manifests.add(manifest(target, names).with(found));
              }
            });
    return manifests;
  }

  private static Map<WorkspaceSlug, String> names(Set<WorkspaceTarget> targets) {
    Set<String> taken = targets.stream().flatMap(target -> target.name().stream()).collect(toSet());
    return ManifestNames.of(
        targets.stream()
            .filter(target -> target.name().isEmpty())
            .map(WorkspaceTarget::workspace)
            .toList(),
        taken);
  }

  private NewManifest manifest(WorkspaceTarget target, Map<WorkspaceSlug, String> names) {
    return new NewManifest(
        target.name().orElseGet(() -> names.getOrDefault(target.workspace(), "")),
        lumenia.cluster().givenNamespace(),
        target.workspace(),
        target.account());
  }

  private void print(List<ObjectNode> manifests) {
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case YAML -> out.print(manifests.stream().map(YamlText::of).collect(joining("---\n")));
      case JSON -> MachineOutput.JSON.print(list(manifests), out);
    }
    out.flush();
  }

  private static ObjectNode list(List<ObjectNode> manifests) {
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    list.put("apiVersion", "v1").put("kind", "List").putArray("items").addAll(manifests);
    return list;
  }
}
