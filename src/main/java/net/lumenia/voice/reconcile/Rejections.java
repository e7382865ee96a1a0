package net.lumenia.voice.reconcile;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.Live;
import net.lumenia.voice.assistant.LiveValue;
import net.lumenia.voice.assistant.Value;
import net.lumenia.voice.cluster.References;
import net.lumenia.voice.plan.Plan;
import net.lumenia.voice.plan.WriteMode;
import net.lumenia.voice.reconcile.Observation.Observed;
import net.lumenia.voice.status.CheckReport;
import net.lumenia.voice.status.NumberMessages;
import net.lumenia.voice.status.Problem;
import net.lumenia.voice.status.Reason;

/**
 * Decides what of a change is sent, given what the API has rejected. A phone number may be rejected
 * because another assistant has it, which may let go of it soon. So nothing waits for a number: the
 * other fields are sent without it, and then the number alone.
 */
final class Rejections {

  private static final Set<Field> NUMBER = Set.of(Field.NUMBER_ID);

  private final RejectedPatches patches;
  private final RejectedNumbers numbers;
  private final LinkedNumbers linked;

  Rejections(InstantSource clock, LinkedNumbers linked) {
    this.patches = new RejectedPatches(clock);
    this.numbers = new RejectedNumbers(clock);
    this.linked = linked;
  }

  /**
   * What to send now.
   *
   * @param plan a {@link Plan.Change}, or a {@link Plan.NoChange} if everything waits
   * @param waiting the problem about what waits; empty if nothing does
   */
  record Sendable(Plan plan, Optional<Problem> waiting) {}

  /** What of a change is sent now. */
  Sendable sendable(Observed seen, Plan.Change change) {
    Optional<RejectedNumbers.Rejection> held = heldNumber(seen, change);
    if (held.isEmpty()) {
      return patches
          .recall(attempt(seen, change))
          .map(problem -> new Sendable(change.without(fields(change)), Optional.of(problem)))
          .orElseGet(() -> new Sendable(change, Optional.empty()));
    }
    return withoutNumber(seen, change, held.get());
  }

  /**
   * A number that is due is sent alone, when nothing else can be sent. No voice integration is
   * created for a number whose other fields are rejected.
   */
  private Sendable withoutNumber(
      Observed seen, Plan.Change change, RejectedNumbers.Rejection held) {
    Plan rest = change.without(NUMBER);
    Optional<Problem> rejected =
        rest instanceof Plan.Change others
            ? patches.recall(attempt(seen, others))
            : Optional.empty();
    if (rest instanceof Plan.Change && rejected.isEmpty()) {
      return new Sendable(rest, Optional.of(problem(seen, held)));
    }
    if (!seen.live().isProvisioned() && rejected.isPresent()) {
      return new Sendable(change.without(fields(change)), rejected);
    }
    return held.isDue()
        ? new Sendable(change.without(others(change)), rejected)
        : new Sendable(change.without(fields(change)), Optional.of(together(seen, rejected, held)));
  }

  /** Notes that a PATCH is about to be sent, so that no number is let go of unnoticed. */
  void sending(Observed seen, Plan.Change change) {
    wantedNumber(change)
        .ifPresent(number -> linked.await(key(seen), seen.account(), liveNumber(seen), number));
  }

  /**
   * Remembers that the API rejected a PATCH.
   *
   * @param waiting the problem about what waited before
   * @return what to send instead
   */
  Sendable rejected(Observed seen, Plan.Change change, Problem problem, Optional<Problem> waiting) {
    if (wantedNumber(change).isEmpty()) {
      patches.remember(attempt(seen, change), problem);
      return new Sendable(
          change.without(fields(change)),
          Optional.of(waiting.map(other -> joined(problem, other)).orElse(problem)));
    }
    boolean alone = others(change).isEmpty();
    var held = numbers.remember(numberAttempt(seen, change), problem.message(), alone);
    return alone
        ? new Sendable(change.without(NUMBER), Optional.of(together(seen, waiting, held)))
        : withoutNumber(seen, change, held);
  }

  /** Records what a check found out about the number of an assistant. */
  void checked(Observed seen, CheckReport report) {
    linked.update(
        key(seen),
        seen.account(),
        linkedNumber(seen, report),
        seen.desiredState().rules().permission() instanceof WriteMode.Never
            ? Optional.empty()
            : report.desired().value(Field.NUMBER_ID).flatMap(Rejections::number));
  }

  /** Drops a deleted assistant. */
  void forget(String assistant) {
    linked.forget(assistant);
  }

  /** A number that the API does not report is the one that was sent last. */
  private Optional<Long> linkedNumber(Observed seen, CheckReport report) {
    if (report.live().field(Field.NUMBER_ID) instanceof Live.Reported<LiveValue>(LiveValue live)) {
      return live instanceof Value.WholeNumber(long number)
          ? Optional.of(number)
          : Optional.empty();
    }
    Optional<Value> desired = report.desired().value(Field.NUMBER_ID);
    return report.found().fields().contains(Field.NUMBER_ID)
        ? linked.linked(key(seen), seen.account())
        : desired.flatMap(Rejections::number);
  }

  private static Optional<Long> liveNumber(Observed seen) {
    return seen.live().field(Field.NUMBER_ID)
            instanceof Live.Reported<LiveValue>(Value.WholeNumber(long number))
        ? Optional.of(number)
        : Optional.empty();
  }

  private Optional<RejectedNumbers.Rejection> heldNumber(Observed seen, Plan.Change change) {
    return wantedNumber(change)
        .flatMap(
            number -> {
              boolean isTaken = linked.isAwaited(key(seen), seen.account(), number);
              var attempt = numberAttempt(seen, change);
              if (!isTaken) {
                numbers.forget(attempt);
              }
              return numbers.recall(attempt);
            });
  }

  private static Optional<Long> wantedNumber(Plan.Change change) {
    return Optional.ofNullable(change.patch().values().get(Field.NUMBER_ID))
        .flatMap(Rejections::number);
  }

  private static Optional<Long> number(Value value) {
    return value instanceof Value.WholeNumber(long number) ? Optional.of(number) : Optional.empty();
  }

  /** What the API says about the rest may also be what it says about the number. */
  private Problem together(Observed seen, Optional<Problem> rest, RejectedNumbers.Rejection held) {
    Problem number = problem(seen, held);
    return rest.map(
            problem -> held.alone() ? joined(problem, number) : problem.sentAgainAfter(held.left()))
        .orElse(number);
  }

  private static Problem joined(Problem one, Problem other) {
    var both = new Problem(Reason.REJECTED, one.message() + "; " + other.message());
    return other.nextSend().or(one::nextSend).map(both::sentAgainAfter).orElse(both);
  }

  private Problem problem(Observed seen, RejectedNumbers.Rejection held) {
    long number =
        seen.desiredState()
            .config()
            .value(Field.NUMBER_ID)
            .flatMap(Rejections::number)
            .orElseThrow();
    String message =
        new NumberMessages(seen.numbers())
            .rejected(number, held.message(), linked.holder(key(seen), seen.account(), number));
    return new Problem(Reason.REJECTED, message).sentAgainAfter(held.left());
  }

  private static RejectedPatches.Attempt attempt(Observed seen, Plan.Change change) {
    return RejectedPatches.Attempt.of(seen, change.patch());
  }

  private static RejectedPatches.Attempt numberAttempt(Observed seen, Plan.Change change) {
    return RejectedPatches.Attempt.ofField(seen, change.patch(), Field.NUMBER_ID);
  }

  private static Set<Field> fields(Plan.Change change) {
    return change.patch().fields();
  }

  private static Set<Field> others(Plan.Change change) {
    return fields(change).stream()
        .filter(field -> !NUMBER.contains(field))
        .collect(toUnmodifiableSet());
  }

  private static String key(Observed seen) {
    return References.key(seen.resource());
  }
}
