package net.lumenia.voice.plan;

import static java.util.stream.Collectors.toUnmodifiableSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import net.lumenia.voice.assistant.AssistantConfig;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.Live;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.assistant.WorkspaceSlug;
import net.lumenia.voice.crd.RawJson;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.crd.VoiceAssistantStatus;
import net.lumenia.voice.crd.VoiceAssistantStatus.DriftEntry;
import net.lumenia.voice.status.BackoffInput;
import net.lumenia.voice.status.CheckReport;
import net.lumenia.voice.status.Conditions;
import net.lumenia.voice.status.Memory;
import net.lumenia.voice.status.NextAttempt;
import net.lumenia.voice.status.Notice;
import net.lumenia.voice.status.Notices;
import net.lumenia.voice.status.Problem;
import net.lumenia.voice.status.ReadyMessages;
import net.lumenia.voice.status.Reason;
import net.lumenia.voice.status.ReconcileResult;
import net.lumenia.voice.status.StatusFactory;

/**
 * Reconciles in fast motion against a {@link FakeApi}. The operator restarts before every look: all
 * that it knows is its status, read back from JSON.
 */
final class Convergence {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Problem TIMEOUT = new Problem(Reason.TIMEOUT, "the API did not answer");

  private final FakeApi api;
  private final List<Duration> looks = new ArrayList<>();
  private final Instant start;
  private AssistantConfig desired;
  private SendRules rules = SendRules.DEFAULT;
  private JsonNode status = JSON.createObjectNode();
  private Instant now;
  private int statusWrites;
  private Duration resync = Duration.ofMinutes(5);
  private final List<Notice> notices = new ArrayList<>();
  private BiConsumer<String, Waiting> waiting = (_, _) -> {};
  private Consumer<Waiting> sending = _ -> {};

  /** A PATCH, and what was read before it. */
  record Waiting(String body, LiveAssistant live) {

    /** The fields of the body. */
    Set<Field> fields() {
      return Arrays.stream(Field.values())
          .filter(field -> parse(body).has(field.apiName()))
          .collect(toUnmodifiableSet());
    }
  }

  Convergence(FakeApi api, String spec) {
    this.api = api;
    this.start = api.now();
    this.now = start;
    this.desired = Readings.config(spec);
  }

  Convergence resyncing(Duration interval) {
    resync = interval;
    return this;
  }

  Convergence declare(String spec) {
    desired = Readings.config(spec);
    return this;
  }

  /**
   * Has somebody watch.
   *
   * @param waiting hears of every change that waits, with its hash
   * @param sending hears of every PATCH before it is sent
   */
  Convergence watched(BiConsumer<String, Waiting> waiting, Consumer<Waiting> sending) {
    this.waiting = waiting;
    this.sending = sending;
    return this;
  }

  Convergence under(SendRules other) {
    rules = other;
    return this;
  }

  Convergence under(DriftRule policy) {
    return under(new SendRules(policy, rules.permission()));
  }

  Convergence under(WriteMode permission) {
    return under(new SendRules(rules.policy(), permission));
  }

  AssistantConfig desired() {
    return desired;
  }

  SendRules rules() {
    return rules;
  }

  /** Somebody wrote into the status. */
  Convergence damage(UnaryOperator<String> damage) {
    status = parse(damage.apply(status.toString()));
    return this;
  }

  /** Looks and acts; the operator is killed before it writes down what it did. */
  void crash() {
    outcome();
  }

  /** Looks, acts and reports as often as the operator would in this time. */
  Convergence run(Duration time) {
    Instant end = now.plus(time);
    while (now.isBefore(end)) {
      Duration next = step();
      pass(next);
    }
    return this;
  }

  /** Time passes, and nobody looks. */
  Convergence pass(Duration time) {
    now = now.plus(time);
    api.clock(now);
    return this;
  }

  /** One reconcile. */
  Duration step() {
    looks.add(Duration.between(start, now));
    ReconcileResult outcome = outcome();
    notices.addAll(Notices.of(status(), outcome));
    VoiceAssistantStatus next =
        StatusFactory.next(status(), 1, Optional.of(new WorkspaceSlug("61")), outcome, now);
    JsonNode written = json(next);
    statusWrites += written.equals(status) ? 0 : 1;
    status = written;
    checkInvariants();
    return NextAttempt.after(
        outcome.openProblem(),
        new BackoffInput(
            Conditions.since(next.conditions(), Conditions.RECONCILING)
                .map(since -> Duration.between(since, now))
                .orElse(Duration.ZERO),
            Memory.sinceUnprovenPatch(next, now),
            outcome.seen().flatMap(CheckReport::nextCorrection)),
        resync,
        0.5);
  }

  private ReconcileResult outcome() {
    Optional<LiveAssistant> live = api.get();
    if (live.isEmpty()) {
      return new ReconcileResult.Blocked(TIMEOUT);
    }
    History history = Memory.recall(status(), now);
    Plan plan = Planner.plan(desired, live.get(), history, Optional.empty(), rules);
    return switch (plan) {
      case Plan.Unreadable unreadable -> throw new AssertionError(unreadable);
      case Plan.Invalid(var violations, var found) ->
          unchanged(
              new CheckReport(desired, live.get(), found),
              problem(Reason.CATALOG_VIOLATION, violations));
      case Plan.Conflict(var fields, var found) ->
          unchanged(
              new CheckReport(desired, live.get(), found), problem(Reason.DRIFT_CONFLICT, fields));
      case Plan.NoChange(var verifying, var found) ->
          unchanged(new CheckReport(desired, live.get(), found), unfinished(verifying, found));
      case Plan.AwaitingApproval(var change, var hash, _) -> {
        waiting.accept(hash, new Waiting(change.patch().body(), live.get()));
        yield new ReconcileResult.AwaitingApproval(
            new CheckReport(desired, live.get(), change.found()),
            hash,
            change.patch().fields(),
            new Problem(Reason.AWAITING_APPROVAL, hash));
      }
      case Plan.ObserveOnly(var found) ->
          new ReconcileResult.ObserveOnly(new CheckReport(desired, live.get(), found));
      case Plan.Change change -> send(change, live.get());
    };
  }

  private ReconcileResult send(Plan.Change change, LiveAssistant before) {
    sending.accept(new Waiting(change.patch().body(), before));
    boolean taken = api.patch(change.patch().body());
    Set<Field> sent = change.patch().fields();
    LiveAssistant answer = api.answer(change.patch().body());
    if (taken && change.mayBeProvenByAnswer() && Proof.isIn(answer, desired, sent)) {
      LiveAssistant after = before.updatedWith(answer);
      return patched(change, before, after, Proof.COMPLETE, true);
    }
    Optional<LiveAssistant> found = api.get();
    if (!taken && found.filter(after -> isSeen(sent, before, after)).isEmpty()) {
      return unchanged(new CheckReport(desired, before, change.found()), Optional.of(TIMEOUT));
    }
    LiveAssistant after = found.orElse(before);
    return patched(change, before, after, Proof.of(desired, sent, before, after), false);
  }

  private static boolean isSeen(Set<Field> sent, LiveAssistant before, LiveAssistant after) {
    return sent.stream()
        .filter(field -> after.field(field) instanceof Live.Reported)
        .anyMatch(field -> !after.field(field).equals(before.field(field)));
  }

  private ReconcileResult patched(
      Plan.Change change,
      LiveAssistant before,
      LiveAssistant after,
      Proof proof,
      boolean answered) {
    var effects = SideEffects.of(desired, change, before, after);
    Diff found = effects.found(change, proof);
    Set<Field> verifying = new HashSet<>(proof.unproven());
    verifying.addAll(effects.fields());
    return new ReconcileResult.Patched(
        new CheckReport(desired, after, found),
        new ReconcileResult.SentPatch(
            change.patch(),
            now,
            change.corrections(),
            change.lastAttempts(),
            proof.writeOnly(),
            effects.fields(),
            before,
            answered),
        unfinished(verifying, found));
  }

  private static ReconcileResult unchanged(CheckReport look, Optional<Problem> problem) {
    return new ReconcileResult.Unchanged(look, problem);
  }

  private static Optional<Problem> unfinished(Set<Field> verifying, Diff found) {
    if (!verifying.isEmpty()) {
      return problem(Reason.VERIFYING, verifying);
    }
    if (!found.heldBack().isEmpty()) {
      return problem(Reason.NOT_CONVERGING, found.heldBack());
    }
    return found.flapping().values().stream().anyMatch(Flapping::waits)
        ? problem(Reason.FLAPPING, ReadyMessages.flapping(found.flapping()))
        : Optional.empty();
  }

  private static Optional<Problem> problem(Reason reason, Object message) {
    return Optional.of(new Problem(reason, message.toString()));
  }

  private void checkInvariants() {
    boolean ready = is("Ready");
    assertThat(is("Stalled") || is("Reconciling")).isNotEqualTo(ready);
    assertThat(is("Stalled") && is("Reconciling")).isFalse();
    assertThat(ready && is("Drifted"))
        .isEqualTo(is("Drifted") && Set.of("Observed", "DriftReported").contains(reason()));
  }

  private boolean is(String type) {
    return Conditions.find(status().conditions(), type)
        .filter(condition -> condition.status().equals("True"))
        .isPresent();
  }

  VoiceAssistantStatus status() {
    var resource = new VoiceAssistant();
    resource.setStatus(new RawJson(status));
    return resource.decodeStatus();
  }

  List<DriftEntry> drift() {
    return Optional.ofNullable(status().drift()).orElse(List.of());
  }

  String reason() {
    return Conditions.find(status().conditions(), Conditions.READY).orElseThrow().reason();
  }

  String message() {
    return Conditions.find(status().conditions(), Conditions.READY).orElseThrow().message();
  }

  /** When the operator looked, counted from the start. */
  List<Duration> looks() {
    return looks;
  }

  /** The events, by their reasons. */
  List<String> events() {
    return notices.stream().map(Notice::reason).toList();
  }

  int statusWrites() {
    return statusWrites;
  }

  private static JsonNode json(VoiceAssistantStatus status) {
    try {
      return parse(JSON.writeValueAsString(status));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
