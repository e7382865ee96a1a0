package net.lumenia.voice.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import net.lumenia.voice.assistant.AssistantConfig;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.assistant.WorkspaceSlug;
import net.lumenia.voice.crd.RawJson;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.crd.VoiceAssistantStatus;
import net.lumenia.voice.plan.DriftRule;
import net.lumenia.voice.plan.History;
import net.lumenia.voice.plan.Plan;
import net.lumenia.voice.plan.Planner;
import net.lumenia.voice.plan.Readings;
import net.lumenia.voice.plan.SendRules;
import net.lumenia.voice.plan.Timing;
import net.lumenia.voice.plan.WriteMode;

/** Reconcile results and the statuses that follow from them. */
final class Given {

  static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

  private static final ObjectMapper JSON = new ObjectMapper();

  private Given() {}

  static Problem problem(Reason reason) {
    return new Problem(reason, "because of " + reason.text());
  }

  /** A check of an assistant; spec and live as JSON or YAML. */
  static CheckReport check(String spec, String assistant) {
    AssistantConfig desired = Readings.config(spec);
    LiveAssistant live = Readings.answer("{\"assistant\": %s}".formatted(assistant));
    var watching = new SendRules(DriftRule.CORRECT, new WriteMode.Never());
    Plan plan = Planner.plan(desired, live, History.NONE, Optional.empty(), watching);
    return new CheckReport(desired, live, ((Plan.ObserveOnly) plan).found());
  }

  static ReconcileResult synced(CheckReport check) {
    return new ReconcileResult.Unchanged(check, Optional.empty());
  }

  static ReconcileResult failed(CheckReport check, Reason reason) {
    return new ReconcileResult.Unchanged(check, Optional.of(problem(reason)));
  }

  /** A reconcile that sent the difference found by one check and ended with another check. */
  static ReconcileResult patched(
      CheckReport before, CheckReport after, Instant time, Set<String> writeOnly) {
    var sent =
        new ReconcileResult.SentPatch(
            change(before), time, before.live(), writeOnly, Set.of(), false);
    return new ReconcileResult.Patched(
        after,
        sent,
        after.drift().isEmpty() ? Optional.empty() : Optional.of(problem(Reason.VERIFYING)));
  }

  /** The change that a check calls for waits for its approval. */
  static ReconcileResult awaitingApproval(CheckReport before, String hash, Problem problem) {
    return new ReconcileResult.AwaitingApproval(
        before, new Plan.AwaitingApproval(change(before), hash, Optional.empty()), problem);
  }

  private static Plan.Change change(CheckReport before) {
    return (Plan.Change)
        Planner.plan(
            before.desired(), before.live(), History.NONE, Optional.empty(), SendRules.DEFAULT);
  }

  static VoiceAssistantStatus next(
      VoiceAssistantStatus previous, ReconcileResult result, Instant now) {
    return reread(
        json(
            StatusFactory.next(
                previous,
                new ReconciledSpec(
                    3,
                    Optional.of(new WorkspaceSlug("61")),
                    result.seen().map(CheckReport::desired)),
                result,
                now,
                Timing.DEFAULT)));
  }

  static VoiceAssistantStatus first(ReconcileResult result) {
    return next(VoiceAssistantStatus.empty(), result, NOON);
  }

  static String json(VoiceAssistantStatus status) {
    try {
      return JSON.writeValueAsString(status);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  /** A status as the API server returns it. */
  static VoiceAssistantStatus reread(String json) {
    try {
      JsonNode tree = JSON.readTree(json);
      var resource = new VoiceAssistant();
      resource.setStatus(new RawJson(tree));
      return resource.decodeStatus();
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  /** One condition as {@code True Synced}; empty if there is none. */
  static String condition(VoiceAssistantStatus status, String type) {
    return Conditions.find(status.conditions(), type)
        .map(condition -> condition.status() + " " + condition.reason())
        .orElse("");
  }

  static String since(VoiceAssistantStatus status, String type) {
    return Conditions.find(status.conditions(), type).orElseThrow().lastTransitionTime();
  }
}
