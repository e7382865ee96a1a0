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
import net.lumenia.voice.crd.Circuit;
import net.lumenia.voice.crd.Condition;
import net.lumenia.voice.crd.LumeniaAccountStatus;
import net.lumenia.voice.crd.VoiceAssistantStatus;
import net.lumenia.voice.plan.Flapping;
import org.jspecify.annotations.Nullable;

/** Chooses what is worth an event: every PATCH, and every failure when it begins or changes. */
public final class Notices {

  /** Waiting for a proof is no failure, and flapping has its own rule. */
  private static final Set<Reason> UNTOLD = Set.of(Reason.VERIFYING, Reason.FLAPPING);

  private Notices() {}

  /** The events that an outcome is worth, given the status before it. */
  public static List<Notice> of(VoiceAssistantStatus previous, Outcome outcome) {
    var notices = new ArrayList<Notice>();
    if (outcome instanceof Outcome.Patched(_, Outcome.SentPatch sent, _)) {
      notices.addAll(sent(sent));
    }
    outcome
        .trouble()
        .filter(problem -> !UNTOLD.contains(problem.reason()))
        .map(p -> new Notice(Notice.Severity.WARNING, p.reason().text(), p.message()))
        .filter(notice -> isNews(previous.conditions(), notice))
        .ifPresent(notices::add);
    flapping(previous, outcome).ifPresent(notices::add);
    return notices;
  }

  /** Flapping is worth an event when it begins, and none for each of its pauses. */
  private static Optional<Notice> flapping(VoiceAssistantStatus previous, Outcome outcome) {
    Map<Field, Flapping> begun =
        outcome.seen().map(Look::flapping).orElse(Map.of()).entrySet().stream()
            .filter(entry -> !CorrectionMemory.isFlapping(previous, entry.getKey()))
            .collect(toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    return Optional.of(begun)
        .filter(fields -> !fields.isEmpty())
        .map(FlappingMessage::of)
        .map(message -> new Notice(Notice.Severity.WARNING, Reason.FLAPPING.text(), message));
  }

  /** The event that a look at an account is worth, given the status before it. */
  public static Optional<Notice> of(LumeniaAccountStatus previous, AccountVerdict verdict) {
    return Optional.of(verdict)
        .filter(v -> v.reason() != AccountReason.AUTHENTICATED)
        .map(v -> new Notice(Notice.Severity.WARNING, v.reason().text(), v.message()))
        .filter(notice -> isNews(previous.conditions(), notice));
  }

  /** The event that the state of an account's gate is worth, given the status before it. */
  public static Optional<Notice> of(LumeniaAccountStatus previous, GateReport gate) {
    return gate.shut()
        .filter(_ -> previous.circuit() == null || previous.circuit() == Circuit.CLOSED)
        .map(v -> new Notice(Notice.Severity.WARNING, v.reason().text(), v.message()));
  }

  private static List<Notice> sent(Outcome.SentPatch sent) {
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
        .filter(ready -> notice.message().equals(ready.message()))
        .isEmpty();
  }

  private static String names(Collection<Field> fields) {
    return fields.stream().sorted().map(Field::specName).collect(joining(", "));
  }
}
