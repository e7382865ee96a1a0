package net.lumenia.voice.reconcile;

import java.util.Optional;
import java.util.function.Function;
import net.lumenia.voice.status.Problem;
import net.lumenia.voice.status.Reason;

/**
 * What must hold before the API is called for an assistant.
 *
 * @param reason of a resource for which it does not hold
 * @param problem what is wrong and what to do; empty if it holds. Changes nothing
 * @param isReported whether the resource's status says so; otherwise something else is about to
 *     start another reconcile
 */
record Prerequisite(
    Reason reason, Function<ReconcileRequest, Optional<String>> problem, boolean isReported) {

  static Prerequisite reported(
      Reason reason, Function<ReconcileRequest, Optional<String>> problem) {
    return new Prerequisite(reason, problem, true);
  }

  static Prerequisite unreported(
      Reason reason, Function<ReconcileRequest, Optional<String>> problem) {
    return new Prerequisite(reason, problem, false);
  }

  /** What ends the reconcile; empty if the prerequisite is met. */
  Optional<Observation> unmet(ReconcileRequest request) {
    return problem
        .apply(request)
        .map(
            message ->
                isReported
                    ? new Observation.Blocked(request.validState(), new Problem(reason, message))
                    : new Observation.AwaitingAccount());
  }
}
