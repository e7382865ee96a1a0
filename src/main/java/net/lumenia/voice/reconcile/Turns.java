package net.lumenia.voice.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Starts the reconcile of a resource whose turn it is at a gate. */
final class Turns<P extends HasMetadata> extends AbstractEventSource<Void, P> {

  private final Predicate<P> comes;
  private volatile Optional<Cache<P>> resources = Optional.empty();

  /**
   * @param comes whether a resource that is there has any use for its turn
   */
  Turns(Predicate<P> comes) {
    super(Void.class, "turns");
    this.comes = comes;
  }

  Turns<P> of(Cache<P> resources) {
    this.resources = Optional.of(resources);
    return this;
  }

  /** Returns whether the resource is still there to be reconciled. */
  boolean call(ResourceID id) {
    boolean known =
        isRunning() && resources.flatMap(cache -> cache.get(id)).filter(comes).isPresent();
    if (known) {
      getEventHandler().handleEvent(new Event(id));
    }
    return known;
  }

  @Override
  public Set<Void> getSecondaryResources(P primary) {
    return Set.of();
  }
}
