package net.lumenia.voice.review;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.ListedNumber;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.assistant.NumberLookup;
import net.lumenia.voice.assistant.PhoneNumber;
import net.lumenia.voice.assistant.PhoneNumbers;
import net.lumenia.voice.assistant.Value;
import net.lumenia.voice.cluster.References;
import net.lumenia.voice.lumenia.ApiFailure;
import net.lumenia.voice.lumenia.ApiResult;
import net.lumenia.voice.plan.Diff;
import net.lumenia.voice.plan.History;
import net.lumenia.voice.plan.Hold;
import net.lumenia.voice.plan.LostKeys;
import net.lumenia.voice.plan.Plan;
import net.lumenia.voice.plan.PlanHash;
import net.lumenia.voice.plan.Planner;
import net.lumenia.voice.plan.ViolationText;
import net.lumenia.voice.plan.WriteMode;
import net.lumenia.voice.spec.DesiredState;
import net.lumenia.voice.status.NumberMessages;
import net.lumenia.voice.status.ReadyMessages;

/** Asks the operator's own planner what it would do. Pure functions. */
public final class Reviewer {

  private final ReviewTarget target;
  private final DesiredState desired;
  private final LiveAssistant live;
  private final Optional<History> history;

  private Reviewer(
      ReviewTarget target, DesiredState desired, LiveAssistant live, Optional<History> history) {
    this.target = target;
    this.desired = desired;
    this.live = live;
    this.history = history;
  }

  /** Whether the operator reads nothing. */
  public static Optional<Reviewed> suspended(ReviewTarget target) {
    return References.isSuspended(target.assistant().resource())
        ? Optional.of(Reviewed.without(target, new Verdict.Unchanged("spec.suspend is true")))
        : Optional.empty();
  }

  /**
   * What the operator would do.
   *
   * @param history what its status remembers; empty if that is not known, and then as at first
   *     sight
   * @param numbers of the account; asked if the manifest gives a phone number
   */
  public static Reviewed review(
      ReviewTarget target,
      ApiResult<LiveAssistant> read,
      Optional<History> history,
      Optional<Catalog> catalog,
      Supplier<ApiResult<PhoneNumbers>> numbers) {
    Optional<PhoneNumber> number = target.desired().phoneNumber();
    if (number.isEmpty()) {
      return review(target, target.desired(), read, history, catalog);
    }
    return switch (numbers.get()) {
      case ApiResult.Failure<PhoneNumbers>(ApiFailure failure) ->
          Reviewed.without(
              target,
              new Verdict.Failed(NumberMessages.unreadable(number.get(), failure.message())));
      case ApiResult.Success<PhoneNumbers>(PhoneNumbers all) ->
          switch (all.find(number.get())) {
            case NumberLookup.Found(ListedNumber row) ->
                review(target, target.desired().withNumber(row.id()), read, history, catalog)
                    .byPhoneNumber(all);
            case NumberLookup other ->
                Reviewed.without(
                    target,
                    new Verdict.Refused(
                        NumberMessages.notFound(number.get(), other, all), /* isInvalid= */ true));
          };
    };
  }

  private static Reviewed review(
      ReviewTarget target,
      DesiredState desired,
      ApiResult<LiveAssistant> read,
      Optional<History> history,
      Optional<Catalog> catalog) {
    return switch (read) {
      case ApiResult.Success<LiveAssistant>(LiveAssistant live) ->
          new Reviewer(target, desired, live, history).review(catalog);
      case ApiResult.Failure<LiveAssistant>(ApiFailure.NotProvisioned _)
          when mayProvision(target) ->
          new Reviewer(target, desired, LiveAssistant.notProvisioned(), history).review(catalog);
      case ApiResult.Failure<LiveAssistant>(ApiFailure failure) ->
          Reviewed.without(target, new Verdict.Failed(failure.message()));
    };
  }

  private static boolean mayProvision(ReviewTarget target) {
    return target.desired().provisionIfMissing()
        && !(target.desired().rules().permission() instanceof WriteMode.Never);
  }

  private Reviewed review(Optional<Catalog> catalog) {
    Plan plan =
        Planner.plan(
            desired.config(), live, history.orElse(History.NONE), catalog, desired.rules());
    return switch (plan) {
      case Plan.Change change -> change(change, false);
      case Plan.AwaitingApproval awaiting -> change(awaiting.change(), true);
      case Plan.Unreadable unreadable ->
          Reviewed.without(target, new Verdict.Failed(ReadyMessages.unreadable(unreadable)));
      case Plan.Invalid invalid ->
          differing(
              new Verdict.Refused(ViolationText.of(invalid.violations()), true), invalid.found());
      case Plan.Conflict conflict ->
          differing(
              new Verdict.Refused(ReadyMessages.driftConflict(conflict), false), conflict.found());
      case Plan.NoChange noChange ->
          differing(
              new Verdict.Unchanged(held(noChange.found(), noChange.verifying())),
              noChange.found());
      case Plan.ObserveOnly observed ->
          differing(new Verdict.Unchanged("mode Observe"), observed.found());
    };
  }

  private Reviewed change(Plan.Change change, boolean needsApproval) {
    List<FieldChange> changes =
        change.patch().values().entrySet().stream()
            .map(
                sent ->
                    FieldChange.of(sent.getKey(), sent.getValue(), desired(sent.getKey()), live))
            .toList();
    Optional<String> hash = history.map(known -> PlanHash.of(change.patch(), live, known));
    return new Reviewed(
        target,
        new Verdict.Change(change.patch(), hash, needsApproval, !live.isProvisioned()),
        changes,
        LostKeys.ahead(change.patch(), live).stream().map(Reviewer::lost).toList());
  }

  private static String lost(String path) {
    return "the change removes %s, which a spec can't have".formatted(path);
  }

  /** What differs and is not sent. */
  private Reviewed differing(Verdict verdict, Diff found) {
    List<FieldChange> changes =
        found.fields().stream()
            .sorted()
            .map(field -> FieldChange.of(field, desired(field), desired(field), live))
            .toList();
    return new Reviewed(target, verdict, changes, List.of());
  }

  private static String held(Diff found, Set<Field> verifying) {
    if (!verifying.isEmpty()) {
      return "an earlier change is being verified";
    }
    return found.drift().isEmpty()
        ? "in sync"
        : found.held().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(entry -> entry.getKey().specName() + " " + reason(entry.getValue()))
            .collect(joining("; "));
  }

  private static String reason(Hold hold) {
    return switch (hold) {
      case NOT_CONVERGING -> "was sent twice without effect";
      case IGNORED -> "drifted, and the drift policy leaves it";
      case FLAPPING -> "waits, because another writer keeps changing it";
      case REFUSED, INVALID, REJECTED, OBSERVED -> "is held back";
    };
  }

  private Value desired(Field field) {
    return desired.config().value(field).orElseThrow();
  }
}
