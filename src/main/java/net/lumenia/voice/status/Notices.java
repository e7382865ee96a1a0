package net.lumenia.voice.status;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.ServerText;
import net.lumenia.voice.crd.Circuit;
import net.lumenia.voice.crd.Condition;
import net.lumenia.voice.crd.LumeniaAccountStatus;
import net.lumenia.voice.crd.VoiceAssistantStatus;
import net.lumenia.voice.crd.VoiceAssistantStatus.PlanStatus;
import net.lumenia.voice.plan.Difference;
import net.lumenia.voice.plan.Flapping;
import org.jspecify.annotations.Nullable;

/** Chooses the events of a reconcile: every PATCH, and every failure when it begins or changes. */
public final class Notices {

  /** Waiting for a proof is no failure. Flapping and approvals have their own rules. */
  private static final Set<Reason> WITHOUT_WARNING =
      Set.of(Reason.VERIFYING, Reason.FLAPPING, Reason.AWAITING_APPROVAL);

  private Notices() {}

  /** The events of a result, given the status before it. */
  public static List<Notice> of(VoiceAssistantStatus previous, ReconcileResult result) {
    var notices = new ArrayList<Notice>();
    result.sentPatch().ifPresent(patch -> notices.addAll(sent(patch, result)));
    drift(previous, result).ifPresent(notices::add);
    approval(previous, result).ifPresent(notices::add);
    result
        .openProblem()
        .filter(problem -> !WITHOUT_WARNING.contains(problem.reason()))
        .map(p -> new Notice(Notice.Severity.WARNING, p.reason().text(), p.message()))
        .filter(notice -> isNews(previous.conditions(), notice))
        .ifPresent(notices::add);
    flapping(previous, result).ifPresent(notices::add);
    return notices;
  }

  /** Drift that stays causes an event when it begins and when more fields drift. */
  private static Optional<Notice> drift(VoiceAssistantStatus previous, ReconcileResult result) {
    Set<Field> flapping = result.seen().map(report -> report.flapping().keySet()).orElse(Set.of());
    List<Difference> drift =
        DriftAttribution.remaining(previous, result).stream()
            .filter(difference -> !flapping.contains(difference.field()))
            .toList();
    List<String> paths = drift.stream().map(Difference::path).toList();
    return DriftAttribution.known(previous, result).containsAll(paths)
        ? Optional.empty()
        : Optional.of(
            new Notice(
                Notice.Severity.NORMAL,
                "DriftDetected",
                (result instanceof ReconcileResult.ObserveOnly
                        ? "The live assistant differs from the spec: "
                        : "Changed outside Git and not corrected: ")
                    + String.join(", ", paths)
                    + InvisibleNotes.toMatch(drift)));
  }

  /** A change that waits for approval causes one event, not one per check. */
  private static Optional<Notice> approval(VoiceAssistantStatus previous, ReconcileResult result) {
    Optional<String> known = Optional.ofNullable(previous.plan()).map(PlanStatus::hash);
    return result instanceof ReconcileResult.AwaitingApproval waiting
            && !known.equals(Optional.of(waiting.hash()))
        ? Optional.of(
            new Notice(
                Notice.Severity.NORMAL,
                waiting.problem().reason().text(),
                waiting.problem().message()))
        : Optional.empty();
  }

  /** Flapping causes one event when it begins, and none per correction. */
  private static Optional<Notice> flapping(VoiceAssistantStatus previous, ReconcileResult result) {
    Map<Field, Flapping> begun =
        result.seen().map(CheckReport::flapping).orElse(Map.of()).entrySet().stream()
            .filter(entry -> !Memory.isFlapping(previous, entry.getKey()))
            .collect(toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    return Optional.of(begun)
        .filter(fields -> !fields.isEmpty())
        .map(ReadyMessages::flapping)
        .map(message -> new Notice(Notice.Severity.WARNING, Reason.FLAPPING.text(), message));
  }

  /**
   * The events of a result whose status the API server rejects because the stored resource violates
   * its schema: those of the result, and one about the rejection.
   *
   * @param problem the API server's message
   */
  public static List<Notice> ofRefused(
      VoiceAssistantStatus previous, ReconcileResult result, String problem) {
    var notices = new ArrayList<>(of(previous, result));
    notices.removeIf(notice -> notice.reason().equals(Reason.INVALID_SPEC.text()));
    String own =
        result
            .openProblem()
            .filter(invalid -> invalid.reason() == Reason.INVALID_SPEC)
            .map(invalid -> invalid.message() + "; ")
            .orElse("");
    notices.add(
        rejectedStatus(own, "; correct the resource: until then nothing more is sent", problem));
    return notices;
  }

  /** The same for an account. */
  public static Notice ofRefused(AccountReadiness verdict, String problem) {
    return rejectedStatus(
        verdict.reason() == AccountReason.AUTHENTICATED
            ? ""
            : "%s: %s; ".formatted(verdict.reason().text(), verdict.message()),
        "; correct the resource",
        problem);
  }

  private static Notice rejectedStatus(String own, String remedy, String problem) {
    return new Notice(
        Notice.Severity.WARNING,
        Reason.INVALID_SPEC.text(),
        own
            + "the status cannot be written, because the API server rejects the stored resource"
            + remedy
            + ": "
            + ServerText.clean(problem));
  }

  /** The event of checking an account, if any, given the status before it. */
  public static Optional<Notice> of(LumeniaAccountStatus previous, AccountReadiness verdict) {
    return Optional.of(verdict)
        .filter(v -> v.reason() != AccountReason.AUTHENTICATED)
        .map(v -> new Notice(Notice.Severity.WARNING, v.reason().text(), v.message()))
        .filter(notice -> isNews(previous.conditions(), notice));
  }

  /** The event of an account's rate limiter, if any, given the status before it. */
  public static Optional<Notice> of(LumeniaAccountStatus previous, LimiterReport limiter) {
    return limiter
        .paused()
        .filter(_ -> previous.circuit() == null || previous.circuit() == Circuit.CLOSED)
        .map(v -> new Notice(Notice.Severity.WARNING, v.reason().text(), v.message()));
  }

  /**
   * A PATCH that replaces nothing is only logged: with a new fleet, its events would be a third of
   * all writes to the API server, and status shows the PATCH, too.
   */
  private static List<Notice> sent(ReconcileResult.SentPatch sent, ReconcileResult result) {
    if (sent.provisions()) {
      return List.of(
          new Notice(
              Notice.Severity.NORMAL,
              "Provisioned",
              "Created the voice integration with " + names(sent.fields())));
    }
    var notices = new ArrayList<Notice>();
    var changes = new HashSet<>(sent.patch().fields());
    changes.removeAll(sent.corrections());
    if (!changes.isEmpty()) {
      notices.add(
          new Notice(
              Notice.Severity.NORMAL,
              "Patched",
              "Sent " + describe(changes, sent, result),
              /* isEvent= */ sent.replacesValues()));
    }
    if (!sent.corrections().isEmpty()) {
      notices.add(
          new Notice(
              Notice.Severity.NORMAL,
              "DriftCorrected",
              "Corrected drift in " + describe(sent.corrections(), sent, result)));
    }
    return notices;
  }

  private static String describe(
      Set<Field> fields, ReconcileResult.SentPatch sent, ReconcileResult result) {
    return names(fields)
        + LostKeysNote.removed(result.lostKeys(fields))
        + InvisibleNotes.sent(sent.change().found().drift(), fields);
  }

  private static boolean isNews(@Nullable List<Condition> previous, Notice notice) {
    return Conditions.find(previous, Conditions.READY)
        .filter(ready -> notice.reason().equals(ready.reason()))
        .filter(ready -> ready.message() != null)
        .filter(ready -> RequestIds.isSame(notice.reason(), ready.message(), notice.message()))
        .isEmpty();
  }

  private static String names(Collection<Field> fields) {
    return fields.stream().sorted().map(Field::specName).collect(joining(", "));
  }
}
