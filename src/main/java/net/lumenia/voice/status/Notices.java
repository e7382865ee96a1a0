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

/** Chooses what is worth an event: every PATCH, and every failure when it begins or changes. */
public final class Notices {

  /** Waiting for a proof is no failure, and flapping and approvals have their own rules. */
  private static final Set<Reason> UNTOLD =
      Set.of(Reason.VERIFYING, Reason.FLAPPING, Reason.AWAITING_APPROVAL);

  private Notices() {}

  /** The events that an outcome is worth, given the status before it. */
  public static List<Notice> of(VoiceAssistantStatus previous, ReconcileResult outcome) {
    var notices = new ArrayList<Notice>();
    outcome.sentPatch().ifPresent(patch -> notices.addAll(sent(patch)));
    drift(previous, outcome).ifPresent(notices::add);
    approval(previous, outcome).ifPresent(notices::add);
    outcome
        .trouble()
        .filter(problem -> !UNTOLD.contains(problem.reason()))
        .map(p -> new Notice(Notice.Severity.WARNING, p.reason().text(), p.message()))
        .filter(notice -> isNews(previous.conditions(), notice))
        .ifPresent(notices::add);
    flapping(previous, outcome).ifPresent(notices::add);
    return notices;
  }

  /** Drift that stays is worth an event when it begins, and when there is more of it. */
  private static Optional<Notice> drift(VoiceAssistantStatus previous, ReconcileResult outcome) {
    Set<Field> flapping = outcome.seen().map(report -> report.flapping().keySet()).orElse(Set.of());
    List<String> paths =
        DriftAttribution.left(previous, outcome).stream()
            .filter(difference -> !flapping.contains(difference.field()))
            .map(Difference::path)
            .toList();
    return DriftAttribution.known(previous, outcome).containsAll(paths)
        ? Optional.empty()
        : Optional.of(
            new Notice(
                Notice.Severity.NORMAL,
                "DriftDetected",
                (outcome instanceof ReconcileResult.Watched
                        ? "The live assistant is not as declared: "
                        : "Changed outside of this resource, and not set back: ")
                    + String.join(", ", paths)));
  }

  /** A change that waits is worth one event, however often it is looked at. */
  private static Optional<Notice> approval(VoiceAssistantStatus previous, ReconcileResult outcome) {
    Optional<String> told = Optional.ofNullable(previous.plan()).map(PlanStatus::hash);
    return outcome instanceof ReconcileResult.AwaitingApproval waiting
            && !told.equals(Optional.of(waiting.hash()))
        ? Optional.of(
            new Notice(
                Notice.Severity.NORMAL,
                waiting.problem().reason().text(),
                waiting.problem().message()))
        : Optional.empty();
  }

  /** Flapping is worth an event when it begins, and none for each of its pauses. */
  private static Optional<Notice> flapping(VoiceAssistantStatus previous, ReconcileResult outcome) {
    Map<Field, Flapping> begun =
        outcome.seen().map(CheckReport::flapping).orElse(Map.of()).entrySet().stream()
            .filter(entry -> !CorrectionMemory.isFlapping(previous, entry.getKey()))
            .collect(toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    return Optional.of(begun)
        .filter(fields -> !fields.isEmpty())
        .map(FlappingMessage::of)
        .map(message -> new Notice(Notice.Severity.WARNING, Reason.FLAPPING.text(), message));
  }

  /**
   * The events that an outcome is worth whose status the API server refuses, as the resource is
   * stored in a form that its schema does not allow: what would be in it, and that.
   *
   * @param problem what the API server says
   */
  public static List<Notice> ofRefused(
      VoiceAssistantStatus previous, ReconcileResult outcome, String problem) {
    var notices = new ArrayList<>(of(previous, outcome));
    notices.removeIf(notice -> notice.reason().equals(Reason.INVALID_SPEC.text()));
    String own =
        outcome
            .trouble()
            .filter(trouble -> trouble.reason() == Reason.INVALID_SPEC)
            .map(trouble -> trouble.message() + "; ")
            .orElse("");
    notices.add(refused(own, "; until it is corrected, nothing more is sent: ", problem));
    return notices;
  }

  /** The same of an account. */
  public static Notice ofRefused(AccountReadiness verdict, String problem) {
    return refused(
        verdict.reason() == AccountReason.AUTHENTICATED
            ? ""
            : "%s: %s; ".formatted(verdict.reason().text(), verdict.message()),
        "; correct it: ",
        problem);
  }

  private static Notice refused(String own, String actor, String problem) {
    return new Notice(
        Notice.Severity.WARNING,
        Reason.INVALID_SPEC.text(),
        own
            + "the status cannot be written, because the API server refuses this resource as it is stored"
            + actor
            + ServerText.clean(problem));
  }

  /** The event that a look at an account is worth, given the status before it. */
  public static Optional<Notice> of(LumeniaAccountStatus previous, AccountReadiness verdict) {
    return Optional.of(verdict)
        .filter(v -> v.reason() != AccountReason.AUTHENTICATED)
        .map(v -> new Notice(Notice.Severity.WARNING, v.reason().text(), v.message()))
        .filter(notice -> isNews(previous.conditions(), notice));
  }

  /** The event that the state of an account's gate is worth, given the status before it. */
  public static Optional<Notice> of(LumeniaAccountStatus previous, LimiterReport limiter) {
    return limiter
        .shut()
        .filter(_ -> previous.circuit() == null || previous.circuit() == Circuit.CLOSED)
        .map(v -> new Notice(Notice.Severity.WARNING, v.reason().text(), v.message()));
  }

  private static List<Notice> sent(ReconcileResult.SentPatch sent) {
    var notices = new ArrayList<Notice>();
    var declared = new HashSet<>(sent.patch().fields());
    declared.removeAll(sent.corrections());
    if (!declared.isEmpty()) {
      notices.add(new Notice(Notice.Severity.NORMAL, "Patched", "Sent " + names(declared)));
    }
    if (!sent.corrections().isEmpty()) {
      notices.add(
          new Notice(
              Notice.Severity.NORMAL,
              "DriftCorrected",
              "Set back what had been changed outside of this resource: "
                  + names(sent.corrections())));
    }
    return notices;
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
