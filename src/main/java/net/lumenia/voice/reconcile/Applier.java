package net.lumenia.voice.reconcile;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.lumenia.voice.assistant.AssistantConfig;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.lumenia.ApiFailure;
import net.lumenia.voice.lumenia.ApiResult;
import net.lumenia.voice.lumenia.LumeniaClient;
import net.lumenia.voice.plan.Leaf;
import net.lumenia.voice.plan.Plan;
import net.lumenia.voice.plan.Proof;
import net.lumenia.voice.plan.Violation;
import net.lumenia.voice.reconcile.Observation.Observed;
import net.lumenia.voice.status.Look;
import net.lumenia.voice.status.Outcome;
import net.lumenia.voice.status.Problem;
import net.lumenia.voice.status.Reason;

/**
 * The third step of a reconcile, and the only one that changes an assistant: sends the PATCH of the
 * plan, and has it proven.
 */
final class Applier {

  private static final Proof NOTHING_LEFT = new Proof(Set.of(), Set.of(), List.of());

  private final LumeniaClient client;
  private final FreshRead freshRead;
  private final RejectedPatches rejected;
  private final InstantSource clock;

  Applier(
      LumeniaClient client, FreshRead freshRead, RejectedPatches rejected, InstantSource clock) {
    this.client = client;
    this.freshRead = freshRead;
    this.rejected = rejected;
    this.clock = clock;
  }

  Application apply(Observed seen, Plan plan) {
    return switch (plan) {
      case Plan.Unreadable(String path, String problem) ->
          done(new Outcome.Blocked(unreadable(path, problem)));
      case Plan.Violated(var violations, var drift) ->
          done(
              new Outcome.Unchanged(
                  look(seen, drift, Set.of()), Optional.of(violated(violations))));
      case Plan.Settled(var drift, var verifying, var heldBack) ->
          done(new Outcome.Unchanged(look(seen, drift, heldBack), unfinished(verifying, heldBack)));
      case Plan.Change change -> applyIfFresh(seen, change);
    };
  }

  /** A stale cache or a deposed leader must not write an old spec. */
  private Application applyIfFresh(Observed seen, Plan.Change change) {
    Optional<VoiceAssistant> fresh = freshRead.read(seen.resource());
    if (fresh.isEmpty()) {
      return new Application.Gone();
    }
    boolean same =
        Objects.equals(
            fresh.get().getMetadata().getResourceVersion(),
            seen.resource().getMetadata().getResourceVersion());
    return same ? done(sendUnlessRejected(seen, change)) : new Application.Outdated(fresh.get());
  }

  private Outcome sendUnlessRejected(Observed seen, Plan.Change change) {
    var attempt = RejectedPatches.Attempt.of(seen, change.patch());
    Optional<Problem> known = rejected.recall(attempt);
    if (known.isPresent()) {
      return unchanged(seen, change, known.get());
    }
    Outcome outcome = send(seen, change);
    outcome
        .trouble()
        .filter(problem -> problem.reason() == Reason.REJECTED)
        .ifPresent(problem -> rejected.remember(attempt, problem));
    return outcome;
  }

  /** "Nothing is retried blindly": a PATCH that may have taken effect is followed by a read. */
  private Outcome send(Observed seen, Plan.Change change) {
    Instant time = clock.instant();
    String workspace = seen.declaration().workspace().text();
    var answer = client.patchAssistant(seen.credentials(), workspace, change.patch().body());
    return switch (answer) {
      case ApiResult.Success<LiveAssistant>(LiveAssistant shown) ->
          prove(seen, new Sent(change, time), shown);
      case ApiResult.Failure<LiveAssistant>(ApiFailure failure) when failure.mayHaveTakenEffect() ->
          find(seen, new Sent(change, time), FailureClassifier.problem(failure));
      case ApiResult.Failure<LiveAssistant>(ApiFailure failure) ->
          unchanged(seen, change, FailureClassifier.problem(failure));
    };
  }

  private record Sent(Plan.Change change, Instant time) {
    Set<Field> fields() {
      return change.patch().fields();
    }
  }

  private Outcome prove(Observed seen, Sent sent, LiveAssistant answer) {
    AssistantConfig desired = seen.declaration().config();
    if (Proof.isIn(answer, desired, sent.fields())) {
      return patched(seen, sent, NOTHING_LEFT, seen.live().updatedWith(answer));
    }
    return switch (lookAgain(seen)) {
      case ApiResult.Success<LiveAssistant>(LiveAssistant after) ->
          patched(seen, sent, Proof.of(desired, sent.fields(), seen.live(), after), after);
      case ApiResult.Failure<LiveAssistant>(ApiFailure failure) -> unproven(seen, sent, failure);
    };
  }

  /** A part that the API never shows is no proof of a PATCH that may not have arrived. */
  private Outcome find(Observed seen, Sent sent, Problem problem) {
    if (!(lookAgain(seen) instanceof ApiResult.Success<LiveAssistant>(LiveAssistant after))) {
      return unchanged(seen, sent.change(), problem);
    }
    var proof = Proof.of(seen.declaration().config(), sent.fields(), seen.live(), after);
    return proof.equals(NOTHING_LEFT)
        ? patched(seen, sent, proof, after)
        : unchanged(seen, sent.change(), problem);
  }

  private ApiResult<LiveAssistant> lookAgain(Observed seen) {
    return client.getAssistant(seen.credentials(), seen.declaration().workspace().text());
  }

  private static Outcome patched(Observed seen, Sent sent, Proof proof, LiveAssistant after) {
    Plan.Change change = sent.change();
    List<Leaf> drift =
        Stream.concat(
                change.drift().stream().filter(leaf -> !sent.fields().contains(leaf.field())),
                proof.drift().stream())
            .toList();
    var look = new Look(seen.declaration().config(), after, drift, change.heldBack());
    return new Outcome.Patched(
        look, sentPatch(sent, proof.writeOnly()), unfinished(proof.unproven(), change.heldBack()));
  }

  private static Outcome unproven(Observed seen, Sent sent, ApiFailure failure) {
    var problem =
        new Problem(
            Reason.VERIFYING,
            "%s sent, and reading it back failed; looking again: %s"
                .formatted(names(sent.fields()), failure.message()));
    return new Outcome.Patched(
        look(seen, sent.change().drift(), sent.change().heldBack()),
        sentPatch(sent, Set.of()),
        Optional.of(problem));
  }

  private static Outcome.SentPatch sentPatch(Sent sent, Set<String> writeOnly) {
    return new Outcome.SentPatch(
        sent.change().patch(),
        sent.time(),
        sent.change().corrections(),
        sent.change().lastAttempts(),
        writeOnly);
  }

  private static Outcome unchanged(Observed seen, Plan.Change change, Problem problem) {
    return new Outcome.Unchanged(
        look(seen, change.drift(), change.heldBack()), Optional.of(problem));
  }

  private static Look look(Observed seen, List<Leaf> drift, Set<Field> heldBack) {
    return new Look(seen.declaration().config(), seen.live(), drift, heldBack);
  }

  private static Application done(Outcome outcome) {
    return new Application.Done(outcome);
  }

  private static Problem unreadable(String path, String problem) {
    return new Problem(
        Reason.BAD_RESPONSE,
        "the API's answer can not be used at %s: %s; nothing was sent".formatted(path, problem));
  }

  private static Problem violated(List<Violation> violations) {
    return new Problem(
        Reason.CATALOG_VIOLATION,
        violations.stream().map(Violation::toString).collect(joining("; ")));
  }

  private static Optional<Problem> unfinished(Set<Field> verifying, Set<Field> heldBack) {
    if (!verifying.isEmpty()) {
      return Optional.of(
          new Problem(
              Reason.VERIFYING,
              "%s sent, and the API does not show it yet; looking again"
                  .formatted(names(verifying))));
    }
    if (!heldBack.isEmpty()) {
      return Optional.of(
          new Problem(
              Reason.NOT_CONVERGING,
              "the API took %s twice and shows something else, see status.drift; it is not sent again until the spec or the live value changes; write it as the API shows it"
                  .formatted(names(heldBack))));
    }
    return Optional.empty();
  }

  private static String names(Set<Field> fields) {
    return fields.stream().sorted().map(Field::specName).collect(joining(", "));
  }
}
