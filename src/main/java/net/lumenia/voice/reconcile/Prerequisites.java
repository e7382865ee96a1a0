package net.lumenia.voice.reconcile;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import net.lumenia.voice.account.AccountAccess;
import net.lumenia.voice.cluster.cache.Prompt;
import net.lumenia.voice.crd.Condition;
import net.lumenia.voice.crd.Decoded;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.plan.Violation;
import net.lumenia.voice.spec.SpecReading;
import net.lumenia.voice.status.AccountReason;
import net.lumenia.voice.status.Conditions;
import net.lumenia.voice.status.ReadyMessages;
import net.lumenia.voice.status.Reason;

/** All that must hold before the API is called. The first one that does not hold decides. */
final class Prerequisites {

  static final List<Prerequisite> IN_ORDER =
      List.of(
          Prerequisite.reported(Reason.INVALID_SPEC, Prerequisites::invalidSpec),
          Prerequisite.reported(Reason.WORKSPACE_CONFLICT, Prerequisites::otherOwner),
          Prerequisite.reported(Reason.ACCOUNT_NOT_FOUND, Prerequisites::absentAccount),
          Prerequisite.reported(Reason.ACCOUNT_NOT_READY, Prerequisites::invalidAccount),
          Prerequisite.reported(Reason.ACCOUNT_NOT_READY, Prerequisites::unservedAccount),
          Prerequisite.unreported(Reason.ACCOUNT_NOT_READY, Prerequisites::uncheckedAccount),
          Prerequisite.reported(Reason.ACCOUNT_NOT_READY, Prerequisites::accountNotReady),
          Prerequisite.reported(Reason.ACCOUNT_NOT_READY, Prerequisites::refusedAccount),
          Prerequisite.reported(Reason.PROMPT_UNAVAILABLE, Prerequisites::unavailablePrompt));

  private Prerequisites() {}

  /** What ends the reconcile; empty if all prerequisites are met. */
  static Optional<Observation> firstUnmet(ReconcileRequest request) {
    return IN_ORDER.stream().flatMap(one -> one.unmet(request).stream()).findFirst();
  }

  private static Optional<String> invalidSpec(ReconcileRequest request) {
    return request.spec() instanceof SpecReading.Unusable(List<Violation> violations)
        ? Optional.of(violations.stream().map(Violation::toString).collect(joining("; ")))
        : Optional.empty();
  }

  private static Optional<String> otherOwner(ReconcileRequest request) {
    return request.otherOwner().map(ReadyMessages::workspaceConflict);
  }

  private static Optional<String> absentAccount(ReconcileRequest request) {
    return request.account().isPresent()
        ? Optional.empty()
        : Optional.of(ReadyMessages.accountNotFound(accountName(request), request.namespace()));
  }

  /** The status of such an account may be impossible to write, so it does not count. */
  private static Optional<String> invalidAccount(ReconcileRequest request) {
    return request.decodedAccountSpec() instanceof Decoded.Invalid<?>
        ? Optional.of(notReady(request, AccountReason.INVALID_SPEC.text()))
        : Optional.empty();
  }

  /** Nothing may ever check it: it may be in the slice of no operator. */
  private static Optional<String> unservedAccount(ReconcileRequest request) {
    return request.isAccountServed() || ready(request).isPresent()
        ? Optional.empty()
        : Optional.of(ReadyMessages.accountNotServed(accountName(request)));
  }

  /** The first status of the account's generation starts another reconcile. */
  private static Optional<String> uncheckedAccount(ReconcileRequest request) {
    LumeniaAccount account = request.account().orElseThrow();
    boolean isChecked =
        ready(request).isPresent()
            && Objects.equals(
                request.accountStatus().observedGeneration(),
                account.getMetadata().getGeneration());
    return isChecked
        ? Optional.empty()
        : Optional.of(ReadyMessages.accountNotChecked(accountName(request)));
  }

  /** Comes before the account's spec and Secret, because its status has the cause. */
  private static Optional<String> accountNotReady(ReconcileRequest request) {
    return ready(request)
        .filter(ready -> !ready.status().equals("True"))
        .map(ready -> notReady(request, ready.reason()));
  }

  private static Optional<String> refusedAccount(ReconcileRequest request) {
    return request.access() instanceof AccountAccess.Refused(var why)
        ? Optional.of(notReady(request, why.reason().text()))
        : Optional.empty();
  }

  private static Optional<String> unavailablePrompt(ReconcileRequest request) {
    return request.prompt().orElse(null) instanceof Prompt.Unavailable(String message)
        ? Optional.of(message)
        : Optional.empty();
  }

  private static Optional<Condition> ready(ReconcileRequest request) {
    return Conditions.find(request.accountStatus().conditions(), Conditions.READY);
  }

  private static String notReady(ReconcileRequest request, String reason) {
    return ReadyMessages.accountNotReady(accountName(request), reason);
  }

  private static String accountName(ReconcileRequest request) {
    return request.validState().orElseThrow().accountName();
  }
}
