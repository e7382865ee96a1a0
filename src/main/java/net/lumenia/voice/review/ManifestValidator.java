package net.lumenia.voice.review;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.manifest.ManifestAccount;
import net.lumenia.voice.manifest.ManifestAssistant;
import net.lumenia.voice.manifest.ManifestProblem;
import net.lumenia.voice.manifest.Manifests;

/** Checks all manifests: each one by itself, and whether they fit together. */
public final class ManifestValidator {

  private final Manifests manifests;
  private final List<ManifestProblem> problems;

  private ManifestValidator(Manifests manifests) {
    this.manifests = manifests;
    this.problems = new ArrayList<>(manifests.problems());
  }

  /**
   * Checks manifests that have namespaces.
   *
   * @param catalog the catalog of an assistant's account; empty if it is not to be checked
   * @param failures what could not be asked of the API
   */
  public static ValidationReport validate(
      Manifests manifests,
      Function<ManifestAssistant, Optional<Catalog>> catalog,
      List<String> failures) {
    var validator = new ManifestValidator(manifests);
    validator.check(catalog);
    return validator.report(failures);
  }

  private void check(Function<ManifestAssistant, Optional<Catalog>> catalog) {
    manifests.accounts().forEach(account -> problems.addAll(ManifestCheck.spec(account)));
    List<ManifestAssistant> assistants = manifests.assistants();
    List<List<ManifestProblem>> ofSpecs =
        assistants.parallelStream().map(ManifestCheck::spec).toList();
    for (int i = 0; i < assistants.size(); i++) {
      ManifestAssistant assistant = assistants.get(i);
      List<ManifestProblem> ofSpec = ofSpecs.get(i);
      problems.addAll(ofSpec);
      if (ofSpec.isEmpty()) {
        problems.addAll(PromptLookup.problems(assistant, manifests.configMaps()));
        catalog
            .apply(assistant)
            .ifPresent(known -> problems.addAll(ManifestCheck.catalog(assistant, known)));
      }
    }
    problems.addAll(WorkspaceConflicts.find(manifests.assistants(), manifests.accounts()));
  }

  private ValidationReport report(List<String> failures) {
    Set<String> invalid = new HashSet<>();
    problems.forEach(problem -> invalid.add(problem.object()));
    long valid =
        manifests.assistants().stream()
                .map(ManifestAssistant::source)
                .filter(source -> !invalid.contains(source.at("")))
                .count()
            + manifests.accounts().stream()
                .map(ManifestAccount::source)
                .filter(source -> !invalid.contains(source.at("")))
                .count();
    List<String> warnings =
        manifests.assistants().stream()
            .flatMap(assistant -> ManifestCheck.warning(assistant).stream())
            .toList();
    return new ValidationReport((int) valid, problems, manifests.skipped(), warnings, failures);
  }
}
