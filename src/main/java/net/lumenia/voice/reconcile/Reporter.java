package net.lumenia.voice.reconcile;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import net.lumenia.voice.assistant.WorkspaceSlug;
import net.lumenia.voice.cluster.EventRecorder;
import net.lumenia.voice.cluster.References;
import net.lumenia.voice.cluster.StatusWriter;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.crd.VoiceAssistantStatus;
import net.lumenia.voice.spec.DesiredState;
import net.lumenia.voice.status.BackoffInput;
import net.lumenia.voice.status.CheckReport;
import net.lumenia.voice.status.Conditions;
import net.lumenia.voice.status.Memory;
import net.lumenia.voice.status.NextAttempt;
import net.lumenia.voice.status.Notice;
import net.lumenia.voice.status.Notices;
import net.lumenia.voice.status.ReconcileResult;
import net.lumenia.voice.status.StatusFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last step of a reconcile: writes status and events, and says when to look again. Nothing is
 * left to the framework's retries, which end.
 */
final class Reporter {

  private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);

  private final StatusWriter statusWriter;
  private final EventRecorder events;
  private final ReconcileListener listener;
  private final ResyncPolicy resyncs;
  private final InstantSource clock;

  Reporter(
      StatusWriter statusWriter,
      EventRecorder events,
      ReconcileListener listener,
      ResyncPolicy resyncs,
      InstantSource clock) {
    this.statusWriter = statusWriter;
    this.events = events;
    this.listener = listener;
    this.resyncs = resyncs;
    this.clock = clock;
  }

  /** Returns the time to the next look. */
  Duration report(
      VoiceAssistant resource, Optional<DesiredState> desiredState, ReconcileResult outcome) {
    Instant now = clock.instant();
    VoiceAssistantStatus previous = resource.decodeStatus();
    var status = new AtomicReference<VoiceAssistantStatus>(VoiceAssistantStatus.empty());
    return switch (writeOrTell(resource, desiredState, outcome, now, status)) {
      case StatusWriter.Written.Done _ -> {
        tell(resource, Notices.of(previous, outcome), outcome);
        yield next(resource, desiredState, outcome, status.get());
      }
      case StatusWriter.Written.Refused(boolean isNew, String problem) -> {
        if (isNew || outcome.sentPatch().isPresent()) {
          tell(resource, Notices.ofRefused(previous, outcome, problem), outcome);
        }
        yield nextResync(resource, desiredState);
      }
    };
  }

  /** A PATCH is told even without a status: the next check will find nothing left to send. */
  private StatusWriter.Written writeOrTell(
      VoiceAssistant resource,
      Optional<DesiredState> desiredState,
      ReconcileResult outcome,
      Instant now,
      AtomicReference<VoiceAssistantStatus> status) {
    try {
      return write(resource, desiredState, outcome, now, status);
    } catch (KubernetesClientException e) {
      if (outcome.sentPatch().isPresent()) {
        tell(resource, Notices.of(resource.decodeStatus(), outcome), outcome);
      }
      throw e;
    }
  }

  private void tell(VoiceAssistant resource, List<Notice> notices, ReconcileResult outcome) {
    notices.forEach(notice -> events.record(resource, notice));
    logIfReadyAnew(resource, resource.decodeStatus(), outcome);
    listener.reconciled(resource, resource.decodeStatus(), outcome);
  }

  /** Why one is not ready, is a notice. */
  private static void logIfReadyAnew(
      VoiceAssistant resource, VoiceAssistantStatus previous, ReconcileResult outcome) {
    String reason = outcome.reason().text();
    boolean known =
        Conditions.find(previous.conditions(), Conditions.READY)
            .filter(ready -> reason.equals(ready.reason()))
            .isPresent();
    if (outcome.openProblem().isEmpty() && !known) {
      LOG.atInfo()
          .addKeyValue("reason", reason)
          .log("VoiceAssistant {}: {}", References.key(resource), reason);
    }
  }

  private StatusWriter.Written write(
      VoiceAssistant resource,
      Optional<DesiredState> desiredState,
      ReconcileResult outcome,
      Instant now,
      AtomicReference<VoiceAssistantStatus> status) {
    long generation = resource.getMetadata().getGeneration();
    Optional<WorkspaceSlug> workspace = desiredState.map(DesiredState::workspace);
    return statusWriter.write(
        resource,
        current -> {
          var next =
              StatusFactory.next(current.decodeStatus(), generation, workspace, outcome, now);
          status.set(next);
          return next;
        });
  }

  private Duration nextResync(VoiceAssistant resource, Optional<DesiredState> desiredState) {
    return NextAttempt.after(
        Optional.empty(),
        BackoffInput.NONE,
        resyncs.interval(resource, desiredState),
        ThreadLocalRandom.current().nextDouble());
  }

  private Duration next(
      VoiceAssistant resource,
      Optional<DesiredState> desiredState,
      ReconcileResult outcome,
      VoiceAssistantStatus status) {
    Instant now = clock.instant();
    return NextAttempt.after(
        outcome.openProblem(),
        new BackoffInput(
            reconcilingFor(status, now),
            Memory.sinceUnprovenPatch(status, now),
            outcome.seen().flatMap(CheckReport::nextCorrection)),
        resyncs.interval(resource, desiredState),
        ThreadLocalRandom.current().nextDouble());
  }

  private static Duration reconcilingFor(VoiceAssistantStatus status, Instant now) {
    return Conditions.since(status.conditions(), Conditions.RECONCILING)
        .map(since -> BackoffInput.elapsed(since, now))
        .orElse(Duration.ZERO);
  }
}
