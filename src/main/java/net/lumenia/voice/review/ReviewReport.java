package net.lumenia.voice.review;

import java.util.List;
import net.lumenia.voice.manifest.ManifestProblem;
import net.lumenia.voice.manifest.SkippedManifest;

/**
 * What {@code diff} found.
 *
 * @param problems of the inputs; an assistant with a problem is not reviewed
 * @param notes about several assistants, such as a prompt that they share
 * @param failures what could not be read, besides live assistants
 */
public record ReviewReport(
    List<Reviewed> assistants,
    List<ManifestProblem> problems,
    List<SkippedManifest> skipped,
    List<String> notes,
    List<String> warnings,
    List<String> failures) {

  public ReviewReport {
    assistants = List.copyOf(assistants);
    problems = List.copyOf(problems);
    skipped = List.copyOf(skipped);
    notes = List.copyOf(notes);
    warnings = List.copyOf(warnings);
    failures = List.copyOf(failures);
  }

  /** Nothing could be reviewed. */
  public static ReviewReport failed(String why) {
    return new ReviewReport(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(why));
  }

  /** How many assistants have such a verdict. */
  public long count(Class<? extends Verdict> verdict) {
    return assistants.stream().filter(one -> verdict.isInstance(one.verdict())).count();
  }

  /** Whether a manifest must be corrected. */
  public boolean isInvalid() {
    return !problems.isEmpty()
        || assistants.stream()
            .anyMatch(
                one -> one.verdict() instanceof Verdict.Refused(_, boolean invalid) && invalid);
  }

  /** Whether the operator would send or refuse something. */
  public boolean isChange() {
    return count(Verdict.Change.class) + count(Verdict.Refused.class) > 0;
  }

  /** Whether something could not be read from the API or the cluster. */
  public boolean isFailed() {
    return !failures.isEmpty() || count(Verdict.Failed.class) > 0;
  }

  /** One line, such as {@code Plan: 2 to change, 1 refused, 97 unchanged}. */
  public String summary() {
    long invalid = problems.stream().map(ManifestProblem::object).distinct().count();
    return "Plan: %d to change, %d refused, %d unchanged%s%s"
        .formatted(
            count(Verdict.Change.class),
            count(Verdict.Refused.class),
            count(Verdict.Unchanged.class),
            invalid == 0 ? "" : ", %d invalid".formatted(invalid),
            isFailed()
                ? ", %d failed".formatted(count(Verdict.Failed.class) + failures.size())
                : "");
  }
}
