package net.lumenia.voice.cli;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.export.YamlText;
import net.lumenia.voice.revision.RevisionHistory;
import net.lumenia.voice.revision.RollbackManifest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the manifest that restores a revision. */
@Command(
    name = "rollback",
    description = {
      "Print the manifest that restores values that the operator has overwritten.",
      "",
      "The command changes nothing: apply the manifest with kubectl, or commit it.",
      "",
    },
    footer = {
      "",
      "Revisions: kubectl get controllerrevisions -l voice.lumenia.net/assistant=NAME",
      "",
      "Exit codes: 0; 2 if there is no such VoiceAssistant or revision."
    })
final class RollbackCommand implements Callable<Integer> {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Parameters(paramLabel = "NAME", description = "Name of the VoiceAssistant")
  private String name = "";

  @Option(
      names = "--to-revision",
      paramLabel = "NUMBER",
      description = "Revision to restore. Default: the newest")
  private @Nullable Long revision;

  @Mixin private ClusterOptions cluster = new ClusterOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    try (KubernetesClient kubernetes = cluster.client(spec)) {
      return rollback(kubernetes);
    } catch (KubernetesClientException e) {
      return refuse(StartFailure.explain(e));
    }
  }

  private int rollback(KubernetesClient kubernetes) {
    String where = cluster.namespace(kubernetes);
    VoiceAssistant assistant =
        kubernetes.resources(VoiceAssistant.class).inNamespace(where).withName(name).get();
    if (assistant == null || assistant.getSpec() == null) {
      return refuse(
          "there is no VoiceAssistant %s in namespace %s; set the namespace with -n"
              .formatted(name, where));
    }
    List<RevisionHistory.Entry> revisions = RevisionHistory.of(assistant, kubernetes);
    Optional<ControllerRevision> chosen =
        revisions.stream()
            .filter(one -> revision == null || revision == one.number())
            .findFirst()
            .flatMap(one -> RevisionHistory.read(assistant, one, kubernetes));
    return chosen.isPresent() ? print(assistant, chosen.get()) : refuse(missing(revisions));
  }

  private String missing(List<RevisionHistory.Entry> revisions) {
    return revisions.isEmpty()
        ? "VoiceAssistant %s has no revisions: the operator has overwritten no values, or kept none"
            .formatted(name)
        : "VoiceAssistant %s has no revision %d; available revisions: %s"
            .formatted(
                name,
                revision,
                revisions.stream().map(one -> String.valueOf(one.number())).collect(joining(", ")));
  }

  private int print(VoiceAssistant assistant, ControllerRevision chosen) {
    JsonNode fragment = JSON.valueToTree(chosen.getData()).path("spec");
    if (!fragment.isObject()) {
      return refuse(
          "revision %d contains no spec; choose another one with --to-revision"
              .formatted(chosen.getRevision()));
    }
    RollbackManifest restored = RollbackManifest.of(assistant, fragment);
    restored.notes().forEach(spec.commandLine().getErr()::println);
    PrintWriter out = spec.commandLine().getOut();
    out.print(YamlText.of(restored.manifest()));
    out.flush();
    return ExitCode.OK;
  }

  private int refuse(String message) {
    spec.commandLine().getErr().println(message);
    return ExitCode.USAGE;
  }
}
