package net.lumenia.voice.reconcile;

import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.ResourceCache;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.lumenia.voice.account.Fleet;
import net.lumenia.voice.cluster.DrainAcknowledger;
import net.lumenia.voice.cluster.PrimaryEvents;
import net.lumenia.voice.cluster.ReconcileAnnotation;
import net.lumenia.voice.cluster.References;
import net.lumenia.voice.cluster.Requeuer;
import net.lumenia.voice.cluster.Slice;
import net.lumenia.voice.crd.VoiceAssistant;

/**
 * Starts and ends the reconciles of assistants for the framework. What happens in between is the
 * {@link ReconcileLoop}.
 */
public final class VoiceAssistantReconciler implements Reconciler<VoiceAssistant> {

  private final ReconcileLoop loop;
  private final AssistantCaches caches;
  private final Requeuer<VoiceAssistant> requeuer;
  private final Fleet fleet;
  private final Slice slice;
  private final DrainAcknowledger drains;
  private final Consumer<VoiceAssistant> edited;
  private final Consumer<VoiceAssistant> forget;
  private final Consumer<String> forgetAccountIfGone;
  private volatile Optional<ResourceCache<VoiceAssistant>> cache = Optional.empty();

  /**
   * @param edited called with every assistant whose spec has changed, or for which a check is
   *     requested
   * @param forget called with every assistant that is deleted or leaves the slice
   * @param forgetAccountIfGone called after every reconcile with the account that it may have used,
   *     as namespace/name
   */
  VoiceAssistantReconciler(
      ReconcileLoop loop,
      AssistantCaches caches,
      Requeuer<VoiceAssistant> requeuer,
      Fleet fleet,
      Slice slice,
      DrainAcknowledger drains,
      Consumer<VoiceAssistant> edited,
      Consumer<VoiceAssistant> forget,
      Consumer<String> forgetAccountIfGone) {
    this.loop = loop;
    this.caches = caches;
    this.requeuer = requeuer;
    this.fleet = fleet;
    this.slice = slice;
    this.drains = drains;
    this.edited = edited;
    this.forget = forget;
    this.forgetAccountIfGone = forgetAccountIfGone;
  }

  @Override
  public UpdateControl<VoiceAssistant> reconcile(
      VoiceAssistant resource, Context<VoiceAssistant> context) {
    requeuer.reconcile(resource, () -> step(resource));
    if (!requeuer.knows(ResourceID.fromResource(resource))) {
      forget(resource);
    }
    forgetAccountIfGone.accept(References.account(resource));
    return UpdateControl.noUpdate();
  }

  /** Returns the time to the next reconcile; empty if only a change starts it. */
  private Optional<Duration> step(VoiceAssistant resource) {
    if (slice.isDraining(resource)) {
      loop.withdraw(References.key(resource));
      drains.acknowledge(resource);
      return Optional.empty();
    }
    Optional<Duration> delay = fleet.delay(resource);
    if (delay.isPresent() || isSuspended(resource)) {
      loop.withdraw(References.key(resource));
      return delay;
    }
    return complete(resource).flatMap(whole -> loop.reconcile(whole, caches));
  }

  /** The resource with its long texts; empty if it is deleted or has left the slice. */
  private Optional<VoiceAssistant> complete(VoiceAssistant resource) {
    Optional<VoiceAssistant> whole = Optional.empty();
    try {
      whole = caches.specs().load(resource).filter(slice::serves);
      return whole;
    } finally {
      if (whole.isEmpty()) {
        loop.withdraw(References.key(resource));
      }
    }
  }

  /** Drops what a reconcile keeps of a resource that is deleted or has left the slice. */
  private void forget(VoiceAssistant resource) {
    requeuer.forget(ResourceID.fromResource(resource));
    loop.withdraw(References.key(resource));
    forget.accept(resource);
  }

  @Override
  public List<EventSource<?, VoiceAssistant>> prepareEventSources(
      EventSourceContext<VoiceAssistant> context) {
    var assistants = context.getPrimaryCache();
    cache = Optional.of(assistants);
    caches.accounts().setAssistants(assistants);
    return Stream.concat(
            Stream.of(
                caches.prompts().eventSource(context),
                requeuer.of(assistants),
                new PrimaryEvents<>(assistants, this::updated, this::deleted)),
            fleet.eventSources(context).stream())
        .toList();
  }

  void updated(VoiceAssistant now, Optional<VoiceAssistant> before) {
    fleet.update(now);
    if (before.filter(old -> ReconcileAnnotation.needsReconcile(now, old)).isPresent()) {
      edited.accept(now);
    }
  }

  private void deleted(VoiceAssistant assistant) {
    fleet.remove(assistant);
    forget(assistant);
  }

  /** Schedules a check of every watched assistant within this time, evenly spread. */
  void checkAllWithin(Duration time) {
    requeuer.allWithin(time);
  }

  /** All watched assistants as they are in the cache; none before the start. */
  public Stream<VoiceAssistant> cached() {
    return cache.stream().flatMap(all -> all.list(_ -> true));
  }

  /** Whether nothing is read, written or reported about an assistant. */
  public static boolean isSuspended(VoiceAssistant assistant) {
    return References.isSuspended(assistant);
  }
}
