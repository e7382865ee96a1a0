package net.lumenia.voice.status;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.WorkspaceSlug;
import net.lumenia.voice.crd.Condition;
import net.lumenia.voice.crd.VoiceAssistantStatus;
import net.lumenia.voice.crd.VoiceAssistantStatus.LastPatch;
import net.lumenia.voice.crd.VoiceAssistantStatus.PlanStatus;
import net.lumenia.voice.crd.VoiceAssistantStatus.Summary;
import net.lumenia.voice.plan.Difference;
import net.lumenia.voice.plan.Timing;
import org.jspecify.annotations.Nullable;

/**
 * Makes the status of a VoiceAssistant from the result of a reconcile, the previous status and the
 * time. A pure function, and the only place where conditions are decided. The same result twice
 * gives the same status, so a quiet fleet causes no writes.
 */
public final class StatusFactory {

  private static final Duration VERIFIED_REFRESH = Duration.ofHours(1);
  private static final int MAX_LOST_KEYS = 32;

  /** Stands among the fields of a plan that creates the voice integration. */
  private static final String PROVISION = "provision";

  private final VoiceAssistantStatus previous;
  private final ReconciledSpec spec;
  private final Instant now;
  private final Timing timing;

  private StatusFactory(
      VoiceAssistantStatus previous, ReconciledSpec spec, Instant now, Timing timing) {
    this.previous = spec.request().isPresent() ? Memory.requested(previous, now) : previous;
    this.spec = spec;
    this.now = now.truncatedTo(ChronoUnit.SECONDS);
    this.timing = timing;
  }

  /** The next status. */
  public static VoiceAssistantStatus next(
      VoiceAssistantStatus previous,
      ReconciledSpec spec,
      ReconcileResult result,
      Instant now,
      Timing timing) {
    var factory = new StatusFactory(previous, spec, now, timing);
    return result
        .seen()
        .map(report -> factory.checked(report, result))
        .orElseGet(() -> factory.blocked(result));
  }

  private @Nullable String workspace() {
    return spec.workspace().map(WorkspaceSlug::text).orElse(previous.workspaceSlug());
  }

  /**
   * What status knows of the assistant stays. Only conditions change, and fields become pending.
   */
  private VoiceAssistantStatus blocked(ReconcileResult result) {
    List<Condition> conditions =
        ready(result, List.of())
            .setUnlessKnown(
                Conditions.DRIFTED,
                "LiveUnknown",
                "The live assistant has not been read for this generation of the spec yet")
            .toList();
    StatusBuilder status =
        StatusBuilder.from(previous)
            .observedGeneration(spec.generation())
            .workspaceSlug(workspace())
            .conditions(conditions);
    spec.request().ifPresent(status::lastHandledReconcileAt);
    spec.desired().ifPresent(config -> status.fields(MemoryUpdate.unread(previous, config, now)));
    return previousIfEqual(status.build());
  }

  /** Error messages that differ only in a request id are no reason to write. */
  private VoiceAssistantStatus previousIfEqual(VoiceAssistantStatus status) {
    VoiceAssistantStatus candidate =
        StatusBuilder.from(status)
            .conditions(Conditions.withPreviousMessages(previous.conditions(), status.conditions()))
            .build();
    return candidate.equals(previous) ? previous : status;
  }

  private VoiceAssistantStatus checked(CheckReport report, ReconcileResult result) {
    Optional<ReconcileResult.SentPatch> sent = result.sentPatch();
    Map<Field, FieldMemory> fields = new MemoryUpdate(previous, report, sent, now, timing).fields();
    StatusBuilder next = StatusBuilder.from(previous);
    spec.request().ifPresent(next::lastHandledReconcileAt);
    var status =
        previousIfEqual(
            next.observedGeneration(spec.generation())
                .workspaceSlug(workspace())
                .conditions(conditions(report, result, writeOnly(fields)))
                .summary(summary(report))
                .assistant(AssistantView.of(report.live(), report.numbers()))
                .drift(new DriftView(previous, report, sent, now).entries())
                .plan(plan(result))
                .lastPatch(lastPatch(result))
                .fields(fields)
                .lastVerifiedTime(Memory.intact(previous.lastVerifiedTime()))
                .build());
    boolean verified = result.openProblem().isEmpty() && report.drift().isEmpty();
    return status.equals(previous) && !(verified && isVerifiedTimeDue())
        ? status
        : refreshed(status, fields, verified);
  }

  /** Brings up to date what is not worth a write of its own. */
  private VoiceAssistantStatus refreshed(
      VoiceAssistantStatus status, Map<Field, FieldMemory> fields, boolean verified) {
    fields.replaceAll((_, memory) -> memory.withoutOldCorrections(now, timing));
    return StatusBuilder.from(status)
        .fields(fields)
        .lastVerifiedTime(verified ? now.toString() : status.lastVerifiedTime())
        .build();
  }

  private boolean isVerifiedTimeDue() {
    return Memory.time(previous.lastVerifiedTime())
        .map(verified -> Duration.between(verified, now))
        .filter(age -> !age.isNegative() && age.compareTo(VERIFIED_REFRESH) < 0)
        .isEmpty();
  }

  private List<Condition> conditions(
      CheckReport report, ReconcileResult result, List<String> writeOnly) {
    boolean drifted = !report.drift().isEmpty();
    return ready(result, writeOnly)
        .set(
            Conditions.DRIFTED,
            drifted,
            drifted ? "LiveDiffers" : "NoDrift",
            drifted
                ? "The live assistant differs from the spec in %s%s"
                    .formatted(DriftView.paths(report), InvisibleNotes.toMatch(report.drift()))
                : "The live assistant is in sync with the spec")
        .toList();
  }

  private Conditions ready(ReconcileResult result, List<String> writeOnly) {
    Reason reason = result.reason();
    String message =
        result
            .openProblem()
            .map(Problem::message)
            .or(() -> result.seen().map(report -> ReadyMessages.ready(reason, report, writeOnly)))
            .orElse("");
    return new Conditions(previous.conditions(), spec.generation(), now)
        .ready(reason.actor(), reason.text(), message);
  }

  private static Summary summary(CheckReport report) {
    return new Summary(
        AssistantView.voiceOf(report.live()),
        AssistantView.numberOf(report.live()),
        (int) report.drift().stream().map(Difference::path).distinct().count());
  }

  private static @Nullable PlanStatus plan(ReconcileResult result) {
    return result instanceof ReconcileResult.AwaitingApproval waiting
        ? new PlanStatus(
            waiting.hash(),
            Stream.concat(
                    waiting.provisions() ? Stream.of(PROVISION) : Stream.empty(),
                    waiting.fields().stream().sorted().map(Field::specName))
                .toList())
        : null;
  }

  /** The PATCH of this reconcile or the previous one. */
  private @Nullable LastPatch lastPatch(ReconcileResult result) {
    LastPatch patch =
        result.sentPatch().map(sent -> lastPatch(sent, result)).orElse(previous.lastPatch());
    return patch == null
        ? null
        : new LastPatch(
            Memory.intact(patch.time()),
            patch.generation(),
            patch.fields(),
            patch.patchHash(),
            patch.lostKeys(),
            patch.planHash(),
            patch.approvedBy(),
            patch.correlationId());
  }

  private LastPatch lastPatch(ReconcileResult.SentPatch sent, ReconcileResult result) {
    List<String> lost = result.lostKeys(sent.fields());
    return new LastPatch(
        sent.time().truncatedTo(ChronoUnit.MILLIS).toString(),
        spec.generation(),
        sent.patch().fields().stream().map(Field::specName).toList(),
        sent.patch().hash(),
        StatusBuilder.nullIfEmpty(lost.stream().limit(MAX_LOST_KEYS).toList()),
        spec.approval().map(Approval::planHash).orElse(null),
        spec.approval().flatMap(Approval::approvedBy).orElse(null),
        spec.approval().flatMap(Approval::correlationId).orElse(null));
  }

  /** The paths of the parts that the API does not report. */
  private static List<String> writeOnly(Map<Field, FieldMemory> fields) {
    return fields.values().stream()
        .flatMap(memory -> memory.writeOnly().stream())
        .sorted()
        .toList();
  }
}
