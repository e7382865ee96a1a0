package net.lumenia.voice.plan;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.lumenia.voice.assistant.Field;

/** What is to be done about an assistant. */
public sealed interface Plan {

  /**
   * A managed field of the API's answer can't be read, so nothing can be decided.
   *
   * @param path where in the answer
   * @param problem what was expected there
   */
  record Unreadable(String path, String problem) implements Plan {}

  /** Something that would have to be sent must not be; all of it is held back. */
  record Invalid(List<Violation> violations, Diff found) implements Plan {

    /**
     * Whether a newer catalog could change the plan: "a voice that was added a minute ago is no
     * error".
     */
    public boolean restsOnCatalog() {
      return violations.stream().anyMatch(v -> v.basis() == Violation.Basis.CATALOG);
    }
  }

  /**
   * The policy refuses to overwrite what somebody else put there; "nothing at all is sent".
   *
   * @param fields those with such live values
   */
  record Conflict(Set<Field> fields, Diff found) implements Plan {}

  /**
   * There is nothing to send now.
   *
   * @param verifying fields that were sent and are not shown yet
   */
  record NoChange(Set<Field> verifying, Diff found) implements Plan {}

  /**
   * This PATCH is to be sent.
   *
   * @param corrections those of the patch's fields that somebody else has changed: what is sent is
   *     what was applied before
   * @param lastAttempts the fields that are sent for the second and last time
   */
  record Change(AssistantPatch patch, Set<Field> corrections, Set<Field> lastAttempts, Diff found)
      implements Plan {

    /**
     * Whether the PATCH's own answer may prove it. An answer that only repeats what was sent would
     * prove the same values again and again of an API that stores something else; so what was sent
     * before is read back.
     */
    public boolean mayBeProvenByAnswer() {
      return corrections.isEmpty() && lastAttempts.isEmpty();
    }
  }

  /**
   * This change is not to be sent before somebody approves it.
   *
   * @param hash what approves it: {@link PlanHash}
   * @param otherApproval what was approved instead, if anything
   */
  record AwaitingApproval(Change change, String hash, Optional<String> otherApproval)
      implements Plan {}

  /** Nothing is to be sent, whatever differs. */
  record ObserveOnly(Diff found) implements Plan {}
}
