package net.lumenia.voice.plan;

import java.util.List;
import java.util.Map;
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
  record Violated(List<Violation> violations, List<Leaf> drift) implements Plan {

    /**
     * Whether a newer catalogue could change the plan: "a voice that was added a minute ago is no
     * error".
     */
    public boolean restsOnCatalog() {
      return violations.stream().anyMatch(v -> v.basis() == Violation.Basis.CATALOG);
    }
  }

  /**
   * There is nothing to send now.
   *
   * @param drift what differs all the same
   * @param verifying fields that were sent and are not shown yet
   * @param heldBack fields that two PATCHes did not change: they wait for the spec or the live
   *     value to change
   * @param flapping fields that another writer keeps changing: their next correction waits
   */
  record Settled(
      List<Leaf> drift, Set<Field> verifying, Set<Field> heldBack, Map<Field, Flapping> flapping)
      implements Plan {}

  /**
   * This PATCH is to be sent.
   *
   * @param drift what differs
   * @param corrections those of the patch's fields that somebody else has changed: what is sent is
   *     what was applied before
   * @param lastAttempts the fields that are sent for the second and last time
   * @param heldBack as in {@link Settled}
   * @param flapping as in {@link Settled}, and those of the corrections whose pause is over
   */
  record Change(
      AssistantPatch patch,
      List<Leaf> drift,
      Set<Field> corrections,
      Set<Field> lastAttempts,
      Set<Field> heldBack,
      Map<Field, Flapping> flapping)
      implements Plan {}
}
