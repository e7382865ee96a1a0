package net.lumenia.voice.review;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.lumenia.voice.assistant.PhoneNumber;
import net.lumenia.voice.manifest.ManifestAccount;
import net.lumenia.voice.manifest.ManifestAssistant;
import net.lumenia.voice.manifest.ManifestProblem;
import net.lumenia.voice.manifest.Manifests;
import net.lumenia.voice.status.NumberMessages;

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
   * @param accounts what assistants are checked against besides the schema
   */
  public static ValidationReport validate(Manifests manifests, AccountData accounts) {
    var validator = new ManifestValidator(manifests);
    validator.check(accounts);
    return validator.report(accounts.failures());
  }

  private void check(AccountData accounts) {
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
        accounts
            .catalog(assistant)
            .ifPresent(known -> problems.addAll(ManifestCheck.catalog(assistant, known)));
        ManifestCheck.phoneNumber(assistant)
            .flatMap(number -> unknown(number, assistant, accounts))
            .ifPresent(problems::add);
      }
    }
    problems.addAll(WorkspaceConflicts.find(manifests.assistants(), manifests.accounts()));
  }

  private static Optional<ManifestProblem> unknown(
      PhoneNumber number, ManifestAssistant assistant, AccountData accounts) {
    return accounts
        .phoneNumbers(assistant)
        .flatMap(all -> NumberMessages.problem(number, all))
        .map(problem -> assistant.source().problem("spec.phoneNumber", problem));
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
