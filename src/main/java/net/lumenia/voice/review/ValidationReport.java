package net.lumenia.voice.review;

import java.util.List;
import net.lumenia.voice.manifest.ManifestProblem;
import net.lumenia.voice.manifest.SkippedManifest;

/**
 * What {@code validate} found.
 *
 * @param valid how many VoiceAssistants and LumeniaAccounts are valid
 * @param failures what could not be asked of the API
 */
public record ValidationReport(
    int valid,
    List<ManifestProblem> problems,
    List<SkippedManifest> skipped,
    List<String> warnings,
    List<String> failures) {

  public ValidationReport {
    problems = List.copyOf(problems);
    skipped = List.copyOf(skipped);
    warnings = List.copyOf(warnings);
    failures = List.copyOf(failures);
  }

  /** How many objects are invalid. */
  public long invalid() {
    return problems.stream()
        .filter(problem -> !problem.isUnreadable())
        .map(ManifestProblem::object)
        .distinct()
        .count();
  }

  /** How many inputs could not be read. */
  public long unreadable() {
    return problems.stream()
        .filter(ManifestProblem::isUnreadable)
        .map(ManifestProblem::file)
        .distinct()
        .count();
  }

  /** One line, such as {@code 12 valid, 1 invalid, 3 of other kinds skipped}. */
  public String summary() {
    return "%d valid, %d invalid%s%s"
        .formatted(
            valid,
            invalid(),
            unreadable() == 0 ? "" : ", %d unreadable".formatted(unreadable()),
            skipped.isEmpty() ? "" : ", %d of other kinds skipped".formatted(skipped.size()));
  }
}
