package net.lumenia.voice.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.lumenia.voice.assistant.AssistantConfig;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.assistant.WorkspaceSlug;
import net.lumenia.voice.crd.RawJson;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.crd.VoiceAssistantStatus;
import net.lumenia.voice.status.Conditions;
import net.lumenia.voice.status.Look;
import net.lumenia.voice.status.Memory;
import net.lumenia.voice.status.NextAttempt;
import net.lumenia.voice.status.Outcome;
import net.lumenia.voice.status.Problem;
import net.lumenia.voice.status.Reason;
import net.lumenia.voice.status.StatusFactory;

/**
 * Reconciles in fast motion against a {@link FakeApi}. The operator restarts before every look: all
 * that it knows is its status, read back from JSON.
 */
final class Convergence {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration RESYNC = Duration.ofMinutes(5);
  private static final Problem TIMEOUT = new Problem(Reason.TIMEOUT, "the API did not answer");

  private final FakeApi api;
  private final List<Duration> looks = new ArrayList<>();
  private final Instant start;
  private AssistantConfig desired;
  private JsonNode status = JSON.createObjectNode();
  private Instant now;
  private int statusWrites;

  Convergence(FakeApi api, String spec) {
    this.api = api;
    this.start = api.now();
    this.now = start;
    this.desired = Readings.config(spec);
  }

  Convergence declare(String spec) {
    desired = Readings.config(spec);
    return this;
  }

  /** Looks, acts and reports as often as the operator would in this time. */
  Convergence run(Duration time) {
    Instant end = now.plus(time);
    while (now.isBefore(end)) {
      Duration next = step();
      now = now.plus(next);
      api.clock(now);
    }
    return this;
  }

  /** One reconcile. */
  Duration step() {
    looks.add(Duration.between(start, now));
    Outcome outcome = outcome();
    VoiceAssistantStatus next =
        StatusFactory.next(status(), 1, Optional.of(new WorkspaceSlug("61")), outcome, now);
    JsonNode written = json(next);
    statusWrites += written.equals(status) ? 0 : 1;
    status = written;
    checkInvariants();
    return NextAttempt.after(
        outcome.trouble(),
        Conditions.since(next.conditions(), Conditions.RECONCILING)
            .map(since -> Duration.between(since, now))
            .orElse(Duration.ZERO),
        Memory.sinceUnprovenPatch(next, now),
        RESYNC,
        0.5);
  }

  private Outcome outcome() {
    Optional<LiveAssistant> live = api.get();
    if (live.isEmpty()) {
      return new Outcome.Blocked(TIMEOUT);
    }
    History history = Memory.recall(status(), now);
    return switch (Planner.plan(desired, live.get(), history, Optional.empty())) {
      case Plan.Unreadable unreadable -> throw new AssertionError(unreadable);
      case Plan.Violated(var violations, var drift) ->
          unchanged(live.get(), drift, Set.of(), problem(Reason.CATALOG_VIOLATION, violations));
      case Plan.Settled(var drift, var verifying, var heldBack) ->
          unchanged(live.get(), drift, heldBack, unfinished(verifying, heldBack));
      case Plan.Change change -> send(change, live.get());
    };
  }

  private Outcome send(Plan.Change change, LiveAssistant before) {
    if (!api.patch(change.patch().body())) {
      return unchanged(before, change.drift(), change.heldBack(), Optional.of(TIMEOUT));
    }
    Set<Field> sent = change.patch().fields();
    LiveAssistant after = api.get().orElse(before);
    Proof proof = Proof.of(desired, sent, before, after);
    var drift = new ArrayList<>(change.drift());
    drift.removeIf(leaf -> sent.contains(leaf.field()));
    drift.addAll(proof.drift());
    return new Outcome.Patched(
        new Look(desired, after, drift, change.heldBack()),
        new Outcome.SentPatch(
            change.patch(), now, change.corrections(), change.lastAttempts(), proof.writeOnly()),
        unfinished(proof.unproven(), change.heldBack()));
  }

  private Outcome unchanged(
      LiveAssistant live, List<Leaf> drift, Set<Field> heldBack, Optional<Problem> problem) {
    return new Outcome.Unchanged(new Look(desired, live, drift, heldBack), problem);
  }

  private static Optional<Problem> unfinished(Set<Field> verifying, Set<Field> heldBack) {
    return verifying.isEmpty()
        ? heldBack.isEmpty() ? Optional.empty() : problem(Reason.NOT_CONVERGING, heldBack)
        : problem(Reason.VERIFYING, verifying);
  }

  private static Optional<Problem> problem(Reason reason, Object message) {
    return Optional.of(new Problem(reason, message.toString()));
  }

  private void checkInvariants() {
    boolean ready = is("Ready");
    assertThat(is("Stalled") || is("Reconciling")).isNotEqualTo(ready);
    assertThat(is("Stalled") && is("Reconciling")).isFalse();
    assertThat(ready && is("Drifted")).isFalse();
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

  String reason() {
    return Conditions.find(status().conditions(), Conditions.READY).orElseThrow().reason();
  }

  /** When the operator looked, counted from the start. */
  List<Duration> looks() {
    return looks;
  }

  int statusWrites() {
    return statusWrites;
  }

  private static JsonNode json(VoiceAssistantStatus status) {
    try {
      return JSON.readTree(JSON.writeValueAsString(status));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
