package net.lumenia.voice.review;

import io.fabric8.kubernetes.api.model.ConfigMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import net.lumenia.voice.cluster.cache.PromptEntry;
import net.lumenia.voice.crd.ConfigMapKeyRef;
import net.lumenia.voice.manifest.ManifestAssistant;
import net.lumenia.voice.manifest.ManifestProblem;
import net.lumenia.voice.manifest.Manifests;
import net.lumenia.voice.spec.DesiredState;

/**
 * The assistants that can be reviewed, and why the others can't.
 *
 * @param targets valid, with their prompts
 */
public record ReviewTargets(List<ReviewTarget> targets, List<ManifestProblem> problems) {

  public ReviewTargets {
    targets = List.copyOf(targets);
    problems = List.copyOf(problems);
  }

  /**
   * Checks manifests that have namespaces.
   *
   * @param cluster a ConfigMap by its namespace and name, where the manifests have none
   */
  public static ReviewTargets of(
      Manifests manifests, BiFunction<String, String, Optional<ConfigMap>> cluster) {
    var targets = new ArrayList<ReviewTarget>();
    var problems = new ArrayList<>(manifests.problems());
    for (ManifestAssistant assistant : manifests.assistants()) {
      List<ManifestProblem> ofSpec = ManifestCheck.spec(assistant);
      problems.addAll(ofSpec);
      if (ofSpec.isEmpty()) {
        add(assistant, manifests, cluster, targets, problems);
      }
    }
    problems.addAll(WorkspaceConflicts.find(manifests.assistants(), manifests.accounts()));
    return new ReviewTargets(targets, problems);
  }

  private static void add(
      ManifestAssistant assistant,
      Manifests manifests,
      BiFunction<String, String, Optional<ConfigMap>> cluster,
      List<ReviewTarget> targets,
      List<ManifestProblem> problems) {
    DesiredState desired = ManifestCheck.desired(assistant);
    if (desired.promptFrom().isEmpty()) {
      targets.add(new ReviewTarget(assistant, desired));
      return;
    }
    ConfigMapKeyRef reference = desired.promptFrom().get();
    Optional<ConfigMap> configMap =
        PromptLookup.find(assistant, reference, manifests.configMaps())
            .or(() -> cluster.apply(assistant.namespace().orElseThrow(), reference.name()));
    List<ManifestProblem> wrong =
        configMap
            .map(found -> PromptLookup.problem(assistant, reference, found).stream().toList())
            .orElseGet(() -> List.of(PromptLookup.missing(assistant, reference)));
    problems.addAll(wrong);
    if (wrong.isEmpty()) {
      String prompt = PromptEntry.text(configMap.orElseThrow(), reference.key()).orElseThrow();
      targets.add(new ReviewTarget(assistant, desired.withPrompt(prompt)));
    }
  }

  /** The targets to read: all but suspended ones. */
  public List<ReviewTarget> toRead() {
    return targets.stream().filter(target -> Reviewer.suspended(target).isEmpty()).toList();
  }

  /** The suspended targets. */
  public Stream<Reviewed> suspended() {
    return targets.stream().flatMap(target -> Reviewer.suspended(target).stream());
  }
}
