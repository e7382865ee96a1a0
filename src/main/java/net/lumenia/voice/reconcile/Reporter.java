package net.lumenia.voice.reconcile;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import net.lumenia.voice.cluster.References;
import net.lumenia.voice.cluster.StatusWriter;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.crd.VoiceAssistantStatus;
import net.lumenia.voice.plan.Timing;
import net.lumenia.voice.spec.DesiredState;
import net.lumenia.voice.status.BackoffInput;
import net.lumenia.voice.status.CheckReport;
import net.lumenia.voice.status.Conditions;
import net.lumenia.voice.status.Memory;
import net.lumenia.voice.status.NextAttempt;
import net.lumenia.voice.status.Notice;
import net.lumenia.voice.status.Notices;
import net.lumenia.voice.status.Problem;
import net.lumenia.voice.status.ReconcileResult;
import net.lumenia.voice.status.ReconciledSpec;
import net.lumenia.voice.status.StatusFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last step of a reconcile: writes status and events, and decides when the next reconcile
 * starts. Nothing is left to the framework's retries, which end.
 */
final class Reporter {

  private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);

  private final Cluster cluster;
  private final ReconcileListener listener;
  private final ResyncPolicy resyncs;
  private final Timing timing;
  private final NextAttempt attempts;
  private final InstantSource clock;
  private final DoubleSupplier jitter;

  /**
   * @param jitter gives numbers from 0 to 1 that spread the reconciles
   */
  Reporter(
      Cluster cluster,
      ReconcileListener listener,
      ResyncPolicy resyncs,
      Timing timing,
      NextAttempt attempts,
      InstantSource clock,
      DoubleSupplier jitter) {
    this.cluster = cluster;
    this.listener = listener;
    this.resyncs = resyncs;
    this.timing = timing;
    this.attempts = attempts;
    this.clock = clock;
    this.jitter = jitter;
  }

  /**
   * Returns the time to the next reconcile.
   *
   * @param request of a user that the result answers, if there is one
   */
  Duration report(
      VoiceAssistant resource,
      Optional<DesiredState> desiredState,
      ReconcileResult result,
      Optional<String> request) {
    Instant now = clock.instant();
    VoiceAssistantStatus previous = resource.decodeStatus();
    var spec =
        new ReconciledSpec(
            resource.getMetadata().getGeneration(),
            desiredState.map(DesiredState::workspace),
            desiredState.map(DesiredState::config),
            request,
            desiredState.flatMap(desired -> Approvals.of(resource, desired)));
    var status = new AtomicReference<VoiceAssistantStatus>(VoiceAssistantStatus.empty());
    return switch (writeOrRecord(resource, spec, result, now, status)) {
      case StatusWriter.Written.Done _ -> {
        record(resource, Notices.of(previous, result), result);
        yield next(resource, desiredState, result, status.get());
      }
      case StatusWriter.Written.Refused(boolean isNews, String problem) -> {
        if (isNews || result.sentPatch().isPresent()) {
          record(resource, Notices.ofRefused(previous, result, problem), result);
        }
        yield nextResync(resource, desiredState);
      }
    };
  }

  /** A PATCH is recorded even without a status: the next check finds nothing left to send. */
  private StatusWriter.Written writeOrRecord(
      VoiceAssistant resource,
      ReconciledSpec spec,
      ReconcileResult result,
      Instant now,
      AtomicReference<VoiceAssistantStatus> status) {
    try {
      return write(resource, spec, result, now, status);
    } catch (KubernetesClientException e) {
      if (result.sentPatch().isPresent()) {
        record(resource, Notices.of(resource.decodeStatus(), result), result);
      }
      throw e;
    }
  }

  private void record(VoiceAssistant resource, List<Notice> notices, ReconcileResult result) {
    notices.forEach(notice -> cluster.record(resource, notice));
    logIfNewlyReady(resource, resource.decodeStatus(), result);
    listener.reconciled(resource, resource.decodeStatus(), result);
  }

  /** If a resource is not ready, a notice says why. */
  private static void logIfNewlyReady(
      VoiceAssistant resource, VoiceAssistantStatus previous, ReconcileResult result) {
    String reason = result.reason().text();
    boolean known =
        Conditions.find(previous.conditions(), Conditions.READY)
            .filter(ready -> reason.equals(ready.reason()))
            .isPresent();
    if (result.openProblem().isEmpty() && !known) {
      LOG.atInfo()
          .addKeyValue("reason", reason)
          .log("VoiceAssistant {}: {}", References.key(resource), reason);
    }
  }

  private StatusWriter.Written write(
      VoiceAssistant resource,
      ReconciledSpec spec,
      ReconcileResult result,
      Instant now,
      AtomicReference<VoiceAssistantStatus> status) {
    return cluster.writeStatus(
        resource,
        before -> {
          var next = StatusFactory.next(before, spec, result, now, timing);
          status.set(next);
          return next;
        });
  }

  private Duration nextResync(VoiceAssistant resource, Optional<DesiredState> desiredState) {
    return attempts.after(
        Optional.empty(),
        BackoffInput.NONE,
        resyncs.interval(resource, desiredState),
        jitter.getAsDouble());
  }

  private Duration next(
      VoiceAssistant resource,
      Optional<DesiredState> desiredState,
      ReconcileResult result,
      VoiceAssistantStatus status) {
    Instant now = clock.instant();
    return attempts.after(
        result.openProblem(),
        new BackoffInput(
            reconcilingFor(status, now),
            Memory.sinceUnprovenPatch(status, now).flatMap(timing::nextProofCheck),
            nextSend(result)),
        resyncs.interval(resource, desiredState),
        jitter.getAsDouble());
  }

  private static Optional<Duration> nextSend(ReconcileResult result) {
    return Stream.of(
            result.openProblem().flatMap(Problem::nextSend),
            result.seen().flatMap(CheckReport::nextCorrection))
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder());
  }

  private static Duration reconcilingFor(VoiceAssistantStatus status, Instant now) {
    return Conditions.since(status.conditions(), Conditions.RECONCILING)
        .map(since -> BackoffInput.elapsed(since, now))
        .orElse(Duration.ZERO);
  }
}
