package net.lumenia.voice.reconcile;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import net.lumenia.voice.assistant.AppliedValue;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.cluster.RecentByUid;
import net.lumenia.voice.cluster.ReconcileAnnotation;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.plan.AssistantPatch;
import net.lumenia.voice.plan.Fingerprint;
import net.lumenia.voice.status.Problem;

/**
 * Remembers which PATCHes the API rejected. The same body is sent again only when the spec or the
 * live values have changed, when a user requests a check, or after an hour. A restart forgets them,
 * which costs one request each.
 */
final class RejectedPatches {

  private static final Duration VALID = Duration.ofHours(1);

  private final InstantSource clock;
  private final RecentByUid<Rejection> rejections = new RecentByUid<>();

  RejectedPatches(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * A PATCH and the live values that it was made for.
   *
   * @param request the last one of a user for a check, which allows another attempt
   */
  record Attempt(String uid, String patch, String live, String request) {

    static Attempt of(Observation.Observed seen, AssistantPatch patch) {
      return new Attempt(
          seen.resource().getMetadata().getUid(),
          patch.hash(),
          fingerprint(seen.live()),
          lastRequest(seen.resource()));
    }

    /** An attempt for which only one field matters. */
    static Attempt ofField(Observation.Observed seen, AssistantPatch patch, Field field) {
      return new Attempt(
          seen.resource().getMetadata().getUid(),
          AppliedValue.of(Objects.requireNonNull(patch.values().get(field))).text(),
          Fingerprint.of(seen.live().field(field)),
          lastRequest(seen.resource()));
    }

    /** Removing the annotation is no request. */
    private static String lastRequest(VoiceAssistant resource) {
      return ReconcileAnnotation.of(resource)
          .or(() -> Optional.ofNullable(resource.decodeStatus().lastHandledReconcileAt()))
          .orElse("");
    }

    private static String fingerprint(LiveAssistant live) {
      return live.values().entrySet().stream()
          .map(entry -> entry.getKey() + " " + Fingerprint.of(entry.getValue()))
          .collect(joining(","));
    }
  }

  private record Rejection(Attempt attempt, Problem problem, Instant time) {}

  /** Why the API rejected this attempt; empty if it did not, or more than an hour ago. */
  Optional<Problem> recall(Attempt attempt) {
    return rejections
        .get(attempt.uid())
        .filter(rejection -> rejection.attempt().equals(attempt))
        .filter(rejection -> rejection.time().plus(VALID).isAfter(clock.instant()))
        .map(Rejection::problem);
  }

  void remember(Attempt attempt, Problem problem) {
    rejections.put(attempt.uid(), new Rejection(attempt, problem, clock.instant()));
  }
}
