package net.lumenia.voice.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Tells of every version and of the end of every resource of a controller, before its reconcile
 * starts. The SDK does so for event sources that are {@link ResourceEventAware}, and it does before
 * it filters: update filters do not hear of deletions, the generic filter does not tell them from
 * updates, and an item store is called while the informer holds its lock.
 */
public final class PrimaryEvents<P extends HasMetadata> extends AbstractEventSource<Void, P>
    implements ResourceEventAware<P> {

  /** Is told in the informer's thread, and must not block. */
  public interface Listener<P> {

    /** There is this version now. The same one may be told twice. */
    void seen(P resource);

    /** The resource is gone; there may be another one of its name. */
    void gone(P resource);
  }

  private final Cache<P> cache;
  private final Listener<P> listener;

  public PrimaryEvents(Cache<P> cache, Listener<P> listener) {
    super(Void.class, "primary-events");
    this.cache = cache;
    this.listener = listener;
  }

  /**
   * Goes through the cache, which is synced by now. The informer's events about the first list may
   * be late: without this, a reconcile could start that has not heard of half of the resources.
   */
  @Override
  public void start() {
    super.start();
    cache.keys().toList().forEach(this::tell);
  }

  /** An event may come at the same time, so it looks again until nothing has changed. */
  private void tell(ResourceID id) {
    Optional<P> told = cache.get(id);
    while (told.isPresent()) {
      listener.seen(told.get());
      Optional<P> now = cache.get(id);
      if (now.isEmpty()) {
        listener.gone(told.get());
      } else if (isSameVersion(now.get(), told.get())) {
        return;
      }
      told = now;
    }
  }

  private static boolean isSameVersion(HasMetadata one, HasMetadata other) {
    return Objects.equals(
        one.getMetadata().getResourceVersion(), other.getMetadata().getResourceVersion());
  }

  @Override
  public void onResourceCreated(P resource) {
    listener.seen(resource);
  }

  /** What was deleted and created again while the watch was away comes as an update. */
  @Override
  public void onResourceUpdated(P now, P before) {
    if (!Objects.equals(now.getMetadata().getUid(), before.getMetadata().getUid())) {
      listener.gone(before);
    }
    listener.seen(now);
  }

  @Override
  public void onResourceDeleted(P resource) {
    listener.gone(resource);
  }

  @Override
  public Set<Void> getSecondaryResources(P primary) {
    return Set.of();
  }
}
