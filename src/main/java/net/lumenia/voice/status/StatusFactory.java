package net.lumenia.voice.status;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.WorkspaceSlug;
import net.lumenia.voice.crd.Condition;
import net.lumenia.voice.crd.VoiceAssistantStatus;
import net.lumenia.voice.crd.VoiceAssistantStatus.Corrections;
import net.lumenia.voice.crd.VoiceAssistantStatus.LastPatch;
import net.lumenia.voice.crd.VoiceAssistantStatus.PlanStatus;
import net.lumenia.voice.crd.VoiceAssistantStatus.Summary;
import net.lumenia.voice.plan.Difference;
import org.jspecify.annotations.Nullable;

/**
 * Makes the status of a VoiceAssistant: outcome x previous status x time. A pure function, and the
 * only place where conditions are decided. The same outcome twice gives the same status, so that a
 * quiet fleet causes no writes.
 */
public final class StatusFactory {

  private static final Duration VERIFIED_REFRESH = Duration.ofHours(1);

  private final VoiceAssistantStatus previous;
  private final long generation;
  private final Instant now;

  private StatusFactory(VoiceAssistantStatus previous, long generation, Instant now) {
    this.previous = previous;
    this.generation = generation;
    this.now = now.truncatedTo(ChronoUnit.SECONDS);
  }

  /**
   * The next status.
   *
   * @param generation the generation of the spec that the outcome is about
   * @param slug the workspace, if the spec could be read
   */
  public static VoiceAssistantStatus next(
      VoiceAssistantStatus previous,
      long generation,
      Optional<WorkspaceSlug> slug,
      ReconcileResult outcome,
      Instant now) {
    var factory = new StatusFactory(previous, generation, now);
    String workspace = slug.map(WorkspaceSlug::text).orElse(previous.workspaceSlug());
    return outcome
        .seen()
        .map(report -> factory.looked(workspace, report, outcome))
        .orElseGet(() -> factory.blocked(workspace, outcome));
  }

  /** Everything that is known of the assistant stays; only the conditions change. */
  private VoiceAssistantStatus blocked(@Nullable String workspace, ReconcileResult outcome) {
    return quiet(
        new VoiceAssistantStatus(
            generation,
            workspace,
            ready(outcome, List.of())
                .setUnlessKnown(
                    Conditions.DRIFTED,
                    "LiveUnknown",
                    "The live assistant was not read yet for this generation of the spec")
                .toList(),
            previous.summary(),
            previous.assistant(),
            previous.drift(),
            previous.plan(),
            previous.lastPatch(),
            previous.applied(),
            previous.unreported(),
            previous.unconverged(),
            previous.corrections(),
            previous.lastVerifiedTime()));
  }

  /** That an error text came with another id is no reason to write. */
  private VoiceAssistantStatus quiet(VoiceAssistantStatus status) {
    var known =
        new VoiceAssistantStatus(
            status.observedGeneration(),
            status.workspaceSlug(),
            Conditions.withKnownMessages(previous.conditions(), status.conditions()),
            status.summary(),
            status.assistant(),
            status.drift(),
            status.plan(),
            status.lastPatch(),
            status.applied(),
            status.unreported(),
            status.unconverged(),
            status.corrections(),
            status.lastVerifiedTime());
    return known.equals(previous) ? known : status;
  }

  private VoiceAssistantStatus looked(
      @Nullable String workspace, CheckReport report, ReconcileResult outcome) {
    Optional<ReconcileResult.SentPatch> sent = outcome.sentPatch();
    var memory = new MemoryUpdate(previous, report, sent);
    var corrections = new CorrectionUpdate(previous, report, sent, now);
    List<String> writeOnly = memory.writeOnly();
    var status =
        quiet(
            new VoiceAssistantStatus(
                generation,
                workspace,
                conditions(report, outcome, writeOnly),
                summary(report),
                AssistantView.of(report.live()),
                new DriftView(previous, report, sent, now).entries(),
                plan(outcome),
                withUnproven(sent.map(this::lastPatch).orElse(previous.lastPatch()), memory),
                memory.applied(),
                nullIfEmpty(writeOnly),
                nullIfEmpty(memory.unconverged()),
                nullIfEmpty(corrections.withOld()),
                Memory.intact(previous.lastVerifiedTime())));
    boolean verified = outcome.trouble().isEmpty() && report.drift().isEmpty();
    return status.equals(previous) && !(verified && isVerifiedTimeDue())
        ? status
        : renewed(status, corrections.withoutOld(), verified);
  }

  private static @Nullable PlanStatus plan(ReconcileResult outcome) {
    return outcome instanceof ReconcileResult.AwaitingApproval waiting
        ? new PlanStatus(
            waiting.hash(), waiting.fields().stream().sorted().map(Field::specName).toList())
        : null;
  }

  private List<Condition> conditions(
      CheckReport report, ReconcileResult outcome, List<String> writeOnly) {
    boolean drifted = !report.drift().isEmpty();
    return ready(outcome, writeOnly)
        .set(
            Conditions.DRIFTED,
            drifted,
            drifted ? "LiveDiffers" : "NoDrift",
            drifted
                ? "The live assistant differs in " + DriftView.paths(report)
                : "The live assistant is as declared")
        .toList();
  }

  private Conditions ready(ReconcileResult outcome, List<String> writeOnly) {
    Reason reason = outcome.reason();
    String message =
        outcome
            .trouble()
            .map(Problem::message)
            .or(() -> outcome.seen().map(report -> ReadyMessage.of(reason, report, writeOnly)))
            .orElse("");
    return new Conditions(previous.conditions(), generation, now)
        .ready(reason.actor(), reason.text(), message);
  }

  private Summary summary(CheckReport report) {
    Long shown = AssistantView.numberOf(report.live());
    return new Summary(
        AssistantView.voiceOf(report.live()),
        shown,
        (int) report.drift().stream().map(Difference::path).distinct().count());
  }

  private LastPatch lastPatch(ReconcileResult.SentPatch sent) {
    return new LastPatch(
        sent.time().truncatedTo(ChronoUnit.MILLIS).toString(),
        generation,
        sent.patch().fields().stream().map(Field::specName).toList(),
        sent.patch().hash(),
        null,
        null,
        sent.answered() ? true : null);
  }

  private static @Nullable LastPatch withUnproven(@Nullable LastPatch patch, MemoryUpdate memory) {
    return patch == null
        ? null
        : new LastPatch(
            Memory.intact(patch.time()),
            patch.generation(),
            patch.fields(),
            patch.patchHash(),
            nullIfEmpty(memory.unproven()),
            nullIfEmpty(memory.replaced()),
            patch.answered());
  }

  private boolean isVerifiedTimeDue() {
    return Memory.time(previous.lastVerifiedTime())
        .map(verified -> Duration.between(verified, now))
        .filter(age -> !age.isNegative() && age.compareTo(VERIFIED_REFRESH) < 0)
        .isEmpty();
  }

  /** What is not worth a write of its own is brought up to date with the rest. */
  private VoiceAssistantStatus renewed(
      VoiceAssistantStatus status, Map<String, Corrections> corrections, boolean verified) {
    return new VoiceAssistantStatus(
        status.observedGeneration(),
        status.workspaceSlug(),
        status.conditions(),
        status.summary(),
        status.assistant(),
        status.drift(),
        status.plan(),
        status.lastPatch(),
        status.applied(),
        status.unreported(),
        status.unconverged(),
        nullIfEmpty(corrections),
        verified ? now.toString() : status.lastVerifiedTime());
  }

  private static <T> @Nullable List<T> nullIfEmpty(List<T> list) {
    return list.isEmpty() ? null : list;
  }

  private static <V> @Nullable Map<String, V> nullIfEmpty(Map<String, V> map) {
    return map.isEmpty() ? null : map;
  }
}
