package net.lumenia.voice.plan;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.lumenia.voice.assistant.Field;

/** What to do about an assistant. */
public sealed interface Plan {

  /**
   * A managed field of the response is unreadable, so nothing can be decided.
   *
   * @param path where in the response
   * @param problem what was expected there
   */
  record Unreadable(String path, String problem) implements Plan {}

  /** A field that would be sent is invalid. The whole PATCH is held back. */
  record Invalid(List<Violation> violations, Diff found) implements Plan {

    /** Whether a newer catalog could change the plan. */
    public boolean restsOnCatalog() {
      return violations.stream().anyMatch(v -> v.basis() == Violation.Basis.CATALOG);
    }
  }

  /**
   * The policy forbids overwriting live values that the operator did not set. Nothing is sent.
   *
   * @param fields the fields with such live values
   */
  record Conflict(Set<Field> fields, Diff found) implements Plan {}

  /**
   * There is nothing to send now.
   *
   * @param verifying fields that were sent and are not shown yet
   */
  record NoChange(Set<Field> verifying, Diff found) implements Plan {}

  /**
   * Send this PATCH.
   *
   * @param corrections the fields in the PATCH that were changed outside of the spec since they
   *     were applied
   * @param lastAttempts the fields that are sent for the second and last time
   */
  record Change(AssistantPatch patch, Set<Field> corrections, Set<Field> lastAttempts, Diff found)
      implements Plan {

    /**
     * Whether the response of the PATCH may prove it. An API that echoes what it was sent and
     * stores something else would be patched forever, so a repeated value is read back.
     */
    public boolean mayBeProvenByAnswer() {
      return corrections.isEmpty() && lastAttempts.isEmpty();
    }

    /**
     * The plan without fields that the API rejected and that wait for another attempt.
     *
     * @return a change of the other fields; {@link NoChange} if there are none
     */
    public Plan without(Set<Field> rejected) {
      Diff rest = found.rejecting(rejected);
      return patch
          .without(rejected)
          .<Plan>map(
              smaller ->
                  new Change(
                      smaller, minus(corrections, rejected), minus(lastAttempts, rejected), rest))
          .orElseGet(() -> new NoChange(Set.of(), rest));
    }

    private static Set<Field> minus(Set<Field> fields, Set<Field> others) {
      return fields.stream().filter(field -> !others.contains(field)).collect(toUnmodifiableSet());
    }
  }

  /**
   * This change needs an approval.
   *
   * @param hash the approval that it needs: {@link PlanHash}
   * @param otherApproval the approval that was given, if any
   */
  record AwaitingApproval(Change change, String hash, Optional<String> otherApproval)
      implements Plan {}

  /** Nothing is sent, whatever differs. */
  record ObserveOnly(Diff found) implements Plan {}
}
