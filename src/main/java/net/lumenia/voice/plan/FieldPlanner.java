package net.lumenia.voice.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.lumenia.voice.assistant.AssistantConfig;
import net.lumenia.voice.assistant.Component;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.Live;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.assistant.LiveValue;
import net.lumenia.voice.assistant.Value;

/** Decides what to do about one managed field. */
final class FieldPlanner {

  private final Field field;
  private final Value desired;
  private final Live<LiveValue> live;
  private final boolean isProvisioned;
  private final FieldHistory history;
  private final Optional<Duration> sinceLastPatch;
  private final DriftRule policy;
  private final Timing timing;
  private final boolean wasApplied;

  FieldPlanner(
      Field field,
      AssistantConfig desired,
      LiveAssistant live,
      History history,
      DriftRule policy,
      Timing timing) {
    this.field = field;
    this.desired = desired.value(field).orElseThrow();
    this.live = live.field(field);
    this.isProvisioned = live.isProvisioned();
    this.history = history.field(field);
    this.sinceLastPatch = history.sinceLastPatch();
    this.policy = policy;
    this.timing = timing;
    wasApplied = this.history.applied().equals(desired.applied(field));
  }

  FieldPlan plan() {
    return switch (Comparison.of(field, desired, live)) {
      case Comparison.Equal _ ->
          isUnsentEmptyList() || !isProvisioned
              ? attempt(List.of(whole()), desired)
              : new FieldPlan.InSync();
      case Comparison.Unreadable(String path, String problem) ->
          new FieldPlan.Unreadable(path, problem);
      case Comparison.Different(List<Difference> differences) ->
          planFor(
              differences,
              differences.stream().filter(difference -> !countsAsSent(difference)).toList());
    };
  }

  /**
   * A list that the response does not mention counts as empty, unless the API is known never to
   * mention it.
   */
  private boolean isUnsentEmptyList() {
    return live instanceof Live.Unreported<LiveValue> && !wasApplied && isWriteOnly(whole());
  }

  private Difference whole() {
    return Difference.ofField(field, desired, live);
  }

  /** A write-only part counts as equal once its desired value was sent. */
  private boolean countsAsSent(Difference difference) {
    return !difference.shown() && isWriteOnly(difference) && wasApplied;
  }

  private boolean isWriteOnly(Difference difference) {
    return history.writeOnly().contains(difference.path());
  }

  private FieldPlan planFor(List<Difference> notEqual, List<Difference> differences) {
    if (differences.isEmpty()) {
      return new FieldPlan.InSync();
    }
    if (isIgnored()) {
      return new FieldPlan.Ignored(differences);
    }
    if (isPartialOfNothing()) {
      return new FieldPlan.Invalid(List.of(askForProvider()), differences);
    }
    return attempt(differences, MinimalChange.of(field, desired, notEqual, differences));
  }

  private boolean isIgnored() {
    return switch (policy) {
      case CORRECT -> false;
      case REPORT, REFUSE -> changedOnlyOutside();
    };
  }

  /**
   * Whether the desired value was applied, and live was changed since. A PATCH that is not proven
   * yet may be repeated, but only if live still shows the value before it.
   */
  private boolean changedOnlyOutside() {
    boolean unproven = isUnproven();
    return wasApplied
        && !wasSentTwice(unproven)
        && !(unproven && (isProofPending() || isShownAsBeforeThePatch()));
  }

  private boolean isShownAsBeforeThePatch() {
    return live instanceof Live.Unreported<LiveValue>
        || (history.state() instanceof FieldState.Verifying verifying
            && verifying.replaced().equals(Fingerprint.of(desired, live)));
  }

  private boolean isPartialOfNothing() {
    return desired instanceof Component component
        && component.provider().isEmpty()
        && !(live instanceof Live.Reported<LiveValue>(LiveValue.Keys keys) && hasAny(keys));
  }

  private static boolean hasAny(LiveValue.Keys keys) {
    return keys.keys().values().stream().anyMatch(key -> !(key instanceof Live.Unset<String>));
  }

  private Violation askForProvider() {
    return new Violation(
        "spec." + field.specName(),
        "gives no provider, and the live assistant has no %s to complete it from; add spec.%s.provider and the other keys that the provider needs"
            .formatted(field.specName(), field.specName()));
  }

  /**
   * At most two PATCHes per pair of values: an API that normalizes values must not be patched
   * forever. If only the response of a PATCH proved it and a later read shows something else, the
   * API may have stored another value. What looks like a correction then counts as the second
   * PATCH.
   */
  private FieldPlan attempt(List<Difference> differences, Value part) {
    boolean unproven = isUnproven();
    if (unproven && isProofPending()) {
      return new FieldPlan.Verify(differences);
    }
    if (wasSentTwice(unproven)) {
      return new FieldPlan.Unconverged(differences);
    }
    boolean correction = !unproven && wasApplied;
    Optional<Flapping> flapping = correction ? flapping() : Optional.empty();
    if (flapping.filter(Flapping::waits).isPresent()) {
      return new FieldPlan.Wait(differences, flapping.get());
    }
    boolean lastAttempt = unproven || (correction && history.answered());
    return new FieldPlan.Send(part, differences, correction, lastAttempt, flapping);
  }

  /**
   * Until the second PATCH is proven or given up, a change of the live value is most likely its
   * effect. After that, another writer changed it.
   */
  private boolean wasSentTwice(boolean unproven) {
    return wasApplied
        && history
            .state()
            .storedValue()
            .filter(stored -> unproven || stored.explains(LiveFingerprint.of(desired, live)))
            .isPresent();
  }

  private Optional<Flapping> flapping() {
    return history.corrections().flatMap(made -> Flapping.of(made, timing));
  }

  private boolean isUnproven() {
    return wasApplied && history.state() instanceof FieldState.Verifying;
  }

  private boolean isProofPending() {
    return sinceLastPatch.flatMap(timing::nextProofCheck).isPresent();
  }
}
