package net.lumenia.voice.status;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.ServerText;
import net.lumenia.voice.assistant.WorkspaceSlug;
import net.lumenia.voice.crd.Condition;
import net.lumenia.voice.crd.VoiceAssistantStatus;
import net.lumenia.voice.crd.VoiceAssistantStatus.Corrections;
import net.lumenia.voice.crd.VoiceAssistantStatus.DriftEntry;
import net.lumenia.voice.crd.VoiceAssistantStatus.LastPatch;
import net.lumenia.voice.crd.VoiceAssistantStatus.Summary;
import net.lumenia.voice.plan.Leaf;
import org.jspecify.annotations.Nullable;

/**
 * Makes the status of a VoiceAssistant: outcome x previous status x time. A pure function, and the
 * only place where conditions are decided. The same outcome twice gives the same status, so that a
 * quiet fleet causes no writes.
 */
public final class StatusFactory {

  private static final int MAX_DRIFT = 32;
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
      Outcome outcome,
      Instant now) {
    var factory = new StatusFactory(previous, generation, now);
    String workspace = slug.map(WorkspaceSlug::text).orElse(previous.workspaceSlug());
    return switch (outcome) {
      case Outcome.Blocked blocked -> factory.blocked(workspace, blocked.problem());
      case Outcome.Unchanged unchanged ->
          factory.looked(workspace, unchanged.look(), unchanged.problem(), Optional.empty());
      case Outcome.Patched patched ->
          factory.looked(workspace, patched.look(), patched.problem(), Optional.of(patched.sent()));
    };
  }

  /** Everything that is known of the assistant stays; only the conditions change. */
  private VoiceAssistantStatus blocked(@Nullable String workspace, Problem problem) {
    return new VoiceAssistantStatus(
        generation,
        workspace,
        notReady(problem).carryOver(Conditions.DRIFTED).toList(),
        previous.summary(),
        previous.assistant(),
        previous.drift(),
        previous.plan(),
        previous.lastPatch(),
        previous.applied(),
        previous.unreported(),
        previous.unconverged(),
        previous.corrections(),
        previous.lastVerifiedTime());
  }

  private VoiceAssistantStatus looked(
      @Nullable String workspace,
      Look look,
      Optional<Problem> problem,
      Optional<Outcome.SentPatch> sent) {
    var memory = new MemoryUpdate(previous, look, sent);
    var corrections = new CorrectionUpdate(previous, look, sent, now);
    List<String> writeOnly = memory.writeOnly();
    var status =
        new VoiceAssistantStatus(
            generation,
            workspace,
            conditions(look, problem, writeOnly),
            summary(look),
            AssistantView.of(look.live()),
            drift(look.drift()),
            null,
            withUnproven(sent.map(this::lastPatch).orElse(previous.lastPatch()), memory),
            memory.applied(),
            nullIfEmpty(writeOnly),
            nullIfEmpty(memory.unconverged()),
            nullIfEmpty(corrections.withOld()),
            Memory.intact(previous.lastVerifiedTime()));
    boolean verified = problem.isEmpty();
    return status.equals(previous) && !(verified && isVerifiedTimeDue())
        ? status
        : renewed(status, corrections.withoutOld(), verified);
  }

  private List<Condition> conditions(Look look, Optional<Problem> problem, List<String> writeOnly) {
    var conditions = problem.map(this::notReady).orElseGet(() -> synced(look, writeOnly));
    boolean drifted = !look.drift().isEmpty();
    return conditions
        .set(
            Conditions.DRIFTED,
            drifted,
            drifted ? "LiveDiffers" : "NoDrift",
            drifted
                ? "The live assistant differs in "
                    + look.drift().stream().limit(MAX_DRIFT).map(Leaf::path).collect(joining(", "))
                : "The live assistant is as declared")
        .toList();
  }

  private Conditions synced(Look look, List<String> writeOnly) {
    Stream<String> notShown =
        writeOnly.isEmpty()
            ? Stream.empty()
            : Stream.of(
                "the API does not show %s, so what was sent last is taken for it"
                    .formatted(String.join(", ", writeOnly)));
    String message =
        Stream.of(Stream.of("The assistant is as declared"), notShown, look.notes().stream())
            .flatMap(parts -> parts)
            .collect(joining("; "));
    return new Conditions(previous.conditions(), generation, now)
        .ready(Reason.SYNCED.remedy(), Reason.SYNCED.text(), message);
  }

  private Conditions notReady(Problem problem) {
    return new Conditions(previous.conditions(), generation, now)
        .ready(problem.reason().remedy(), problem.reason().text(), problem.message());
  }

  private Summary summary(Look look) {
    Long shown = AssistantView.numberOf(look.live());
    return new Summary(
        AssistantView.voiceOf(look.live()),
        shown,
        (int) look.drift().stream().map(Leaf::path).distinct().count());
  }

  private List<DriftEntry> drift(List<Leaf> leaves) {
    return leaves.stream().limit(MAX_DRIFT).map(this::entry).toList();
  }

  private DriftEntry entry(Leaf leaf) {
    String since =
        (previous.drift() == null ? List.<DriftEntry>of() : previous.drift())
            .stream()
                .filter(entry -> leaf.path().equals(entry.field()))
                .map(entry -> Memory.intact(entry.since()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(now.toString());
    return new DriftEntry(
        leaf.path(),
        ServerText.clean(leaf.desired()),
        leaf.live().map(ServerText::clean).orElse(null),
        since);
  }

  private LastPatch lastPatch(Outcome.SentPatch sent) {
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
